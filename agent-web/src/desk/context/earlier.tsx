import type { Conversation } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk-context.ts';
import { ChannelIcon } from '../inbox/channel-icon.tsx';
import styles from './context.module.css';
import { Part } from './part.tsx';

/** The customer's other conversations; a press opens one. */
export function Earlier({
  conversations,
  currentId,
}: {
  readonly conversations: readonly Conversation[];
  readonly currentId: string;
}) {
  const { t, i18n } = useTranslation(['context', 'inbox']);
  const { threads } = useDesk().conversations;
  const day = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'short', day: 'numeric' });
  const others = conversations.filter(({ conversationId }) => conversationId !== currentId);
  return (
    <Part title={t('context:earlier')}>
      {others.length === 0 && <p className={styles.none}>{t('context:noEarlier')}</p>}
      <ul className={styles.plain}>
        {others.map(({ conversationId, channel, openedAtMs, preview }) => (
          <li key={conversationId}>
            <button type="button" className={styles.earlier} onClick={() => threads.open(conversationId)}>
              <ChannelIcon channel={channel} size={16} />
              <span>
                <small>{day.format(openedAtMs)}</small>
                <span dir="auto">{preview || t('inbox:nothingYet')}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
