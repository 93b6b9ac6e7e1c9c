import type { QueueEvent, QueueSurroundings } from './next.ts';
import { decline } from './offers.ts';
import {
  type AgentDesk,
  type QueueState,
  type QueueStep,
  refuse,
  same,
  settle,
  type Work,
  withDesk,
} from './queue.ts';

/** A desk signs on, or asks again. The newest session wins; presence and work stay. */
export function sync(
  state: QueueState,
  event: QueueEvent & { readonly name: 'desk-synced' },
  { nowMs, rules }: QueueSurroundings,
): QueueStep {
  const { agentId, sessionId, displayName, region, callId } = event;
  const work: Work = callId === undefined ? { name: 'idle' } : { name: 'in-call', callId };
  const before = state.desks.get(agentId);
  if (before === undefined) {
    if (state.desks.size >= rules.maxDesks) return refuse(state, 'UNAVAILABLE', 'no room for another desk');
    const desk: AgentDesk = {
      agentId,
      displayName,
      region,
      sessionId,
      reachable: true,
      presence: 'available',
      reason: 'chosen',
      pause: '',
      idleSinceMs: nowMs,
      wrapUpUntilMs: 0,
      work,
    };
    return same(withDesk(state, desk));
  }
  const returned = before.sessionId === '';
  const idleSinceMs = returned ? nowMs : before.idleSinceMs;
  const moved = !returned && before.sessionId !== sessionId;
  const desk = { ...before, displayName, region, sessionId, reachable: true, idleSinceMs };
  return {
    state: withDesk(state, before.work.name === 'idle' ? { ...desk, work } : desk),
    effects: moved ? [{ do: 'close-session', sessionId: before.sessionId }] : [],
  };
}

/** Whether the session lives is in doubt, or no longer: an offer that rings goes on ringing. */
export function doubt(state: QueueState, sessionId: string, reachable: boolean): QueueStep {
  const desk = deskOf(state, sessionId);
  if (desk === undefined || desk.reachable === reachable) return same(state);
  return same(withDesk(state, { ...desk, reachable }));
}

/** Nothing is heard of the desk: what rings there goes back to its place; the desk may yet come back, and a call goes on. */
export function silent(state: QueueState, sessionId: string, nowMs: number): QueueStep {
  const desk = deskOf(state, sessionId);
  const offer = desk === undefined ? undefined : ringing(state, desk);
  if (desk === undefined || offer === undefined) return same(state);
  return settle(withDesk(state, { ...desk, reachable: false }), offer, 'rescinded', nowMs);
}

/** The desk is gone for good: what it was offered goes back to its place; a call goes on, or ends, without us. */
export function sessionGone(state: QueueState, sessionId: string, nowMs: number): QueueStep {
  const desk = deskOf(state, sessionId);
  if (desk === undefined) return same(state);
  const left = withDesk(state, { ...desk, sessionId: '' });
  const offer = ringing(state, desk);
  return offer === undefined ? same(left) : settle(left, offer, 'rescinded', nowMs);
}

/** A desk that has not been connected for long is forgotten, unless its call goes on. */
export function forget(state: QueueState, agentId: string): QueueStep {
  const desk = state.desks.get(agentId);
  if (desk === undefined || desk.sessionId !== '' || desk.work.name !== 'idle') return same(state);
  return same({ ...state, desks: state.desks.without(agentId) });
}

/** The agent chooses; to leave while an offer rings is to decline it. */
export function choosePresence(
  state: QueueState,
  event: QueueEvent & { readonly name: 'presence-chosen' },
  nowMs: number,
): QueueStep {
  const desk = state.desks.get(event.agentId);
  if (desk === undefined || desk.sessionId === '') {
    return refuse(state, 'NOT_AVAILABLE', 'the desk has not signed on');
  }
  if (desk.sessionId !== event.sessionId) {
    return refuse(state, 'SIGNED_IN_ELSEWHERE', 'this is not the desk that signed on last');
  }
  const { presence, pause } = event;
  const idleSinceMs = presence === desk.presence && pause === desk.pause ? desk.idleSinceMs : nowMs;
  const chosen = withDesk(state, { ...desk, presence, reason: 'chosen', pause, idleSinceMs });
  const offer = ringing(state, desk);
  return offer === undefined || presence === 'available' ? same(chosen) : decline(chosen, offer, nowMs);
}

/** The desk of a session; undefined when it is nobody's present one. */
const deskOf = (state: QueueState, sessionId: string): AgentDesk | undefined =>
  sessionId === '' ? undefined : state.desks.ofSession(sessionId);

const ringing = (state: QueueState, desk: AgentDesk) => {
  const offer = desk.work.name === 'offered' ? state.offers.get(desk.work.offerId) : undefined;
  return offer?.phase === 'ringing' ? offer : undefined;
};
