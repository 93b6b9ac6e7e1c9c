import { useTranslation } from 'react-i18next';
import type { ConversationSnapshot, LinkSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useWidget } from '../customer-context.ts';
import styles from './chat.module.css';

/** What is not as it should be between the chat and the service; nothing when all is well. */
export function ConnectionLine({
  link,
  freshness,
}: {
  readonly link: LinkSnapshot;
  readonly freshness: ConversationSnapshot['freshness'];
}) {
  const { t } = useTranslation('chat');
  const { reconnect } = useWidget();
  const problemText = useProblemText();
  const again = (
    <button type="button" onClick={reconnect}>
      {t('retry')}
    </button>
  );
  const told = ((): { readonly text: string; readonly again?: true } | undefined => {
    switch (link.name) {
      case 'idle':
      case 'connecting':
        return { text: t('connecting') };
      case 'interrupted':
        return { text: t('offline') };
      case 'failed':
        return { text: `${t('unreachable')} ${problemText(link.problem).title}`, again: true };
      case 'ready':
        if (freshness.name === 'failed')
          return { text: `${t('unreachable')} ${problemText(freshness.problem).title}`, again: true };
        return freshness.name === 'behind' ? { text: t('catchingUp') } : undefined;
    }
  })();
  return (
    <div className={styles.connection} role="status">
      {told !== undefined && (
        <p data-bad={link.name !== 'ready' || told.again || undefined}>
          {told.text} {told.again && again}
        </p>
      )}
    </div>
  );
}
