import { keys, silentLog, subjects, systemClock, WeftError } from '@weft/proto';
import { EtcdDirectory, NatsBus } from '@weft/proto/node';
import { metricOf } from '../stack/metrics.ts';
import type { World } from './world.ts';

const ROOM_GAUGES = [
  'weft_media_rooms_count',
  'weft_media_participants_count',
  'weft_media_consumers_count',
  'weft_media_pipes_count',
  'weft_media_transports_count',
] as const;

/** Long enough for a subscriber on the same machine to be heard; a subject without one is told at once. */
const ANSWER_TIMEOUT_MS = 200;

/**
 * What a call left behind in the mesh, a phrase each: rooms, transports and pipes
 * at the nodes, its owner's key in etcd, subscribers on NATS. Its record is not looked
 * for: it stays a while for those who ask what became of the call.
 */
export async function leftoversOf(
  world: Pick<World, 'stack'>,
  callId: string,
  sessionIds: readonly string[] = [],
): Promise<readonly string[]> {
  const { natsUrl, etcdUrl } = world.stack.addresses;
  const log = silentLog;
  await using bus = await NatsBus.create({ servers: natsUrl, name: 'loadtest-leftovers', log });
  await using directory = await EtcdDirectory.create({
    endpoints: etcdUrl,
    leaseTtlMs: 5_000,
    log,
    clock: systemClock,
  });
  const found: string[] = [];
  for (const { name, url } of world.stack.services.filter(({ kind }) => kind === 'node')) {
    for (const gauge of ROOM_GAUGES) {
      const value = await metricOf(url, gauge);
      if (value !== 0) found.push(`${name} has ${gauge} ${value}`);
    }
  }
  for (const { key } of await directory.list(keys.callOwners)) found.push(`etcd has ${key}`);
  const listened = [subjects.call(callId), subjects.roomNews(callId), ...sessionIds.map(subjects.sessionAsk)];
  for (const subject of listened) {
    if (await hasSubscriber(bus, subject)) found.push(`somebody listens on ${subject}`);
  }
  return found;
}

/** Keys of calls in etcd, live or over. */
export async function callKeys(world: Pick<World, 'stack'>): Promise<readonly string[]> {
  const { etcdUrl } = world.stack.addresses;
  const options = { endpoints: etcdUrl, leaseTtlMs: 5_000, log: silentLog, clock: systemClock };
  await using directory = await EtcdDirectory.create(options);
  return (await directory.list(keys.calls)).map(({ key }) => key);
}

async function hasSubscriber(bus: NatsBus, subject: string): Promise<boolean> {
  try {
    await bus.request(subject, new Uint8Array(0), { timeoutMs: ANSWER_TIMEOUT_MS });
    return true;
  } catch (error) {
    return !(error instanceof WeftError && error.code === 'NO_RESPONDER');
  }
}
