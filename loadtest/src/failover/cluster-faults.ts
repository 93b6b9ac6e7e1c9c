import { systemClock } from '@weft/proto';
import type { Fault, Injected } from './fault.ts';
import type { Stack } from './rig.ts';

const WATCH_MS = 8_000;

/** etcd's own word on one of its members (etcd 3.4, maintenance.Status over its HTTP gateway). */
interface Status {
  readonly header: { readonly member_id: string };
  readonly leader: string;
}

/** Ends a server at once; it stays dead until it is healed. */
function end(stack: Stack, name: string): Injected {
  const atMs = systemClock.now();
  stack.end(name);
  return { atMs, target: name, heal: () => stack.restart(name) };
}

const natsOneKill: Fault = {
  name: 'nats-one-kill',
  does: 'kill -9 of one of three nats-servers, which stays dead while the ends are watched',
  watchMs: WATCH_MS,
  moves: false,
  needs: 'servers',
  inject: async ({ stack }) => end(stack, 'nats'),
};

const etcdLeaderKill: Fault = {
  name: 'etcd-leader-kill',
  does: 'kill -9 of the leader of three etcd members, which stays dead while the ends are watched',
  watchMs: WATCH_MS,
  moves: false,
  needs: 'servers',
  inject: async ({ stack }) => end(stack, await leaderOf(stack)),
};

/** Deaths of one server of three. */
export const clusterFaults: readonly Fault[] = [natsOneKill, etcdLeaderKill];

/** The name of the etcd that leads the others. Throws when none says so of itself. */
async function leaderOf(stack: Stack): Promise<string> {
  for (const { name, url } of stack.services.filter(({ kind }) => kind === 'etcd')) {
    const response = await fetch(`${url}/v3/maintenance/status`, { method: 'POST', body: '{}' });
    const { header, leader } = (await response.json()) as Status;
    if (header.member_id === leader) return name;
  }
  throw new Error('no etcd leads');
}
