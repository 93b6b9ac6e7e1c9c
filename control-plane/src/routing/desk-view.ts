import type { Call, CallSummary, DeskInit, OfferInit } from '@weft/proto';
import type { Moment } from './desk-record.ts';
import { presenceOf } from './presence.ts';
import { type AgentDesk, invitationsTo, type LiveOffer, type QueueState, type WaitingCall } from './queue.ts';

/** An offer as the agent's desk shows it. */
export const offerView = (offer: LiveOffer, call: WaitingCall, at: Moment): OfferInit => ({
  offerId: offer.offerId,
  callId: call.callId,
  kind: call.kind,
  customer: call.customer,
  page: call.page,
  offeredAtMs: at.nowMs - Math.max(0, at.monotonicMs - offer.offeredAtMs),
  timeoutMs: offer.timeoutMs,
  waitedMs: Math.max(0, Math.round(at.nowMs - call.requestedAtMs)),
  queueId: offer.queueId,
  conversationId: call.conversationId,
  invitedBy: offer.invitation?.byName ?? '',
  callback: call.callback,
});

/** The colleague at whom it rings for this desk's call; undefined = none is asked in. */
function askedBy({ agentId, work }: AgentDesk, state: QueueState): DeskInit['askedIn'] {
  if (work.name !== 'in-call') return undefined;
  const asked = invitationsTo(state, work.callId).find(({ invitation }) => invitation?.byAgentId === agentId);
  if (asked === undefined) return undefined;
  return { agentId: asked.agentId, displayName: state.desks.get(asked.agentId)?.displayName ?? '' };
}

/** An agent's whole desk. An agent that is not signed on has an empty, offline one. */
export function deskView(
  state: QueueState,
  agentId: string,
  at: Moment,
  known: {
    readonly call: Call | undefined;
    readonly history: readonly CallSummary[];
    /** What agents may say that they are busy or away for. */
    readonly pauses: readonly string[];
  },
): DeskInit {
  const desk = state.desks.get(agentId);
  const offer = desk?.work.name === 'offered' ? state.offers.get(desk.work.offerId) : undefined;
  const call = offer?.invitation?.call ?? state.waiting.get(offer?.callId ?? '');
  const { presence, reason } = presenceOf(desk);
  return {
    agentId,
    displayName: desk?.displayName ?? '',
    presence,
    presenceReason: reason,
    // Of what holds when a call is over, too: the agent sees what they chose while they are in it.
    chosen: desk?.presence ?? 'unspecified',
    pause: desk?.pause ?? '',
    pauses: known.pauses,
    offer: offer === undefined || call === undefined ? undefined : offerView(offer, call, at),
    call: desk?.work.name === 'in-call' ? known.call : undefined,
    askedIn: desk === undefined ? undefined : askedBy(desk, state),
    history: known.history,
    waiting: state.waiting.size,
    wrapUpLeftMs:
      desk === undefined || reason !== 'wrap-up' ? 0 : Math.max(0, desk.wrapUpUntilMs - at.monotonicMs),
  };
}
