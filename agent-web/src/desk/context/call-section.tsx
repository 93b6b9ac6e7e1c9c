import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView, DeskSnapshot } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import styles from './context.module.css';
import { Part } from './part.tsx';

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The figures of the present call. */
export function CallSection({
  call,
  quality,
}: {
  readonly call: CallView;
  readonly quality: DeskSnapshot['media']['quality'];
}) {
  const { t, i18n } = useTranslation('desk');
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (
    <Part title={t('callSection')}>
      <dl className={styles.list}>
        <Row label={t('requestedAt')}>{time.format(new Date(call.requestedAtMs))}</Row>
        {call.answeredAtMs > 0 && (
          <Row label={t('answeredAfter')}>{formatDuration(call.answeredAtMs - call.requestedAtMs)}</Row>
        )}
        <Row label={t('customerRegion')}>{call.customer?.region || '–'}</Row>
        <Row label={t('yourRegion')}>{call.agent?.region || '–'}</Row>
        <Row label={t('connection')}>
          {quality.rttMs === undefined
            ? '–'
            : `${Math.round(quality.rttMs)} ms · ${(quality.lossShare * 100).toFixed(1)} %`}
        </Row>
        <Row label={t('callId')}>
          <code>{call.callId}</code>
        </Row>
      </dl>
    </Part>
  );
}
