import type { EndCause, FactBody } from '@weft/proto';
import { back, beside, isAway, isCalling, taken, untaken } from './callback.ts';
import { answerCallback, answeredFact, askCallback, callingAgentLost, missCallback } from './calling.ts';
import {
  companyWith,
  endSupervision,
  heirOf,
  isAgents,
  join,
  leave,
  letGo,
  pass,
  release,
  takeOver,
  takePart,
  unjoin,
} from './guests.ts';
import { mapLegs, move, reportGap, standBy, withStandbys } from './moving.ts';
import type {
  ActiveCall,
  CallEvent,
  CallState,
  CallStep,
  Common,
  EndedCall,
  Leg,
  LiveCall,
  QueuedCall,
  Release,
  Standbys,
} from './state.ts';
import { done, guestsOf, legOf, legsOf, refused } from './step.ts';
import { summaryOf } from './summary.ts';

const NOT_HELD = { held: false, heldForColleague: false } as const;

/** What an event makes of a call. Pure; a state that does not change has no work. */
export function next(call: CallState, event: CallEvent): CallStep {
  if (call.stage === 'ended') return event.name === 'hung-up' ? done(call) : afterEnd(event);
  switch (event.name) {
    case 'standing':
      return stand(call, event);
    case 'seated':
      return seat(call, event.agent, event.standbys, event.atMs);
    case 'unseated':
      return unseat(call, event.wantedAgentId);
    case 'bound':
      return bind(call, event.subjectId, event.sessionId);
    case 'held':
      return hold(call, event);
    case 'colleague-awaited':
      return awaitColleague(call, event);
    case 'nobody-came':
      return takeBack(call, event);
    case 'transferred':
      return transfer(call, event);
    case 'joined':
      return join(call, event);
    case 'part-taken':
      return takePart(call, event);
    case 'not-joined':
      return unjoin(call, event.subjectId);
    case 'guest-released':
      return release(call, event.subjectId, event.participantId);
    case 'supervision-ended':
      return endSupervision(call, event.subjectId);
    case 'taken-over':
      return takeOver(call, event.subjectId);
    case 'callback-asked':
      return askCallback(call, event.subjectId);
    case 'callback-answered':
      return answerCallback(call, event);
    case 'callback-missed':
      // Answered, given up or tried anew since.
      if (!isCalling(call) || call.callback.sinceMs !== event.sinceMs) return done(call);
      return missCallback(call, event, (after, cause) => end(after, cause, event.atMs));
    case 'hung-up':
      return hangUp(call, event);
    case 'session-gone':
      return lose(call, event.sessionId, event.atMs);
    case 'moved':
      return move(call, event.moves, event.standbys, event.atMs);
    case 'stood-by':
      return standBy(call, event.standbys);
    case 'outdated':
      return overtake(call, event.epoch);
    case 'gap-reported':
      return reportGap(call, event);
    case 'failed':
      return end(call, event.cause, event.atMs);
  }
}

const afterEnd = (event: CallEvent): CallStep => refused('CALL_ENDED', `${event.name} after the end`);

/** What every live state has, without what only one of them has. */
const commonOf = (call: LiveCall): Common => ({
  callId: call.callId,
  epoch: call.epoch,
  kind: call.kind,
  queueId: call.queueId,
  page: call.page,
  profile: call.profile,
  customer: call.customer,
  hot: call.hot,
  wantedAgentId: call.wantedAgentId,
  wantedQueueId: call.wantedQueueId,
  company: call.company,
  moves: call.moves,
  requestedAtMs: call.requestedAtMs,
  callback: call.callback,
});

function stand(call: LiveCall, event: CallEvent & { readonly name: 'standing' }): CallStep {
  // The queue's word may have been on its way while the agent was seated.
  if (call.stage === 'active') return done(call);
  const { stage, place, agentsOnDuty } = event;
  const state: CallState =
    stage === 'queued'
      ? { ...commonOf(call), stage, place, agentsOnDuty }
      : { ...commonOf(call), stage, agentsOnDuty };
  const same =
    call.stage === stage &&
    call.agentsOnDuty === agentsOnDuty &&
    (call.stage === 'ringing' || call.place === place);
  return same
    ? done(call)
    : done(state, { write: call.stage === stage ? 'no' : 'soon', tellFirst: [call.customer] });
}

function seat(call: LiveCall, agent: Leg, standbys: Standbys | undefined, atMs: number): CallStep {
  if (call.stage === 'active') {
    if (call.agent.subjectId !== agent.subjectId) return refused('OFFER_SETTLED', 'another agent answered');
    // Asked again: the answer got lost, or its node failed and this is the next one.
    if (call.agent.nodeId === agent.nodeId && call.agent.sessionId === agent.sessionId) return done(call);
  }
  const callback = taken(call.callback, atMs);
  const calling = callback?.phase === 'calling';
  const answeredAtMs = call.stage === 'active' ? call.answeredAtMs : calling ? 0 : atMs;
  const { held, heldForColleague } = call.stage === 'active' ? call : NOT_HELD;
  const seated: ActiveCall = {
    ...{ ...commonOf(call), held, heldForColleague },
    ...{ wantedAgentId: '', stage: 'active', agent, guests: guestsOf(call), answeredAtMs, callback },
  };
  const state = standbys === undefined ? seated : withStandbys(seated, standbys);
  return done(state, {
    tellFirst: [call.customer],
    write: 'now',
    rooms: 'open',
    tellAfter: [agent],
    facts: calling ? [] : [answeredFact(state)],
  });
}

function unseat(call: LiveCall, wantedAgentId: string): CallStep {
  if (call.stage !== 'active') return done(call);
  const callback = untaken(call.callback);
  const state: QueuedCall = {
    ...commonOf(call),
    ...{ wantedAgentId, callback, stage: 'queued', place: 0, agentsOnDuty: 0 },
  };
  return done(state, { tellFirst: [call.customer], write: 'now', rooms: 'open', released: letGo(call) });
}

/** The customer goes on with a colleague who is there, or waits again, as long as before; nobody else's media is touched. */
function transfer(call: LiveCall, event: CallEvent & { readonly name: 'transferred' }): CallStep {
  const { subjectId, toAgentId: wantedAgentId, toQueueId: wantedQueueId } = event;
  const leg = legOf(call, subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (!isAgents(call, subjectId)) return refused('FORBIDDEN', 'only the agent transfers a call');
  if (call.stage !== 'active' || isAway(call))
    return refused('NOT_AVAILABLE', 'only an answered call can be transferred');
  if (wantedAgentId === subjectId) return refused('BAD_REQUEST', 'nobody transfers a call to themselves');
  const there = call.guests.find((guest) => guest.subjectId === wantedAgentId && guest.part === 'confers');
  if (there !== undefined) return pass(call, there, 'transferred');
  const state: QueuedCall = {
    ...commonOf(call),
    ...{
      wantedAgentId,
      wantedQueueId,
      company: companyWith(call),
      stage: 'queued',
      place: 0,
      agentsOnDuty: 0,
    },
  };
  const value = { agentId: subjectId, toAgentId: wantedAgentId };
  return done(state, {
    tellFirst: [call.customer],
    write: 'now',
    rooms: 'open',
    released: letGo(call),
    facts: [{ key: `transferred-${leg.participantId}`, body: { case: 'callTransferred', value } }],
  });
}

/** Two above what is known, so that whatever was said in the epoch between is over too. */
function overtake(call: LiveCall, epoch: number): CallStep {
  if (call.epoch !== epoch) return done(call);
  const state: LiveCall = { ...call, epoch: epoch + 2 };
  return done(state, { write: 'now', rooms: 'follow', tellAfter: legsOf(state) });
}

function bind(call: LiveCall, subjectId: string, sessionId: string): CallStep {
  const leg = legOf(call, subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (leg.sessionId === sessionId) return done(call);
  const bound = mapLegs(call, (one) => (one.subjectId === subjectId ? { ...one, sessionId } : one));
  const state = back(beside(bound, leg), leg);
  // The page of before would join again, and the two would take the call from each other for good.
  const released: readonly Release[] = isAway(call) ? [] : [{ leg, cause: 'went-elsewhere' }];
  return done(state, { write: 'now', rooms: 'open', released });
}

function hold(call: LiveCall, event: CallEvent & { readonly name: 'held' }): CallStep {
  const leg = legOf(call, event.subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (!isAgents(call, event.subjectId)) return refused('FORBIDDEN', 'only the agent holds a call');
  if (call.stage !== 'active' || isAway(call))
    return refused('NOT_AVAILABLE', 'only an answered call can be held');
  if (call.held === event.on) return done(call);
  return done(
    { ...call, held: event.on, heldForColleague: false },
    {
      write: 'now',
      rooms: 'open',
      tellAfter: legsOf(call),
      facts: [{ key: `held-${event.atMs}`, body: { case: 'callHeld', value: { on: event.on } } }],
    },
  );
}

/** Kept with the call: a queue whose owner died has forgotten at whom it rang. */
function awaitColleague(
  call: LiveCall,
  { subjectId, on }: CallEvent & { readonly name: 'colleague-awaited' },
): CallStep {
  const heldForColleague = on && call.stage === 'active' && call.held;
  if (call.stage !== 'active' || !isAgents(call, subjectId) || call.heldForColleague === heldForColleague)
    return done(call);
  return done({ ...call, heldForColleague }, { write: 'now' });
}

/** The customer is back with the agent who waited for a colleague in vain, unless the call has gone on otherwise. */
function takeBack(
  call: LiveCall,
  { subjectId, atMs }: CallEvent & { readonly name: 'nobody-came' },
): CallStep {
  const conferring = guestsOf(call).some(({ part }) => part === 'confers');
  if (call.stage !== 'active' || !isAgents(call, subjectId) || conferring) return done(call);
  return hold(call, { name: 'held', subjectId, on: false, atMs });
}

function hangUp(call: LiveCall, event: CallEvent & { readonly name: 'hung-up' }): CallStep {
  const { subjectId, atMs, pauseMs = 0 } = event;
  const leg = legOf(call, subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (isCalling(call) && leg === call.agent) {
    return missCallback(call, { why: 'agent', atMs, pauseMs }, (after, cause) => end(after, cause, atMs));
  }
  if (leg.role === 'agent') return agentGone(call, leg, 'agent-hung-up', atMs);
  return end(call, call.stage === 'active' && !isAway(call) ? 'customer-hung-up' : 'abandoned', atMs);
}

/** One of the agents goes: the call lives while the customer and one who talks with them are in it. */
function agentGone(
  call: LiveCall,
  { participantId }: Leg,
  cause: 'agent-hung-up' | 'agent-lost',
  atMs: number,
): CallStep {
  if (call.stage !== 'active') return end(call, cause, atMs);
  const guest = call.guests.find((one) => one.participantId === participantId);
  if (guest !== undefined) return leave(call, guest);
  if (isCalling(call)) return callingAgentLost(call);
  const heir = heirOf(call);
  return heir === undefined ? end(call, cause, atMs) : pass(call, heir, cause);
}

function lose(call: LiveCall, sessionId: string, atMs: number): CallStep {
  const leg = legsOf(call).find((other) => other.sessionId === sessionId);
  // A session that was left for a newer one.
  if (leg === undefined) return done(call);
  if (leg.role === 'agent') return agentGone(call, leg, 'agent-lost', atMs);
  // They went on purpose, and are called.
  if (isAway(call)) return done(call);
  return end(call, call.stage === 'active' ? 'customer-lost' : 'abandoned', atMs);
}

function end(call: LiveCall, cause: EndCause, atMs: number): CallStep {
  const agent = call.stage === 'active' ? call.agent : undefined;
  const answeredAtMs = call.stage === 'active' ? call.answeredAtMs : 0;
  const state: EndedCall = {
    ...commonOf(call),
    stage: 'ended',
    agent,
    guests: guestsOf(call),
    answeredAtMs,
    endedAtMs: atMs,
    cause,
  };
  const fact: FactBody = {
    case: 'callEnded',
    value: { cause, agentId: agent?.subjectId ?? '', summary: summaryOf(state) },
  };
  return done(state, {
    tellFirst: legsOf(state),
    write: 'now',
    rooms: 'close',
    facts: [{ key: 'ended', body: fact }],
    queue: agent === undefined ? 'leave' : 'free',
  });
}
