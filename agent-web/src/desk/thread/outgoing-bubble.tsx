import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutgoingItem, Thread } from '../../state/types.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import styles from './bubble.module.css';

function useStateText({ state }: OutgoingItem): string {
  const { t } = useTranslation('thread');
  return state.name === 'uploading'
    ? t('status-uploading', { percent: Math.round(state.share * 100) })
    : t(`status-${state.name}`);
}

/** What was written here and is not in the timeline yet: how far it is, and what to do when it was refused. */
export function OutgoingBubble({
  outgoing,
  thread,
}: {
  readonly outgoing: OutgoingItem;
  readonly thread: Thread;
}) {
  const { t, i18n } = useTranslation('thread');
  const tell = useProblemText();
  const stateText = useStateText(outgoing);
  const { body, state, note, clientId } = outgoing;
  const { live } = thread;
  return (
    <article
      className={styles.bubble}
      data-side={note ? 'note' : 'agent'}
      data-pending
      data-failed={state.name === 'failed' || undefined}
    >
      <div className={styles.body}>
        {body.kind === 'text' ? (
          <p className={styles.text} dir="auto">
            {body.text}
          </p>
        ) : (
          <span className={styles.file}>
            <FileText size={22} aria-hidden="true" />
            <span>
              <b dir="auto">{body.fileName}</b>
              <small>{formatBytes(body.bytes, i18n.language)}</small>
            </span>
          </span>
        )}
        {state.name === 'uploading' && (
          <progress className={styles.progress} aria-label={stateText} value={state.share} max={1} />
        )}
        <span className={styles.meta} role="status">
          {state.name !== 'failed' && stateText}
        </span>
      </div>
      {state.name === 'failed' && (
        <p className={styles.failure} role="alert">
          {t('status-failed')}. {tell(state.problem).title}
          <button type="button" onClick={() => live.resend(clientId)}>
            {t('resend')}
          </button>
          <button type="button" onClick={() => live.discard(clientId)}>
            {t('discard')}
          </button>
        </p>
      )}
    </article>
  );
}
