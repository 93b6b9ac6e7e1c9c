import { Badge } from '@mantine/core';
import type { Mesh, Presence } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/duration.ts';
import { usePauseWords } from '../ui/use-pause-words.ts';
import styles from './ops.module.css';

const PRESENCE_COLOR: Readonly<Record<Presence, string>> = {
  available: 'weft',
  busy: 'yellow',
  away: 'gray',
  offline: 'gray',
  unspecified: 'gray',
};

/** The agents that are signed on. */
export function AgentList({ agents }: Pick<Mesh, 'agents'>) {
  const { t } = useTranslation('ops');
  const words = usePauseWords();
  if (agents.length === 0) return <p className={styles.none}>{t('noAgents')}</p>;
  return (
    <ul className={styles.rows} aria-label={t('agents')}>
      {agents.map((agent) => (
        <li key={agent.agentId}>
          <strong>{agent.displayName || agent.agentId}</strong>
          <small>{agent.region}</small>
          <Badge variant="light" color={PRESENCE_COLOR[agent.presence]}>
            {t(`presence-${agent.presence}`)}
            {agent.pause !== '' && ` · ${words(agent.pause)}`}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

/** The queues and how long the first in each has waited. */
export function QueueList({ queues, nowMs }: Pick<Mesh, 'queues'> & { readonly nowMs: number }) {
  const { t } = useTranslation('ops');
  if (queues.length === 0) return <p className={styles.none}>{t('noQueues')}</p>;
  return (
    <ul className={styles.rows} aria-label={t('queues')}>
      {queues.map((queue) => (
        <li key={queue.queueId}>
          <strong>{queue.queueId}</strong>
          <small>
            {t('waiting')} <b>{queue.waiting}</b>
          </small>
          <small>
            {t('oldest')} <b>{queue.waiting > 0 ? formatDuration(nowMs - queue.oldestRequestedAtMs) : '–'}</b>
          </small>
        </li>
      ))}
    </ul>
  );
}
