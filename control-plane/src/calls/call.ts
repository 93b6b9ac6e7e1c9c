import type {
  CallKind,
  CallMove,
  EndCause,
  ErrorCode,
  FactBody,
  MoveNowInit,
  PageContext,
} from '@weft/proto';
import { type LegMove, move, reportGap, type Standbys, standBy, withStandbys } from './moving.ts';
import { summaryOf } from './summary.ts';

/** A media node and the region it is in. */
export interface Spot {
  readonly nodeId: string;
  readonly region: string;
}

/** One participant: who, on which session, carried by which node. */
export interface Leg {
  readonly participantId: string;
  readonly role: 'customer' | 'agent';
  readonly displayName: string;
  /** The token's subject; for an agent also its agent id. */
  readonly subjectId: string;
  readonly sessionId: string;
  /** Home. */
  readonly nodeId: string;
  /** The home node's region. */
  readonly region: string;
  /** Where a second leg is kept ready, never the home node; undefined = nowhere. */
  readonly standby: Spot | undefined;
}

interface Common {
  readonly callId: string;
  /** From 1; every move raises it. */
  readonly epoch: number;
  readonly kind: CallKind;
  readonly queueId: string;
  readonly page: PageContext | undefined;
  /** The customer's home is the call's. */
  readonly customer: Leg;
  /** Audio is sent on both legs all the time. */
  readonly hot: boolean;
  /** Oldest first, the last MAX_MOVES. */
  readonly moves: readonly CallMove[];
  readonly requestedAtMs: number;
}

/** Waiting for an agent. `place` from 1, 0 = the queue has not told it yet. */
export type QueuedCall = Common & {
  readonly stage: 'queued';
  readonly place: number;
  readonly agentsOnDuty: number;
};
/** Offered to an agent. */
export type RingingCall = Common & { readonly stage: 'ringing'; readonly agentsOnDuty: number };
/** Answered. */
export type ActiveCall = Common & {
  readonly stage: 'active';
  readonly agent: Leg;
  readonly held: boolean;
  readonly answeredAtMs: number;
};
/** Over. `answeredAtMs` 0 = nobody answered. */
export type EndedCall = Common & {
  readonly stage: 'ended';
  readonly agent: Leg | undefined;
  readonly answeredAtMs: number;
  readonly endedAtMs: number;
  readonly cause: EndCause;
};

export type CallState = QueuedCall | RingingCall | ActiveCall | EndedCall;
export type LiveCall = Exclude<CallState, EndedCall>;

/** What happens to a call. */
export type CallEvent =
  | {
      readonly name: 'standing';
      readonly stage: 'queued' | 'ringing';
      readonly place: number;
      readonly agentsOnDuty: number;
    }
  | {
      readonly name: 'seated';
      readonly agent: Leg;
      /** Undefined = all as they are. */
      readonly standbys?: Standbys | undefined;
      readonly atMs: number;
    }
  /** The agent could not be carried after all. */
  | { readonly name: 'unseated' }
  /** The participant goes on with this session. */
  | { readonly name: 'bound'; readonly subjectId: string; readonly sessionId: string }
  | { readonly name: 'held'; readonly subjectId: string; readonly on: boolean; readonly atMs: number }
  | { readonly name: 'hung-up'; readonly subjectId: string; readonly atMs: number }
  | { readonly name: 'session-gone'; readonly sessionId: string; readonly atMs: number }
  /** Participants whose home is gone, or to be left, go on elsewhere. */
  | {
      readonly name: 'moved';
      readonly moves: readonly LegMove[];
      readonly standbys: Standbys;
      readonly atMs: number;
    }
  /** Participants have other standbys. */
  | { readonly name: 'stood-by'; readonly standbys: Standbys }
  /** A node knows a later epoch than this one: an owner before acted and could not store it. */
  | { readonly name: 'outdated'; readonly epoch: number }
  | {
      readonly name: 'gap-reported';
      readonly subjectId: string;
      readonly epoch: number;
      readonly audioGapMs: number;
    }
  | {
      readonly name: 'failed';
      readonly cause: 'no-capacity' | 'mesh-stopped';
      readonly atMs: number;
    };

/** A fact with the part of its id that is unique within the call. */
export interface CallFact {
  readonly key: string;
  readonly body: FactBody;
}

/** A participant whose page is told to go to its standby, before all else. */
export interface MoveNotice {
  readonly leg: Leg;
  readonly push: MoveNowInit;
}

/** What has to be done for a state to come true, in the order of the fields. */
export interface CallWork {
  /** Sent before anything else. */
  readonly moveNow: readonly MoveNotice[];
  /** Whose pages are told at once, before anything is stored: nothing they do depends on it. */
  readonly tellFirst: readonly Leg[];
  /**
   * Whether the record must be written before the event counts as taken; some
   * time soon (who rings is the queue's truth); or until it is stored, the
   * event being true whatever etcd says ("after": a node is dead).
   */
  readonly write: 'no' | 'now' | 'soon' | 'after';
  /** "follow": told of the new state, and not waited for. */
  readonly rooms: 'as-they-are' | 'open' | 'follow' | 'close';
  /** Whose pages are told when record and rooms are so. */
  readonly tellAfter: readonly Leg[];
  readonly facts: readonly CallFact[];
  /** "leave": it waits no more. "free": its agent is. */
  readonly queue: 'nothing' | 'leave' | 'free';
}

/** The next state and its work, or why there is none. */
export type CallStep =
  | { readonly ok: true; readonly state: CallState; readonly work: CallWork }
  | { readonly ok: false; readonly code: ErrorCode; readonly reason: string };

const NO_WORK: CallWork = {
  moveNow: [],
  tellFirst: [],
  write: 'no',
  rooms: 'as-they-are',
  tellAfter: [],
  facts: [],
  queue: 'nothing',
};

/** A step that is taken. */
export const done = (state: CallState, work: Partial<CallWork> = {}): CallStep => ({
  ok: true,
  state,
  work: { ...NO_WORK, ...work },
});
/** A step that is not. */
export const refused = (code: ErrorCode, reason: string): CallStep => ({ ok: false, code, reason });

/** Everybody in the call, the customer first. */
export const legsOf = (call: CallState): readonly Leg[] =>
  'agent' in call && call.agent !== undefined ? [call.customer, call.agent] : [call.customer];

/** The participant of this subject; undefined = not in the call. */
export const legOf = (call: CallState, subjectId: string): Leg | undefined =>
  legsOf(call).find((leg) => leg.subjectId === subjectId);

/** What an event makes of a call. Pure; a state that does not change has no work. */
export function next(call: CallState, event: CallEvent): CallStep {
  if (call.stage === 'ended') return event.name === 'hung-up' ? done(call) : afterEnd(event);
  switch (event.name) {
    case 'standing':
      return stand(call, event);
    case 'seated':
      return seat(call, event.agent, event.standbys, event.atMs);
    case 'unseated':
      return unseat(call);
    case 'bound':
      return bind(call, event.subjectId, event.sessionId);
    case 'held':
      return hold(call, event);
    case 'hung-up':
      return hangUp(call, event.subjectId, event.atMs);
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
  customer: call.customer,
  hot: call.hot,
  moves: call.moves,
  requestedAtMs: call.requestedAtMs,
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
  const answeredAtMs = call.stage === 'active' ? call.answeredAtMs : atMs;
  const held = call.stage === 'active' && call.held;
  const seated: ActiveCall = { ...commonOf(call), stage: 'active', agent, held, answeredAtMs };
  const state = standbys === undefined ? seated : withStandbys(seated, standbys);
  // Named by the participant: told once, also when it took two nodes to seat the agent.
  const answered: CallFact = {
    key: `answered-${agent.participantId}`,
    body: {
      case: 'callAnswered',
      value: { agent: participantOf(agent), agentId: agent.subjectId, nodeId: agent.nodeId },
    },
  };
  return done(state, {
    tellFirst: [call.customer],
    write: 'now',
    rooms: 'open',
    tellAfter: [agent],
    facts: [answered],
  });
}

function unseat(call: LiveCall): CallStep {
  if (call.stage !== 'active') return done(call);
  const state: QueuedCall = { ...commonOf(call), stage: 'queued', place: 0, agentsOnDuty: 0 };
  return done(state, { tellFirst: [call.customer], write: 'now', rooms: 'open' });
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
  const bound = { ...leg, sessionId };
  const state: LiveCall =
    leg.role === 'customer'
      ? { ...call, customer: bound }
      : call.stage === 'active'
        ? { ...call, agent: bound }
        : call;
  return done(state, { write: 'now', rooms: 'open' });
}

function hold(call: LiveCall, event: CallEvent & { readonly name: 'held' }): CallStep {
  const leg = legOf(call, event.subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (leg.role !== 'agent') return refused('FORBIDDEN', 'only the agent holds a call');
  if (call.stage !== 'active') return refused('NOT_AVAILABLE', 'only an answered call can be held');
  if (call.held === event.on) return done(call);
  return done(
    { ...call, held: event.on },
    {
      write: 'now',
      rooms: 'open',
      tellAfter: legsOf(call),
      facts: [{ key: `held-${event.atMs}`, body: { case: 'callHeld', value: { on: event.on } } }],
    },
  );
}

function hangUp(call: LiveCall, subjectId: string, atMs: number): CallStep {
  const leg = legOf(call, subjectId);
  if (leg === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  if (leg.role === 'agent') return end(call, 'agent-hung-up', atMs);
  return end(call, call.stage === 'active' ? 'customer-hung-up' : 'abandoned', atMs);
}

function lose(call: LiveCall, sessionId: string, atMs: number): CallStep {
  const leg = legsOf(call).find((other) => other.sessionId === sessionId);
  // A session that was left for a newer one.
  if (leg === undefined) return done(call);
  if (leg.role === 'agent') return end(call, 'agent-lost', atMs);
  return end(call, call.stage === 'active' ? 'customer-lost' : 'abandoned', atMs);
}

function end(call: LiveCall, cause: EndCause, atMs: number): CallStep {
  const agent = call.stage === 'active' ? call.agent : undefined;
  const answeredAtMs = call.stage === 'active' ? call.answeredAtMs : 0;
  const state: EndedCall = {
    ...commonOf(call),
    stage: 'ended',
    agent,
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

/** The leg as others see it. */
export const participantOf = (
  leg: Leg,
): {
  participantId: string;
  role: 'customer' | 'agent';
  displayName: string;
  region: string;
} => ({
  participantId: leg.participantId,
  role: leg.role,
  displayName: leg.displayName,
  region: leg.region,
});
