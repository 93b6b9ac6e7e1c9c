import type { ErrorCode } from '@weft/proto';
import { isFree } from './choose.ts';
import type { QueueEvent, QueueSurroundings } from './next.ts';
import {
  DECLINE_PAUSE_MS,
  type LiveOffer,
  type QueueEffect,
  type QueueState,
  type QueueStep,
  refuse,
  same,
  settle,
  withCall,
  withDesk,
  withOffer,
  withoutCall,
} from './queue.ts';

/** Makes every offer that is possible now, as the chooser says. */
export function offerAll(before: QueueState, around: QueueSurroundings): QueueStep {
  let state = before;
  const effects: QueueEffect[] = [];
  for (;;) {
    const match = around.chooser.choose(state, around.nowMs);
    const call = state.waiting.get(match?.callId ?? '');
    const desk = state.desks.get(match?.agentId ?? '');
    if (match === undefined || call === undefined || desk === undefined) return { state, effects };
    const offer: LiveOffer = {
      offerId: around.offerId(),
      callId: call.callId,
      agentId: desk.agentId,
      queueId: match.queueId,
      offeredAtMs: around.nowMs,
      timeoutMs: match.timeoutMs ?? around.rules.offerTimeoutMs,
      phase: 'ringing',
    };
    const work = { name: 'offered', offerId: offer.offerId } as const;
    state = withDesk(withOffer(state, offer), { ...desk, work });
    effects.push({ do: 'offer', offer, call, reason: match.reason });
  }
}

/** Asks a colleague who is free into a call that has its agent. */
export function invite(
  state: QueueState,
  event: QueueEvent & { readonly name: 'invited' },
  { nowMs, rules, offerId }: QueueSurroundings,
): QueueStep {
  const { agentId, invitation } = event;
  const { callId } = invitation.call;
  const desk = state.desks.get(agentId);
  if (desk === undefined || !isFree(desk) || desk.wrapUpUntilMs > 0) {
    return refuse(state, 'NOT_AVAILABLE', 'the colleague is not free now');
  }
  const offer: LiveOffer = {
    ...{ offerId: offerId(), callId, agentId, queueId: state.queueId, invitation },
    ...{ offeredAtMs: nowMs, timeoutMs: rules.offerTimeoutMs, phase: 'ringing' },
  };
  const work = { name: 'offered', offerId: offer.offerId } as const;
  const ringing = withDesk(withOffer(state, offer), { ...desk, work });
  const reason = `asked in by ${invitation.byAgentId}`;
  return { state: ringing, effects: [{ do: 'offer', offer, call: invitation.call, reason }] };
}

/** Ends offers that were not answered in time; who did not answer is put away, not to miss the next as well. */
export function expire(before: QueueState, { nowMs }: QueueSurroundings): QueueStep {
  let state = before;
  const effects: QueueEffect[] = [];
  for (const offer of before.offers.overdue(nowMs)) {
    const step = settle(state, offer, 'expired');
    const desk = step.state.desks.get(offer.agentId);
    state =
      desk === undefined
        ? step.state
        : withDesk(step.state, { ...desk, presence: 'away', reason: 'not-responding' });
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** An agent accepts or declines. */
export function answer(
  state: QueueState,
  event: QueueEvent & { readonly name: 'answered' },
  nowMs: number,
): QueueStep {
  const { agentId, offerId, accept } = event;
  const offer = state.offers.get(offerId);
  const desk = state.desks.get(agentId);
  if (offer === undefined || offer.agentId !== agentId || desk === undefined) {
    return state.settled.agentOf(offerId) === agentId
      ? refuse(state, 'OFFER_SETTLED', 'the offer is over')
      : refuse(state, 'OFFER_NOT_FOUND', 'no such offer to this agent');
  }
  if (desk.sessionId !== event.sessionId) {
    return refuse(state, 'SIGNED_IN_ELSEWHERE', 'this is not the desk that signed on last');
  }
  if (offer.phase === 'accepted') {
    return accept ? same(state) : refuse(state, 'OFFER_SETTLED', 'the offer was accepted');
  }
  if (!accept) return decline(state, offer, nowMs);
  const accepted: LiveOffer = { ...offer, phase: 'accepted' };
  return {
    state: withOffer(state, accepted),
    effects: [{ do: 'assign', offer: accepted, desk }],
  };
}

/** The agent's no: the call keeps its place, the agent gets it again only after a pause. */
export const decline = (state: QueueState, offer: LiveOffer, nowMs: number): QueueStep =>
  settle(paused(state, offer, nowMs), offer, 'declined');

/** The call's owner has seated the agent. A call that is over by now leaves the agent free. */
export function assigned(state: QueueState, offerId: string, nowMs: number): QueueStep {
  const offer = state.offers.get(offerId);
  if (offer === undefined) return same(state);
  const { callId } = offer;
  const goesOn = offer.invitation !== undefined || state.waiting.has(callId);
  const step = settle(withoutCall(state, callId), offer, 'accepted', nowMs);
  return goesOn ? { ...step, state: inCall(step.state, offer.agentId, callId) } : step;
}

/** The call's owner could not seat the agent: the call waits on, unless it is over or another's. */
export function notAssigned(state: QueueState, offerId: string, code: ErrorCode, nowMs: number): QueueStep {
  const offer = state.offers.get(offerId);
  if (offer === undefined) return same(state);
  const over = code === 'CALL_ENDED' || code === 'CALL_NOT_FOUND' || code === 'OFFER_SETTLED';
  const rest = over ? withoutCall(state, offer.callId) : paused(state, offer, nowMs);
  return settle(rest, offer, 'rescinded', nowMs);
}

/** The desk is busy with this call from now on. */
export function inCall(state: QueueState, agentId: string, callId: string): QueueState {
  const desk = state.desks.get(agentId);
  return desk === undefined ? state : withDesk(state, { ...desk, work: { name: 'in-call', callId } });
}

function paused(state: QueueState, offer: LiveOffer, nowMs: number): QueueState {
  const call = state.waiting.get(offer.callId);
  if (call === undefined) return state;
  const pausedUntilMs = new Map(call.pausedUntilMs).set(offer.agentId, nowMs + DECLINE_PAUSE_MS);
  return withCall(state, { ...call, pausedUntilMs });
}
