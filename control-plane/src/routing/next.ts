import type { ErrorCode } from '@weft/proto';
import type { Chooser } from './choose.ts';
import { choosePresence, doubt, forget, sessionGone, silent, sync } from './desks.ts';
import { answer, assigned, expire, inCall, invite, notAssigned, offerAll } from './offers.ts';
import {
  type AgentDesk,
  type ChosenPresence,
  DECLINE_PAUSE_MS,
  type Invitation,
  invitationsTo,
  type NewCall,
  offerOf,
  type QueueRules,
  type QueueState,
  type QueueStep,
  refuse,
  same,
  settle,
  type WaitingCall,
  withCall,
  withDesk,
  withoutCall,
} from './queue.ts';

/** What happens to a queue. */
export type QueueEvent =
  /** `again`: it waited here before this state was made, and is not refused. */
  | { readonly name: 'enqueued'; readonly call: NewCall; readonly again?: true }
  /** Hung up, abandoned or lost: it waits no more, and who was in it is free. */
  | { readonly name: 'call-over'; readonly callId: string }
  /** The agent of an answered call asks a colleague in. */
  | { readonly name: 'invited'; readonly agentId: string; readonly invitation: Invitation }
  /** And wants them no more. */
  | { readonly name: 'invitation-withdrawn'; readonly callId: string; readonly agentId: string }
  /** The call's record says that this agent is in it. */
  | { readonly name: 'call-seated'; readonly callId: string; readonly agentId: string }
  /** The record of an answered call says that this agent is in it, too. */
  | { readonly name: 'agent-joined'; readonly callId: string; readonly agentId: string }
  /** Or is in it no more, while it goes on. */
  | { readonly name: 'agent-left'; readonly callId: string; readonly agentId: string }
  /** The call's record says that it waits again, after it had an agent. */
  | { readonly name: 'call-unseated'; readonly call: NewCall }
  | {
      readonly name: 'desk-synced';
      readonly agentId: string;
      readonly sessionId: string;
      readonly displayName: string;
      readonly region: string;
      /** The live call that the agent is in, as far as the records tell; undefined = none. */
      readonly callId: string | undefined;
    }
  | { readonly name: 'desk-doubted'; readonly sessionId: string; readonly reachable: boolean }
  /** Nothing was heard of the desk for so long that it does not keep what it is offered. */
  | { readonly name: 'desk-silent'; readonly sessionId: string }
  /** No desk has been connected for long enough. */
  | { readonly name: 'desk-forgotten'; readonly agentId: string }
  | {
      readonly name: 'presence-chosen';
      readonly agentId: string;
      readonly sessionId: string;
      readonly presence: ChosenPresence;
      /** What for; empty = not said. */
      readonly pause: string;
    }
  | {
      readonly name: 'answered';
      readonly agentId: string;
      readonly sessionId: string;
      readonly offerId: string;
      readonly accept: boolean;
    }
  /** The call's owner seated the agent. */
  | { readonly name: 'assigned'; readonly offerId: string }
  /** It did not. */
  | { readonly name: 'not-assigned'; readonly offerId: string; readonly code: ErrorCode }
  | { readonly name: 'session-gone'; readonly sessionId: string }
  /** Time has passed. */
  | { readonly name: 'tick' };

/** What an event's outcome depends on besides the state. */
export interface QueueSurroundings {
  /** Monotonic. */
  readonly nowMs: number;
  readonly rules: QueueRules;
  readonly chooser: Chooser;
  readonly offerId: () => string;
}

/**
 * What an event makes of a queue, with every offer that becomes possible by it.
 * Pure, apart from the ids it is given and the chooser, which follows the state. A refused event changes nothing.
 */
export function next(state: QueueState, event: QueueEvent, around: QueueSurroundings): QueueStep {
  const expired = expire(state, around);
  const step = react(expired.state, event, around);
  const offered = offerAll(step.state, around);
  return {
    ...step,
    state: followWrapUps(offered.state, around),
    effects: [...expired.effects, ...step.effects, ...offered.effects],
  };
}

/** What the chooser knows of wrapping up stands at the desks. */
function followWrapUps(state: QueueState, { chooser, nowMs }: QueueSurroundings): QueueState {
  let now = state;
  for (const { agentId, untilMs } of chooser.wrapUps()) {
    const desk = now.desks.get(agentId);
    if (desk === undefined) continue;
    const idleSinceMs = untilMs === 0 ? nowMs : desk.idleSinceMs;
    now = withDesk(now, { ...desk, wrapUpUntilMs: untilMs, idleSinceMs });
  }
  return now;
}

/** When time alone changes something next (monotonic); undefined = never. */
export function dueAtMs(state: QueueState, chooser: Chooser, nowMs: number): number | undefined {
  const offersMs = state.offers.dueAtMs ?? Number.POSITIVE_INFINITY;
  // Pauses after declining are among what the chooser waits for.
  const choiceMs = Math.max(chooser.dueAtMs() ?? Number.POSITIVE_INFINITY, nowMs + 1);
  const dueMs = Math.min(offersMs, choiceMs);
  return dueMs === Number.POSITIVE_INFINITY ? undefined : dueMs;
}

function react(state: QueueState, event: QueueEvent, around: QueueSurroundings): QueueStep {
  const { nowMs } = around;
  switch (event.name) {
    case 'enqueued':
      return enqueue(state, event, around);
    case 'invited':
      return invite(state, event, around);
    case 'invitation-withdrawn':
      return rescindInvitations(state, event.callId, event.agentId);
    case 'call-over':
      return callOver(state, event.callId, nowMs);
    case 'call-seated':
      return callSeated(state, event.callId, event.agentId, nowMs);
    case 'agent-joined':
      return agentJoined(state, event.callId, event.agentId, nowMs);
    case 'agent-left':
      return agentLeft(state, event.callId, event.agentId, nowMs);
    case 'call-unseated':
      return callUnseated(state, event.call, nowMs);
    case 'desk-synced':
      return sync(state, event, around);
    case 'desk-doubted':
      return doubt(state, event.sessionId, event.reachable);
    case 'desk-silent':
      return silent(state, event.sessionId, nowMs);
    case 'desk-forgotten':
      return forget(state, event.agentId);
    case 'presence-chosen': {
      const step = choosePresence(state, event, nowMs);
      // Whoever says that they are available is done with the last call.
      if (step.refusal === undefined && event.presence === 'available')
        around.chooser.endWrapUp(event.agentId, nowMs);
      return step;
    }
    case 'answered':
      return answer(state, event, nowMs);
    case 'assigned':
      return assigned(state, event.offerId, nowMs);
    case 'not-assigned':
      return notAssigned(state, event.offerId, event.code, nowMs);
    case 'session-gone':
      return sessionGone(state, event.sessionId, nowMs);
    case 'tick':
      return same(state);
  }
}

function enqueue(
  state: QueueState,
  { call, again }: QueueEvent & { readonly name: 'enqueued' },
  { rules, chooser, nowMs }: QueueSurroundings,
): QueueStep {
  const known = state.waiting.get(call.callId);
  if (known !== undefined) return waitOtherwise(state, known, call);
  if (state.desks.inCall(call.callId).length > 0) return same(state);
  if (again === true) return same(withCall(state, { ...call, pausedUntilMs: new Map() }));
  if (state.waiting.size >= rules.maxWaiting) {
    return refuse(state, 'QUEUE_FULL', `${rules.maxWaiting} calls wait already`);
  }
  const refusal = chooser.refusal(call, nowMs);
  if (refusal !== undefined) return refuse(state, refusal.code, refusal.reason);
  return same(withCall(state, { ...call, pausedUntilMs: new Map() }));
}

/** Its customer wants to be called now, or called at another time: what rings for it is taken back. */
function waitOtherwise(state: QueueState, known: WaitingCall, call: NewCall): QueueStep {
  if (known.callback === call.callback && known.notBeforeMs === call.notBeforeMs) return same(state);
  const offer = offerOf(state, call.callId);
  // One that was accepted is settled by what its assignment comes to.
  if (offer?.phase === 'accepted') return same(state);
  const { callback, notBeforeMs } = call;
  const changed = withCall(state, { ...known, callback, notBeforeMs });
  return offer === undefined ? same(changed) : settle(changed, offer, 'rescinded');
}

function callOver(state: QueueState, callId: string, nowMs: number): QueueStep {
  const invited = rescindInvitations(state, callId);
  const gone = withoutCall(invited.state, callId);
  const offer = offerOf(state, callId);
  // One that was accepted is settled by what its assignment comes to.
  if (offer?.phase === 'ringing') return settle(gone, offer, 'rescinded');
  const all = gone.desks.inCall(callId).reduce((now, desk) => freed(now, desk, nowMs), gone);
  return { ...invited, state: all };
}

/** Nobody, or this one no more, is asked into a call: it is over, or waits again, or its agent does without. */
function rescindInvitations(before: QueueState, callId: string, agentId?: string): QueueStep {
  return invitationsTo(before, callId)
    .filter((offer) => offer.phase === 'ringing' && (agentId === undefined || offer.agentId === agentId))
    .reduce<QueueStep>((step, offer) => {
      const next = settle(step.state, offer, 'rescinded');
      return { state: next.state, effects: [...step.effects, ...next.effects] };
    }, same(before));
}

const freed = (state: QueueState, desk: AgentDesk, nowMs: number): QueueState =>
  withDesk(state, { ...desk, work: { name: 'idle' }, idleSinceMs: nowMs });

/** Who comes into a call of somebody else is offered nothing meanwhile; what rings goes back. */
function agentJoined(state: QueueState, callId: string, agentId: string, nowMs: number): QueueStep {
  const desk = state.desks.get(agentId);
  if (desk === undefined || desk.work.name === 'in-call') return same(state);
  const offer = desk.work.name === 'offered' ? state.offers.get(desk.work.offerId) : undefined;
  // One that was accepted is settled by what its assignment comes to.
  if (offer?.phase === 'accepted') return same(state);
  if (offer === undefined) return same(inCall(state, agentId, callId));
  const step = settle(state, offer, 'rescinded', nowMs);
  return { ...step, state: inCall(step.state, agentId, callId) };
}

function agentLeft(state: QueueState, callId: string, agentId: string, nowMs: number): QueueStep {
  const desk = state.desks.inCall(callId).find((one) => one.agentId === agentId);
  return same(desk === undefined ? state : freed(state, desk, nowMs));
}

function callSeated(state: QueueState, callId: string, agentId: string, nowMs: number): QueueStep {
  // Only news while the call is thought to wait: its seating got no answer, or another owner of the queue did it.
  if (!state.waiting.has(callId)) return same(state);
  const offer = offerOf(state, callId);
  // A seating under way may still be undone: what it comes to is told.
  if (offer?.phase === 'accepted') return same(state);
  const gone = withoutCall(state, callId);
  const settled =
    offer === undefined
      ? same(gone)
      : settle(gone, offer, offer.agentId === agentId ? 'accepted' : 'rescinded');
  // Thought to be free, the agent may have been offered another call since.
  const taken = agentJoined(settled.state, callId, agentId, nowMs);
  return { ...taken, effects: [...settled.effects, ...taken.effects] };
}

function callUnseated(state: QueueState, call: NewCall, nowMs: number): QueueStep {
  const desks = state.desks.inCall(call.callId);
  if (desks.length === 0) return same(state);
  const pausedUntilMs = new Map(desks.map(({ agentId }) => [agentId, nowMs + DECLINE_PAUSE_MS]));
  const invited = rescindInvitations(state, call.callId);
  const back = withCall(invited.state, { ...call, pausedUntilMs });
  return { ...invited, state: desks.reduce((now, desk) => freed(now, desk, nowMs), back) };
}
