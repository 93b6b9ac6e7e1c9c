import { Button } from '@mantine/core';
import { History } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntentsNow, IntentsSnapshot, VersionHead } from '../../state/types.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useWhen } from '../when.ts';
import styles from './intents.module.css';

interface RowProps {
  readonly head: VersionHead;
  readonly holds: boolean;
  readonly busy: boolean;
}

function Version({ head, holds, busy }: RowProps) {
  const { t } = useTranslation('intents');
  const { intents } = useAdmin();
  const when = useWhen();
  const { version, author, savedAtMs, note, copyOf } = head;
  return (
    <li>
      <div>
        <strong>{version === 0 ? t('seed') : t('version', { version })}</strong>
        {holds && (
          <span className={adminStyles.chip} data-kind="brand">
            {t('present')}
          </span>
        )}
        {copyOf > 0 && <span className={adminStyles.chip}>{t('copyOf', { version: copyOf })}</span>}
        {version > 0 && <small>{t('byWhom', { author, when: when(savedAtMs) })}</small>}
        {note !== '' && <p dir="auto">{note}</p>}
      </div>
      {!holds && (
        <Button
          size="xs"
          variant="default"
          leftSection={<History size={14} aria-hidden="true" />}
          aria-label={version === 0 ? t('restoreSeed') : t('restore', { version })}
          disabled={busy}
          onClick={() => intents.restore(version)}
        >
          {t('restoreShort')}
        </Button>
      )}
    </li>
  );
}

/** Those that come with Weft: always there to go back to. */
const SEED: VersionHead = { version: 0, savedAtMs: 0, author: '', note: '', copyOf: 0 };

/** Every version that is kept: who saved it, when and why, and the way back to it. */
export function IntentVersions({
  now,
  snapshot: { versions, step },
}: {
  readonly now: IntentsNow;
  readonly snapshot: IntentsSnapshot;
}) {
  const { t } = useTranslation('intents');
  const heading = useId();
  return (
    <section className={adminStyles.card} aria-labelledby={heading}>
      <h2 id={heading}>{t('versions')}</h2>
      {versions.length === 0 && <p className={adminStyles.none}>{t('noVersions')}</p>}
      <ol className={styles.versions} aria-label={t('versions')}>
        {[...versions, SEED].map((head) => (
          <Version
            key={head.version}
            head={head}
            holds={head.version === now.head.version}
            busy={step !== 'none'}
          />
        ))}
      </ol>
    </section>
  );
}
