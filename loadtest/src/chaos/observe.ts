import { CallRecord, keys, silentLog, sleep, systemClock } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { type LiveCall, whyNotLive } from '../failover/live-call.ts';
import { workersOf } from '../failover/processes.ts';
import type { Stack } from '../failover/rig.ts';
import { udpPortsOf } from '../network/flows.ts';
import { metricOf } from '../stack/metrics.ts';
import { RoomReports } from '../stack/room-reports.ts';
import type { Observed, ObservedCall, ObservedNode, ObservedRecord, ObservedRoom } from './observed.ts';
import { straysOf } from './strays.ts';
import type { Waiting } from './waiting.ts';

/** A room tells of itself every two seconds. */
const REPORTS_MS = 2_300;
const LEASE_TTL_MS = 5_000;
/** What `npm start` and every test gives a node. */
const WORKERS_PER_NODE = 1;

/** Those whose calls are to be alive. */
export interface Crowd {
  readonly calls: readonly LiveCall[];
  readonly waiting: readonly Waiting[];
}

/** Looks at everything once. Throws while a part of the mesh does not answer. */
export async function observe(stack: Stack, { calls, waiting }: Crowd): Promise<Observed> {
  const rooms = await roomsOf(stack);
  const [live, queued, kept, nodes, strays] = await Promise.all([
    Promise.all(calls.map(callOf)),
    Promise.all(waiting.map((one) => one.observe())),
    keptIn(stack),
    Promise.all(
      stack.services.filter(({ kind }) => kind === 'node').map(({ name, url }) => nodeOf(stack, name, url)),
    ),
    straysOf(stack),
  ]);
  const expected = stack.services.filter(({ kind }) => kind === 'node' || kind === 'edge');
  return {
    ...{ rooms, nodes, strays, workersPerNode: WORKERS_PER_NODE },
    ...kept,
    calls: [...live, ...queued],
    expected: expected.map(({ name }) => name),
  };
}

async function roomsOf({ addresses }: Stack): Promise<readonly ObservedRoom[]> {
  // What was reported before may be of rooms that died since.
  await using reports = await RoomReports.create(addresses.natsUrl);
  await sleep(systemClock, REPORTS_MS);
  return reports.all
    .map(({ callId, nodeId, epoch, seats }) => ({
      ...{ callId, nodeId, epoch },
      seats: seats
        .filter(({ joined }) => joined)
        .map(({ participantId, standby, connected }) => ({ participantId, standby, connected })),
    }))
    .filter(({ seats }) => seats.length > 0);
}

async function callOf(call: LiveCall): Promise<ObservedCall> {
  const ends = await Promise.all(
    call.ends.map(async (end) => {
      const { callId, epoch, nodeId, standbyReady } = await end.stats();
      const notLive =
        (await whyNotLive(end)) ??
        (standbyReady ? undefined : `the ${end.name} has no standby that is ready`);
      return { name: end.name, callId, epoch, nodeId, notLive };
    }),
  );
  return { callId: call.callId, stage: 'active', ends };
}

async function keptIn({
  addresses,
}: Stack): Promise<Pick<Observed, 'records' | 'owned' | 'customers' | 'registered'>> {
  await using directory = await EtcdDirectory.create({
    endpoints: addresses.etcdUrl,
    leaseTtlMs: LEASE_TTL_MS,
    log: silentLog,
    clock: systemClock,
  });
  const namesUnder = async (prefix: string): Promise<readonly string[]> =>
    (await directory.list(prefix)).map(({ key }) => key.slice(prefix.length));
  const records = (await directory.list(keys.calls)).map(({ value }) => recordOf(value));
  return {
    records: records.filter(({ stage }) => stage !== 'ended'),
    owned: await namesUnder(keys.callOwners),
    customers: (await directory.list(keys.customers)).map(({ value }) => String(value)),
    registered: [...(await namesUnder(keys.nodes)), ...(await namesUnder(keys.edges))],
  };
}

function recordOf(value: Parameters<typeof CallRecord.fromJson>[0]): ObservedRecord {
  const { callId, stage, epoch, legs } = CallRecord.fromJson(value);
  return {
    ...{ callId, stage, epoch },
    legs: legs.map(({ participant, nodeId, standbyNodeId }) => ({
      ...{ participantId: participant?.participantId ?? '', nodeId, standbyNodeId },
    })),
  };
}

async function nodeOf(stack: Stack, nodeId: string, url: string): Promise<ObservedNode> {
  const count = async (what: string): Promise<number> =>
    (await metricOf(url, `weft_media_${what}_count`)) ?? Number.NaN;
  const workers = await workersOf(stack, nodeId);
  const ports = await udpPortsOf(workers);
  return {
    nodeId,
    rooms: await count('rooms'),
    participants: await count('participants'),
    pipes: await count('pipes'),
    transports: await count('transports'),
    workers: workers.length,
    // Each worker's clients share one.
    extraPorts: ports.length - workers.length,
  };
}
