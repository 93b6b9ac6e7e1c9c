import type { Call, CallKind, CallStage, EndCause, Role } from '@weft/proto';
import type { CallView } from './types.ts';

/** A call as pages show it. */
export const viewOf = (call: Call): CallView => ({
  callId: call.callId,
  kind: call.kind,
  epoch: call.epoch,
  customer: call.customer,
  agent: call.agent,
  page: call.page,
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: call.answeredAtMs,
  guests: call.guests,
  part: call.part,
  callback: call.callback,
  conversationId: call.conversationId,
});

/** Whether the customer of a call is not in it, and waits to be called. */
export const isCallback = ({ stage, callback }: Call): boolean =>
  stage !== 'ended' && callback !== undefined && callback.phase !== 'reached';

/**
 * Whether the hold keeps this side from the others: the agents go on among
 * themselves while one is there to talk with.
 */
export const isParted = ({ held, part, guests, customer, seat }: Call): boolean => {
  if (!held || customer?.participantId === seat?.participantId) return held;
  return part !== 'listens' && part !== 'unspecified'
    ? false
    : !guests.some((guest) => guest.part !== 'listens');
};

/** Whether a hold keeps those of a role from this side, while others talk on. */
export const isAway = (role: Role, call: Call | undefined): boolean =>
  role === 'customer' && call?.held === true;

/** Why a call ended, for this side: who was in the call of somebody else did not hang up when that one did. */
export const causeFor = ({ part }: Call, cause: EndCause): EndCause =>
  part === 'unspecified' || cause === 'customer-hung-up' || cause === 'customer-lost' ? cause : 'let-go';

/** Why a call is over for an agent who leaves it: a customer who was only being called was not reached. */
export function causeOfLeaving({ part, callback }: Call): EndCause {
  if (part !== 'unspecified') return 'let-go';
  return callback?.phase === 'calling' ? 'not-reached' : 'agent-hung-up';
}

/** A call goes back from ringing to queued (nobody answered) but never behind these. */
const RANK: Readonly<Record<CallStage, number>> = {
  unspecified: 0,
  queued: 0,
  ringing: 0,
  active: 1,
  ended: 2,
};

/** Whether news of a call is older than what is known: answers and pushes may overtake each other. */
export const isStale = (known: Call, news: Call): boolean =>
  news.epoch < known.epoch ||
  RANK[news.stage] < RANK[known.stage] ||
  (known.callback?.phase === 'reached' && isCallback(news));

/** How long people talked; 0 when nobody answered. */
export const talkedMs = ({ answeredAtMs, endedAtMs }: Call): number =>
  answeredAtMs > 0 ? Math.max(0, endedAtMs - answeredAtMs) : 0;

/** Voice unless video was asked for. */
export const kindOf = (call: Call): CallKind => (call.kind === 'video' ? 'video' : 'voice');
