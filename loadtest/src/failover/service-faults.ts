import { keys, OwnerRecord, silentLog, sleep, systemClock } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { untilBack } from './coming-back.ts';
import type { Fault, Injected } from './fault.ts';
import { processOf } from './processes.ts';
import type { Stack } from './rig.ts';

const now = (): number => systemClock.now();
const SHORT_MS = 4_000;
/** How long a server is away unless the command line says another time. */
const AWAY_MS = 60_000;

/** Ends a process at once; its supervisor starts it again, for which the next death waits: one at a time. */
async function kill(stack: Stack, name: string): Promise<Injected> {
  const pid = processOf(stack, name);
  const atMs = now();
  process.kill(pid, 'SIGKILL');
  return { atMs, target: name, heal: () => untilBack(stack, name) };
}

/** Freezes a server, so that nothing answers and nothing closes, until it is healed. */
async function freeze(stack: Stack, name: string): Promise<Injected> {
  const pid = processOf(stack, name);
  const atMs = now();
  process.kill(pid, 'SIGSTOP');
  const heal = async (): Promise<void> => {
    process.kill(pid, 'SIGCONT');
    await sleep(systemClock, SHORT_MS);
  };
  return { atMs, target: name, heal };
}

const edgeKill: Fault = {
  name: 'edge-kill',
  does: "kill -9 of the customer's signaling edge",
  watchMs: 6_000,
  moves: false,
  inject: async ({ stack, call }) => kill(stack, (await call.customer.stats()).edgeId),
};

const ownerKill: Fault = {
  name: 'owner-kill',
  does: 'kill -9 of the instance of the control plane that owns the call; two run',
  watchMs: 8_000,
  moves: false,
  inject: async ({ stack, call }) => kill(stack, await ownerOf(stack, call.callId)),
};

const natsKill: Fault = {
  name: 'nats-kill',
  does: 'kill -9 of nats-server, which is started again',
  watchMs: SHORT_MS,
  moves: false,
  inject: ({ stack }) => kill(stack, 'nats'),
};

const natsAway: Fault = {
  name: 'nats-away',
  does: 'SIGSTOP of nats-server for as long as the ends are watched',
  watchMs: AWAY_MS,
  moves: false,
  inject: ({ stack }) => freeze(stack, 'nats'),
};

const etcdKill: Fault = {
  name: 'etcd-kill',
  does: 'kill -9 of etcd, which is started again',
  watchMs: SHORT_MS,
  moves: false,
  inject: ({ stack }) => kill(stack, 'etcd'),
};

const etcdAway: Fault = {
  name: 'etcd-away',
  does: 'SIGSTOP of etcd for as long as the ends are watched',
  watchMs: AWAY_MS,
  moves: false,
  inject: ({ stack }) => freeze(stack, 'etcd'),
};

const storeAway: Fault = {
  name: 'store-away',
  does: 'kill -9 of PostgreSQL, which stays away for as long as the ends are watched',
  watchMs: AWAY_MS,
  moves: false,
  needs: 'database',
  inject: async ({ database }) => {
    if (database === undefined) throw new Error('the rig has no database');
    const atMs = now();
    await database.kill('SIGKILL');
    return { atMs, target: 'postgres', heal: () => database.restart() };
  },
};

/** Deaths of what carries no media: it is to go on untouched. */
export const serviceFaults: readonly Fault[] = [
  ...[edgeKill, ownerKill, natsKill, natsAway, etcdKill, etcdAway],
  storeAway,
];

/** The instance of the control plane that owns a call. Throws when nobody does for long. */
async function ownerOf(stack: Stack, callId: string): Promise<string> {
  await using directory = await EtcdDirectory.create({
    endpoints: stack.addresses.etcdUrl,
    leaseTtlMs: SHORT_MS,
    log: silentLog,
    clock: systemClock,
  });
  let owner = '';
  await until(async () => {
    const entry = await directory.get(keys.callOwner(callId));
    if (entry === undefined) return 'nobody owns the call';
    owner = OwnerRecord.fromJson(entry.value).instanceId;
    return true;
  });
  return owner;
}
