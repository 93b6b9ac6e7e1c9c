import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../form.module.css';

/** Whose conversation a question is about: another one may have been opened behind it. */
export function Whose({
  thread,
  callId = '',
}: {
  readonly thread: Thread;
  /** The agent's live call; empty = none. It is said that it goes along, when it is in this conversation. */
  readonly callId?: string;
}) {
  const { t } = useTranslation(['thread', 'desk']);
  const { head } = useStore(thread.live);
  const name = head?.contactName || t('desk:unnamedCustomer');
  return (
    <>
      <p className={styles.hint}>{t('thread:conversationWith', { name })}</p>
      {callId !== '' && head?.callId === callId && (
        <p className={styles.hint}>{t('thread:transferWithCall')}</p>
      )}
    </>
  );
}
