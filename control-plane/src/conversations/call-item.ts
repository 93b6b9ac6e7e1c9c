import type { Callback, CallItem, CallNoted, Conversation, Item, TimelineEvent } from '@weft/proto';
import { Change, type Outcome, refused, reopen, SAME } from './change.ts';
import { wakeForCustomer } from './snoozing.ts';

const PHASES = { unspecified: 0, calling: 0, waiting: 1, reached: 2 } as const;

/** Of two notes of a callback the one that tells of more: tries are only counted up, and each ends in waiting or in being reached. */
const stageOf = ({ tries, phase }: Callback): number => 3 * tries + PHASES[phase];

const later = (before: Callback | undefined, now: Callback | undefined): Callback | undefined =>
  before !== undefined && (now === undefined || stageOf(now) <= stageOf(before)) ? before : now;

/** What is known of a call only grows: facts may be told twice, or late. */
const merged = (before: CallItem, now: CallItem): CallItem => ({
  callId: before.callId,
  kind: before.kind === 'unspecified' ? now.kind : before.kind,
  requestedAtMs: before.requestedAtMs || now.requestedAtMs,
  answeredAtMs: before.answeredAtMs || now.answeredAtMs,
  endedAtMs: before.endedAtMs || now.endedAtMs,
  endCause: before.endCause === 'unspecified' ? now.endCause : before.endCause,
  // The one it was transferred to, if it was.
  agentName: now.agentName || before.agentName,
  moves: Math.max(before.moves, now.moves),
  company: now.company.length > before.company.length ? now.company : before.company,
  callback: later(before.callback, now.callback),
});

const isSame = (a: CallItem, b: CallItem): boolean =>
  a.kind === b.kind &&
  a.requestedAtMs === b.requestedAtMs &&
  a.answeredAtMs === b.answeredAtMs &&
  a.endedAtMs === b.endedAtMs &&
  a.endCause === b.endCause &&
  a.agentName === b.agentName &&
  a.moves === b.moves &&
  a.company.length === b.company.length &&
  a.callback?.phase === b.callback?.phase &&
  a.callback?.tries === b.callback?.tries &&
  a.callback?.misses === b.callback?.misses;

/** A call in the conversation: one item, changed as the call goes on. Who answers it has the conversation. */
export function noteCall(
  head: Conversation | undefined,
  event: TimelineEvent,
  { call, agentId, page }: CallNoted,
  known: Item | undefined,
): Outcome {
  if (head === undefined) return refused('CONVERSATION_NOT_FOUND');
  if (call === undefined) return refused('BAD_REQUEST');
  if (known !== undefined && known.body?.case !== 'call') return refused('CONFLICT');
  const before = known?.body?.case === 'call' ? known.body.value : undefined;
  const now = before === undefined ? call : merged(before, call);
  if (before !== undefined && isSame(before, now)) return SAME;
  const change = new Change(head, event);
  if (page !== undefined) change.set({ page });
  if (head.state === 'closed' && now.endedAtMs === 0) reopen(change);
  if (now.endedAtMs === 0) wakeForCustomer(change, event);
  // Nobody is on the line of a callback that waits: the conversation may be closed meanwhile.
  const live = now.endedAtMs === 0 && now.callback?.phase !== 'waiting';
  if (live) change.set({ callId: now.callId });
  else if (change.head.callId === now.callId) change.set({ callId: '' });
  const body = { case: 'call', value: now } as const;
  if (known === undefined) {
    change.add({ clientId: call.callId, author: event.author, channel: 'call', body });
  } else {
    change.replace({ ...known, body });
  }
  if (now.endCause === 'not-reached' && before?.endCause !== 'not-reached')
    unreached(change, event, now.endedAtMs);
  const byAnother = before?.answeredAtMs !== now.answeredAtMs || before.agentName !== now.agentName;
  if (now.answeredAtMs !== 0 && byAnother) answered(change, agentId, now.agentName);
  return change.done();
}

/** News of a call that began here, in a conversation that goes on in another: its item tells them, too, and nothing else changes. */
export function noteEarlierCall(
  head: Conversation,
  event: TimelineEvent,
  { call }: CallNoted,
  known: Item,
  forwards: readonly TimelineEvent[],
): Outcome {
  if (call === undefined || known.body?.case !== 'call') return refused('BAD_REQUEST');
  const value = merged(known.body.value, call);
  if (isSame(known.body.value, value)) return SAME;
  return new Change(head, event).replace({ ...known, body: { case: 'call', value } }).done({}, forwards);
}

/** The customer asked to be called and was not reached: they wait for whatever an agent does about it. */
function unreached(change: Change, event: TimelineEvent, atMs: number): void {
  wakeForCustomer(change, event);
  if (change.head.state === 'closed') reopen(change);
  change.set({ waitingSinceMs: change.head.waitingSinceMs || atMs });
}

/** The customer has an agent now, and with it an answer. */
function answered(change: Change, agentId: string, agentName: string): void {
  const { head } = change;
  change.set({ waitingSinceMs: 0 });
  if (agentId === '' || head.agentId === agentId) return;
  change
    .set({ state: 'assigned', agentId, agentName, previousAgentId: head.agentId || head.previousAgentId })
    .tell('assigned', agentName);
}
