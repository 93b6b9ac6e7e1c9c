import { CallRecord, DeskRecord, type Directory, keys, type Log } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import { deskFrom, type Moment } from './desk-record.ts';
import type { QueueEvent } from './next.ts';
import type { AgentDesk, NewCall } from './queue.ts';

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

/**
 * Calls that are on hold for a colleague at whom the owner before rang, with their agents: nobody comes from a
 * ringing that is void. Who came in took the mark away.
 */
export const awaitingIn = (
  memory: QueueMemory,
): readonly { readonly callId: string; readonly byAgentId: string }[] =>
  memory.calls.flatMap(({ callId, stage, legs, heldForColleague }) => {
    const agent = legs.find(
      ({ participant, part }) => participant?.role === 'agent' && part === 'unspecified',
    );
    return stage === 'active' && heldForColleague && agent !== undefined
      ? [{ callId, byAgentId: agent.subjectId }]
      : [];
  });

/** Everybody of the contact centre who is in a call. */
const agentsIn = ({ stage, legs }: CallRecord): readonly string[] =>
  stage === 'active'
    ? legs.filter(({ participant }) => participant?.role === 'agent').map(({ subjectId }) => subjectId)
    : [];

/** The desks as they were, with the calls their agents are in. */
export function desksOf(memory: QueueMemory, at: Moment): readonly AgentDesk[] {
  const callOf = new Map<string, string>();
  for (const call of memory.calls) {
    if (call.stage !== 'active') continue;
    for (const agentId of agentsIn(call)) callOf.set(agentId, call.callId);
  }
  return memory.desks.map((record) => deskFrom(record, callOf.get(record.agentId), at));
}

/** How the customer waits. */
const waitOf = ({ callback }: CallRecord): Pick<NewCall, 'callback' | 'notBeforeMs'> => ({
  callback: callback !== undefined && callback.phase !== 'reached',
  notBeforeMs: callback?.notBeforeMs ?? 0,
});

/** A call's record as the queue knows the call. */
export const newCallOf = (call: CallRecord): NewCall => {
  const customer = call.legs.find(({ participant }) => participant?.role === 'customer');
  return {
    callId: call.callId,
    kind: call.kind,
    customer: customer?.participant,
    page: call.page,
    profile: call.profile,
    conversationId: conversationOf(customer?.subjectId ?? ''),
    // For the agent of its conversation it has waited already.
    preferredAgentId: call.wantedAgentId,
    wantedQueueId: call.wantedQueueId,
    requestedAtMs: call.requestedAtMs,
    ...waitOf(call),
  };
};

/** The calls that wait, offered or not: an offer of the owner before is void. */
export const waitingOf = (memory: QueueMemory): readonly NewCall[] =>
  memory.calls
    .filter(({ stage }) => stage === 'queued' || stage === 'ringing')
    .sort((a, b) => a.requestedAtMs - b.requestedAtMs)
    .map(newCallOf);

/**
 * Who came into an answered call and who is in it no more, by its record before
 * and now: supervisors and colleagues come and go without an offer.
 */
export function crewNews(
  callId: string,
  now: CallRecord | undefined,
  before: CallRecord | undefined,
): readonly QueueEvent[] {
  if (now?.stage !== 'active' || before?.stage !== 'active') return [];
  const [were, are] = [agentsIn(before), agentsIn(now)];
  return [
    ...were
      .filter((agentId) => !are.includes(agentId))
      .map((agentId) => ({ name: 'agent-left', callId, agentId }) as const),
    ...are
      .filter((agentId) => !were.includes(agentId))
      .map((agentId) => ({ name: 'agent-joined', callId, agentId }) as const),
  ];
}

/** What a changed call record tells a queue that may not have heard it otherwise; undefined = nothing. */
export function recordNews(
  callId: string,
  now: CallRecord | undefined,
  before: CallRecord | undefined,
): QueueEvent | undefined {
  switch (now?.stage) {
    case undefined:
    case 'ended':
      return { name: 'call-over', callId };
    case 'active': {
      const agent = now.legs.find(({ participant }) => participant?.role === 'agent');
      return agent === undefined ? undefined : { name: 'call-seated', callId, agentId: agent.subjectId };
    }
    case 'queued':
    case 'ringing':
      return before?.stage === 'active' ? { name: 'call-unseated', call: newCallOf(now) } : undefined;
    case 'unspecified':
      return undefined;
  }
}
