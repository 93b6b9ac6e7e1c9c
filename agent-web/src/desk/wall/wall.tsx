import type { Presence } from '@weft/proto';
import {
  AlarmClock,
  Headset,
  Hourglass,
  Inbox,
  MessagesSquare,
  PhoneCall,
  TriangleAlert,
  UserCheck,
} from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague, FloorSnapshot, QueueNow } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import { useNow } from '../../ui/time.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { usePresenceWords } from '../use-presence-words.ts';
import { LiveCalls } from './live-calls.tsx';
import { ServiceTable } from './service-table.tsx';
import { WaitingTable } from './waiting-table.tsx';
import styles from './wall.module.css';

/** Nothing newer for so long is not live any more. */
const STALE_MS = 10_000;
/** A call that waits longer than this is shown in red, half of it in yellow. */
const LATE_MS = 30_000;

function Tile({
  icon,
  label,
  value,
  level,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly value: string;
  readonly level?: 'soon' | 'late' | undefined;
}) {
  return (
    <div className={styles.tile} data-level={level}>
      <dt>
        {icon} {label}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

function levelOf(waitedMs: number): 'soon' | 'late' | undefined {
  if (waitedMs >= LATE_MS) return 'late';
  return waitedMs >= LATE_MS / 2 ? 'soon' : undefined;
}

function Tiles({ floor, nowMs }: { readonly floor: FloorSnapshot; readonly nowMs: number }) {
  const { t } = useTranslation('context');
  const { counts } = useStore(useDesk().conversations.inbox);
  const waiting = floor.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const oldest = Math.min(
    ...floor.queues.filter((queue) => queue.waiting > 0).map((queue) => queue.oldestSinceMs),
  );
  const oldestMs = waiting > 0 ? nowMs - oldest : 0;
  const available = floor.agents.filter(
    ({ presence, callId }) => presence === 'available' && callId === '',
  ).length;
  return (
    <dl className={styles.tiles}>
      <Tile
        icon={<Hourglass size={17} aria-hidden="true" />}
        label={t('tile-waiting')}
        value={String(waiting)}
        level={waiting > 0 ? levelOf(oldestMs) : undefined}
      />
      <Tile
        icon={<TriangleAlert size={17} aria-hidden="true" />}
        label={t('tile-oldest')}
        value={waiting > 0 ? formatDuration(oldestMs) : '–'}
        level={levelOf(oldestMs)}
      />
      <Tile
        icon={<UserCheck size={17} aria-hidden="true" />}
        label={t('tile-available')}
        value={`${available} / ${floor.agents.filter(({ presence }) => presence !== 'offline').length}`}
      />
      <Tile
        icon={<PhoneCall size={17} aria-hidden="true" />}
        label={t('tile-calls')}
        value={String(floor.calls)}
      />
      <Tile
        icon={<Inbox size={17} aria-hidden="true" />}
        label={t('tile-unassigned')}
        value={counts === undefined ? '–' : String(counts.unassigned)}
        level={counts !== undefined && counts.unassigned > 0 ? 'soon' : undefined}
      />
      <Tile
        icon={<MessagesSquare size={17} aria-hidden="true" />}
        label={t('tile-open')}
        value={counts === undefined ? '–' : String(counts.all)}
      />
      <Tile
        icon={<AlarmClock size={17} aria-hidden="true" />}
        label={t('tile-overdue')}
        value={floor.overdue === undefined ? '–' : String(floor.overdue)}
        level={(floor.overdue ?? 0) > 0 ? 'late' : undefined}
      />
    </dl>
  );
}

function Queues({ queues, nowMs }: { readonly queues: readonly QueueNow[]; readonly nowMs: number }) {
  const { t } = useTranslation('context');
  if (queues.length === 0) return <p className={styles.none}>{t('noQueues')}</p>;
  return (
    <table className={styles.table} aria-label={t('queues')}>
      <thead>
        <tr>
          <th scope="col">{t('queue')}</th>
          <th scope="col">{t('waitingNow')}</th>
          <th scope="col">{t('oldestWait')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map(({ queueId, waiting, oldestSinceMs }) => (
          <tr key={queueId}>
            <th scope="row">{queueId}</th>
            <td>{waiting}</td>
            <td data-level={waiting > 0 ? levelOf(nowMs - oldestSinceMs) : undefined}>
              {waiting > 0 ? formatDuration(nowMs - oldestSinceMs) : t('nobodyWaits')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who can be reached first: available, then in a call, busy, away, offline. */
const ORDER: Readonly<Record<Presence, number>> = {
  available: 0,
  busy: 2,
  away: 3,
  unspecified: 4,
  offline: 5,
};
const rank = ({ presence, callId }: Colleague): number => (callId === '' ? ORDER[presence] : 1);

function Agents({ floor, nowMs }: { readonly floor: FloorSnapshot; readonly nowMs: number }) {
  const { t } = useTranslation(['context', 'desk']);
  const words = usePresenceWords();
  if (floor.agents.length === 0) return <p className={styles.none}>{t('context:noAgents')}</p>;
  const agents = floor.agents.toSorted(
    (a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName),
  );
  return (
    <table className={styles.table} aria-label={t('context:agents')}>
      <thead>
        <tr>
          <th scope="col">{t('context:agentName')}</th>
          <th scope="col">{t('context:stateNow')}</th>
          <th scope="col">{t('context:duration')}</th>
          <th scope="col">{t('context:regionName')}</th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => {
          const inCall = agent.callId !== '';
          const since = agent.presence === 'offline' ? 0 : agent.sinceMs;
          return (
            <tr key={agent.agentId}>
              <th scope="row" dir="auto">
                {agent.displayName || agent.agentId}
              </th>
              <td>
                <span className={styles.state} data-state={inCall ? 'in-call' : agent.presence}>
                  {inCall && <Headset size={14} aria-hidden="true" />}
                  {inCall ? t('context:inCall') : words(agent)}
                </span>
              </td>
              <td>{since > 0 ? formatDuration(nowMs - since) : '–'}</td>
              <td>{agent.region || '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The supervisors' wall: queues, longest waits, agents and their states, live; supervisors come into calls from here. */
export default function Wall({ supervises }: { readonly supervises: boolean }) {
  const { t } = useTranslation(['context', 'waiting', 'supervision']);
  const { floor } = useDesk().conversations;
  const snapshot = useStore(floor);
  const sinceMs = Math.max(0, useNow() - snapshot.heardAtMs);
  useEffect(() => floor.watch(), [floor]);
  const stale = snapshot.problem !== undefined || (snapshot.atMs > 0 && sinceMs > STALE_MS);
  // What stands on the wall happened by the server's clock.
  const nowMs = snapshot.atMs + sinceMs;
  return (
    <main id="content" className={styles.wall} tabIndex={-1}>
      <header className={styles.head}>
        <h1>{t('wallTitle')}</h1>
        {stale && (
          <p className={styles.stale} role="alert">
            <TriangleAlert size={16} aria-hidden="true" /> {t('wallStale')}
          </p>
        )}
      </header>
      <Tiles floor={snapshot} nowMs={nowMs} />
      <div className={styles.columns}>
        <section aria-labelledby="wall-queues">
          <h2 id="wall-queues">{t('queues')}</h2>
          <Queues queues={snapshot.queues} nowMs={nowMs} />
        </section>
        <section aria-labelledby="wall-agents">
          <h2 id="wall-agents">{t('agents')}</h2>
          <Agents floor={snapshot} nowMs={nowMs} />
        </section>
        {supervises && (
          <section aria-labelledby="wall-calls" className={styles.wide}>
            <h2 id="wall-calls">{t('supervision:liveCalls')}</h2>
            <LiveCalls nowMs={nowMs} />
          </section>
        )}
        <section aria-labelledby="wall-service" className={styles.wide}>
          <h2 id="wall-service">{t('serviceToday')}</h2>
          <ServiceTable service={snapshot.service} />
        </section>
        <section aria-labelledby="wall-waiting" className={styles.wide}>
          <h2 id="wall-waiting">{t('waiting:title')}</h2>
          <WaitingTable />
        </section>
      </div>
    </main>
  );
}
