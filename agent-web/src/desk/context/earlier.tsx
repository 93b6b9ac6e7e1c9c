import { PhoneCall, Star, Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../state/types.ts';
import { useShownWords } from '../../ui/voice/shown-words.ts';
import { useDesk } from '../desk-context.ts';
import { ChannelIcon } from '../inbox/channel-icon.tsx';
import { dispositionWords } from '../thread/dispositions.ts';
import styles from './earlier.module.css';
import { useLeaveFile } from './file-context.ts';
import { Part } from './part.tsx';

/** How it ended: who had it, as what it was closed, and what the customer thought of it. */
function Outcome({ episode }: { readonly episode: Episode }) {
  const { t } = useTranslation(['context', 'thread']);
  const { agentName, disposition, rating, calls, tickets, closedAtMs } = episode;
  const usual = dispositionWords(disposition);
  return (
    <span className={styles.outcome}>
      {closedAtMs === 0 && <b>{t('context:goesOn')}</b>}
      {agentName !== '' && <bdi>{agentName}</bdi>}
      {disposition !== '' && (
        <bdi className={styles.disposition} title={t('context:closedAs')}>
          {usual === undefined ? disposition : t(`thread:${usual}`)}
        </bdi>
      )}
      {rating > 0 && (
        <span title={t('context:ratedAs', { stars: rating })}>
          <Star size={12} role="img" aria-label={t('context:ratedAs', { stars: rating })} /> {rating}
        </span>
      )}
      {calls > 0 && (
        <span title={t('context:callsIn', { count: calls })}>
          <PhoneCall size={12} role="img" aria-label={t('context:callsIn', { count: calls })} /> {calls}
        </span>
      )}
      {tickets.map((number) => (
        <span key={number}>
          <Ticket size={12} aria-hidden="true" /> {t('context:ticketNumber', { number })}
        </span>
      ))}
    </span>
  );
}

/** What the customer had to do with the company before; a press goes there in the timeline. */
export function Earlier({
  episodes,
  currentId,
}: {
  readonly episodes: readonly Episode[];
  /** Empty = none is open. */
  readonly currentId: string;
}) {
  const { t, i18n } = useTranslation(['context', 'inbox']);
  const { threads } = useDesk().conversations;
  const leave = useLeaveFile();
  const shown = useShownWords();
  const day = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'short', day: 'numeric' });
  // What goes on in the open conversation is before the agent's eyes.
  const others = episodes.filter(
    ({ conversationId, closedAtMs }) => closedAtMs > 0 || conversationId !== currentId,
  );
  const show = ({ conversationId, fromSeq }: Episode): void => {
    threads.open(conversationId);
    threads.get()?.goTo(fromSeq);
    leave?.();
  };
  return (
    <Part title={t(currentId === '' ? 'inbox:conversations' : 'context:earlier')}>
      {others.length === 0 && (
        <p className={styles.none}>{t(currentId === '' ? 'context:noMatters' : 'context:noEarlier')}</p>
      )}
      <ul className={styles.list}>
        {others.map((episode) => (
          <li key={`${episode.conversationId} ${episode.fromSeq}`}>
            <button type="button" onClick={() => show(episode)}>
              <span className={styles.when}>
                <time dateTime={new Date(episode.openedAtMs).toISOString()}>
                  {day.format(episode.openedAtMs)}
                </time>
                {episode.channels.map((channel) => (
                  <ChannelIcon key={channel} channel={channel} size={14} />
                ))}
              </span>
              <span className={styles.line} dir="auto">
                {shown(episode.firstLine) || t(episode.calls > 0 ? 'context:calledOnly' : 'inbox:nothingYet')}
              </span>
              <Outcome episode={episode} />
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
