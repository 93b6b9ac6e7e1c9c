import type { Call, CallKind, CallStage, EndCause } from '@weft/proto';
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
});

/** Why a call ended, for this side: who was in the call of somebody else did not hang up when that one did. */
export const causeFor = ({ part }: Call, cause: EndCause): EndCause =>
  part === 'unspecified' || cause === 'customer-hung-up' || cause === 'customer-lost' ? cause : 'let-go';

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
  news.epoch < known.epoch || RANK[news.stage] < RANK[known.stage];

/** How long people talked; 0 when nobody answered. */
export const talkedMs = ({ answeredAtMs, endedAtMs }: Call): number =>
  answeredAtMs > 0 ? Math.max(0, endedAtMs - answeredAtMs) : 0;

/** Voice unless video was asked for. */
export const kindOf = (call: Call): CallKind => (call.kind === 'video' ? 'video' : 'voice');
