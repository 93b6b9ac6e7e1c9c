import { CircleAlert, Clock, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutgoingItem } from '../../state/types.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { MessageText } from '../../ui/conversation/message-text.tsx';
import { Bubble, BubbleLine } from '../../ui/look/bubble.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import styles from './item.module.css';

const PERCENT = 100;

/** What was written and is not in the timeline yet, with how far it is and what can be done about it. */
export function UnsentLine({ item, online }: { readonly item: OutgoingItem; readonly online: boolean }) {
  const { t, i18n } = useTranslation('chat');
  const { chat } = useWidget();
  const problemText = useProblemText();
  const { body, state, clientId } = item;
  const offline =
    !online && (state.name === 'waiting' || state.name === 'sending' || state.name === 'uploading');
  const percent = state.name === 'uploading' ? Math.round(state.share * PERCENT) : 0;
  const told = offline ? t('sent-offline') : t(`sent-${state.name}`, { percent });
  return (
    <BubbleLine own unsent={state.name}>
      <span className="weft-unseen">{t('you')}</span>
      <Bubble>
        {body.kind === 'text' ? (
          <MessageText text={body.text} />
        ) : (
          <span className={styles.file}>
            <FileText size={24} aria-hidden="true" />
            <span>
              <bdi>{body.fileName}</bdi>
              <small>{formatBytes(body.bytes, i18n.language)}</small>
            </span>
          </span>
        )}
        {state.name === 'uploading' && (
          <progress className={styles.upload} max={PERCENT} value={percent} aria-label={told} />
        )}
      </Bubble>
      <span className={styles.meta} data-bad={state.name === 'failed' || undefined}>
        {state.name === 'failed' ? (
          <CircleAlert size={15} aria-hidden="true" />
        ) : (
          <Clock size={14} aria-hidden="true" />
        )}
        <span>
          {told}
          {state.name === 'failed' && `: ${problemText(state.problem).title}`}
        </span>
      </span>
      {(state.name === 'failed' || state.name === 'uploading' || offline) && (
        <span className={styles.remedies}>
          {state.name === 'failed' && (
            <button type="button" onClick={() => chat.resend(clientId)}>
              {t('resend')}
            </button>
          )}
          <button type="button" onClick={() => chat.discard(clientId)}>
            {t(state.name === 'uploading' ? 'cancelUpload' : 'discard')}
          </button>
        </span>
      )}
    </BubbleLine>
  );
}
