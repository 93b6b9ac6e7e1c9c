import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentConversations } from '../state/types.ts';
import { useShownWords } from '../ui/voice/shown-words.ts';

/**
 * Shows what calls for attention as browser notifications; a click on one opens its conversation.
 * @param onOpen the conversations are to be seen
 */
export function useAlerts({ alerts, threads, inbox }: AgentConversations, onOpen: () => void): void {
  const { t } = useTranslation(['inbox', 'desk']);
  const opened = useEffectEvent(() => onOpen());
  const words = useShownWords();
  const shown = useEffectEvent(words);
  useEffect(
    () =>
      alerts.onAlert((alert) => {
        if (typeof Notification !== 'function' || Notification.permission !== 'granted') return;
        const message = alert.name === 'message';
        const name = message ? alert.from || t('desk:unnamedCustomer') : '';
        const notification = message
          ? new Notification(t(alert.note ? 'inbox:notifyNote' : 'inbox:notifyMessage', { name }), {
              body: shown(alert.preview),
              // A further message of the same customer takes the place of the one before.
              tag: alert.conversationId,
            })
          : new Notification(t('desk:waitingCount', { count: alert.count }), { tag: 'waiting' });
        notification.onclick = () => {
          window.focus();
          opened();
          notification.close();
          if (message) threads.open(alert.conversationId);
          else inbox.choose('unassigned');
        };
      }),
    [alerts, threads, inbox, t],
  );
}
