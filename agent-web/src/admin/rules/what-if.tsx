import { Button } from '@mantine/core';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayFigures, RulesSnapshot, WhatIfView } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { ChoiceField } from '../fields.tsx';
import styles from './rules.module.css';

function Differences({ view }: { readonly view: WhatIfView }) {
  const { t } = useTranslation('rules');
  const { otherAgent, otherQueue, longer, shorter, lost, won } = view;
  const found = { otherAgent, otherQueue, longer, shorter, lost, won };
  return (
    <dl className={styles.differences} aria-label={t('differences')}>
      {(['otherAgent', 'otherQueue', 'longer', 'shorter', 'lost', 'won'] as const).map((name) => (
        <div key={name} data-some={found[name] > 0 ? name : undefined}>
          <dt>{t(name)}</dt>
          <dd>{found[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Figures({ present, other }: Pick<WhatIfView, 'present' | 'other'>) {
  const { t } = useTranslation('rules');
  const queues = [...new Set([...present.byQueue, ...other.byQueue].map(([queueId]) => queueId))];
  const fromQueue = ({ byQueue }: ReplayFigures, queueId: string): string =>
    String(byQueue.find(([one]) => one === queueId)?.[1] ?? 0);
  const rows: readonly (readonly [string, (figures: ReplayFigures) => string])[] = [
    [t('answered'), ({ answered }) => String(answered)],
    [t('abandoned'), ({ abandoned }) => String(abandoned)],
    [t('refused'), ({ refused }) => String(refused)],
    [t('waitMiddle'), ({ waitMs }) => formatDuration(waitMs.p50)],
    [t('waitLong'), ({ waitMs }) => formatDuration(waitMs.p95)],
    [t('waitLongest'), ({ waitMs }) => formatDuration(waitMs.max)],
    ...queues.map(
      (queue) => [t('fromQueue', { queue }), (figures: ReplayFigures) => fromQueue(figures, queue)] as const,
    ),
  ];
  return (
    <table className={adminStyles.table} aria-label={t('whatIf')}>
      <thead>
        <tr>
          <th scope="col">{t('figure')}</th>
          <th scope="col">{t('nowRules')}</th>
          <th scope="col">{t('editedRules')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value(present)}</td>
            <td data-other={value(present) === value(other) ? undefined : ''}>{value(other)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A recorded stretch of time under the rules as they are edited. */
export function WhatIf({ snapshot }: { readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  const { rules } = useAdmin();
  const [hours, setHours] = useState<'8' | '24' | '168'>('24');
  const { whatIf, step, check } = snapshot;
  return (
    <div className={styles.whatIf}>
      <p className={styles.none}>{t('whatIfHint')}</p>
      <div className={styles.ask}>
        <ChoiceField
          label={t('stretch')}
          value={hours}
          onChange={setHours}
          options={[
            ['8', t('hours8')],
            ['24', t('hours24')],
            ['168', t('days7')],
          ]}
        />
        <Button
          leftSection={<FlaskConical size={16} aria-hidden="true" />}
          loading={step === 'replaying'}
          disabled={check === 'wrong' || step !== 'none'}
          onClick={() => rules.askWhatIf(Number(hours))}
        >
          {t('ask')}
        </Button>
      </div>
      {whatIf !== undefined && whatIf.present.arrived === 0 && (
        <p className={styles.none} role="status">
          {t('nothingRecorded')}
        </p>
      )}
      {whatIf !== undefined && whatIf.present.arrived > 0 && (
        <>
          <p className={styles.arrived}>
            {t('arrived')}: <b>{whatIf.present.arrived}</b>
          </p>
          <Differences view={whatIf} />
          <Figures present={whatIf.present} other={whatIf.other} />
        </>
      )}
    </div>
  );
}
