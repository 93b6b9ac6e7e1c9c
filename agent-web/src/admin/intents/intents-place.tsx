import { Alert, Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntentsNow, IntentsSnapshot } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { PlaceHead, SavedSign } from '../place-head.tsx';
import { useWhen } from '../when.ts';
import { IntentForm } from './intent-form.tsx';
import { IntentList } from './intent-list.tsx';
import { IntentVersions } from './intent-versions.tsx';
import styles from './intents.module.css';
import { TrySentence } from './try-sentence.tsx';

function Holding({ now: { head } }: { readonly now: IntentsNow }) {
  const { t } = useTranslation('intents');
  const when = useWhen();
  if (head.version === 0) return <span className={adminStyles.chip}>{t('seed')}</span>;
  return (
    <span className={adminStyles.chip} data-kind="brand">
      {t('version', { version: head.version })} ·{' '}
      {t('byWhom', { author: head.author, when: when(head.savedAtMs) })}
    </span>
  );
}

/** That what was saved is being learnt; nothing once it is. */
function Learning({ learning, now }: { readonly learning: boolean; readonly now: IntentsNow }) {
  const { t } = useTranslation('intents');
  const { head, learntVersion } = now;
  const words = t('learning', { version: head.version });
  return (
    <div role="status">
      {learning && (
        <div className={styles.learning}>
          <strong>{words}</strong>{' '}
          {learntVersion < 0 ? t('learningFirst') : t('learningBefore', { before: learntVersion })}
          <progress aria-label={words} />
        </div>
      )}
    </div>
  );
}

function Known({ now, snapshot }: { readonly now: IntentsNow; readonly snapshot: IntentsSnapshot }) {
  const { t } = useTranslation('intents');
  const { draft } = snapshot;
  return (
    <>
      {!now.virtualAgent && (
        <Alert color="yellow" variant="light">
          {t('agentOff')}
        </Alert>
      )}
      <Learning learning={snapshot.learning} now={now} />
      <div className={adminStyles.pair}>
        <IntentList now={now} snapshot={snapshot} />
        <div className={adminStyles.stack}>
          <TrySentence now={now} snapshot={snapshot} />
          {draft === undefined ? (
            <p className={adminStyles.none}>{t('choose')}</p>
          ) : (
            <IntentForm key={draft.intent} draft={draft} snapshot={snapshot} />
          )}
          <IntentVersions now={now} snapshot={snapshot} />
        </div>
      </div>
    </>
  );
}

/** What the virtual agent understands: intents with their examples, tried and versioned. */
export function IntentsPlace() {
  const { t } = useTranslation(['intents', 'admin']);
  const { intents } = useAdmin();
  const snapshot = useStore(intents);
  useEffect(() => {
    intents.load();
    return () => intents.rest();
  }, [intents]);
  const { now, saved, learning, step } = snapshot;
  return (
    <>
      <PlaceHead
        title={t('admin:intents')}
        hint={t('intents:hint')}
        problem={snapshot.draft?.overtaken === true ? undefined : snapshot.problem}
        loading={step === 'loading'}
      >
        {now !== undefined && <Holding now={now} />}
        <SavedSign
          shown={saved > 0}
          text={t(learning ? 'intents:savedOnly' : 'intents:savedAs', { version: saved })}
        />
      </PlaceHead>
      {now !== undefined && <Known now={now} snapshot={snapshot} />}
      {now === undefined && snapshot.problem !== undefined && (
        <div className={adminStyles.actions}>
          <Button variant="default" onClick={() => intents.load()}>
            {t('admin:reload')}
          </Button>
        </div>
      )}
    </>
  );
}
