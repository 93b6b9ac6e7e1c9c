import { CallRecord, DeskRecord, type Directory, keys, type Log } from '@weft/proto';
import { deskFrom, type Moment } from './desk-record.ts';
import type { QueueEvent } from './next.ts';

/** What etcd knows of a queue. */
export interface QueueMemory {
  readonly calls: readonly CallRecord[];
  readonly desks: readonly DeskRecord[];
}

/** Reads it, as it is now: not from a watch, which may lag behind the take-over. Unreadable records are logged and left out. */
export async function remember(directory: Directory, queueId: string, log: Log): Promise<QueueMemory> {
  const [calls, desks] = await Promise.all([directory.list(keys.calls), directory.list(keys.desks)]);
  const read = <Value>(text: string, key: string, parse: (text: string) => Value): readonly Value[] => {
    try {
      return [parse(text)];
    } catch (error) {
      log.error({ key, error: String(error) }, 'record is not of its schema');
      return [];
    }
  };
  return {
    calls: calls
      .flatMap(({ key, value }) => read(value, key, CallRecord.fromJson))
      .filter((call) => call.queueId === queueId),
    desks: desks
      .flatMap(({ key, value }) => read(value, key, DeskRecord.fromJson))
      .filter((desk) => desk.queueId === queueId),
  };
}

/** The events that rebuild the queue: desks with the calls they are in, then the waiting calls in their order. */
export function recoveryOf(memory: QueueMemory, at: Moment): readonly QueueEvent[] {
  const callOf = new Map<string, string>();
  for (const call of memory.calls) {
    if (call.stage !== 'active') continue;
    const agent = call.legs.find(({ participant }) => participant?.role === 'agent');
    if (agent !== undefined) callOf.set(agent.subjectId, call.callId);
  }
  const desks = memory.desks.map(
    (record): QueueEvent => ({
      name: 'desk-restored',
      desk: deskFrom(record, callOf.get(record.agentId), at),
    }),
  );
  const waiting = memory.calls
    .filter(({ stage }) => stage === 'queued' || stage === 'ringing')
    .sort((a, b) => a.requestedAtMs - b.requestedAtMs)
    .map((call): QueueEvent => ({ name: 'enqueued', call: waitingFrom(call) }));
  return [...desks, ...waiting];
}

const waitingFrom = (call: CallRecord): Extract<QueueEvent, { readonly name: 'enqueued' }>['call'] => ({
  callId: call.callId,
  kind: call.kind,
  customer: call.legs.find(({ participant }) => participant?.role === 'customer')?.participant,
  page: call.page,
  requestedAtMs: call.requestedAtMs,
});
