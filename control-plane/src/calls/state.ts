import type {
  CallCompany,
  CallKind,
  CallMove,
  CallPart,
  CustomerProfile,
  EndCause,
  ErrorCode,
  FactBody,
  MoveCause,
  MoveNowInit,
  PageContext,
} from '@weft/proto';
import type { Callback, Miss } from './callback.ts';

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
  /** The region the person is in: the first home's, however far the call had to move since. */
  readonly nearRegion: string;
  /** Where a second leg is kept ready, never the home node; undefined = nowhere. */
  readonly standby: Spot | undefined;
}

/** As what somebody is in a call who is neither its customer nor its agent. */
export type Part = Exclude<CallPart, 'unspecified'>;

/** A supervisor or a colleague in somebody else's call. */
export type Guest = Leg & { readonly part: Part };

/** What every call has. */
export interface Common {
  readonly callId: string;
  /** From 1; every move raises it. */
  readonly epoch: number;
  readonly kind: CallKind;
  readonly queueId: string;
  readonly page: PageContext | undefined;
  /** What the company's records said of the customer when they called; undefined = nothing, or it was not known in time. */
  readonly profile: CustomerProfile | undefined;
  /** The customer's home is the call's. */
  readonly customer: Leg;
  /** Audio is sent on both legs all the time. */
  readonly hot: boolean;
  /** While it waits: the agent it was transferred to; empty = whoever is chosen. */
  readonly wantedAgentId: string;
  /** The queue of the rules that its page, or who transferred it, asked for; empty = where the rules put it. */
  readonly wantedQueueId: string;
  /** Who was in it beside its customer and its agent of now; the first MAX_COMPANY. */
  readonly company: readonly CallCompany[];
  /** Oldest first, the last MAX_MOVES. */
  readonly moves: readonly CallMove[];
  readonly requestedAtMs: number;
  /** Undefined = the customer holds the line. */
  readonly callback: Callback | undefined;
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
  /** In the order they came, at most MAX_GUESTS. */
  readonly guests: readonly Guest[];
  readonly held: boolean;
  /** It is held until a colleague comes at whom it rings. */
  readonly heldForColleague: boolean;
  /** 0 while the customer of a callback is being called. */
  readonly answeredAtMs: number;
};
/** Over. `answeredAtMs` 0 = nobody answered. */
export type EndedCall = Common & {
  readonly stage: 'ended';
  readonly agent: Leg | undefined;
  readonly guests: readonly Guest[];
  readonly answeredAtMs: number;
  readonly endedAtMs: number;
  readonly cause: EndCause;
};

export type CallState = QueuedCall | RingingCall | ActiveCall | EndedCall;
export type LiveCall = Exclude<CallState, EndedCall>;

/** One participant goes from one node to another. */
export interface LegMove {
  readonly participantId: string;
  readonly fromNodeId: string;
  readonly to: Spot;
  readonly cause: MoveCause;
}

/** Standbys to be, by participant; whoever is not named keeps what it has, undefined = none any more. */
export type Standbys = ReadonlyMap<string, Spot | undefined>;

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
  /** The agent could not be carried after all: it waits again for whom it waited for. */
  | { readonly name: 'unseated'; readonly wantedAgentId: string }
  /** The participant goes on with this session. */
  | { readonly name: 'bound'; readonly subjectId: string; readonly sessionId: string }
  | { readonly name: 'held'; readonly subjectId: string; readonly on: boolean; readonly atMs: number }
  /** From now on the customer is on hold for a colleague at whom it rings, or, not `on`, is so no more. */
  | { readonly name: 'colleague-awaited'; readonly subjectId: string; readonly on: boolean }
  /** The colleague for whom this agent put the customer on hold does not come. */
  | { readonly name: 'nobody-came'; readonly subjectId: string; readonly atMs: number }
  /** Its agent gives it away; `toAgentId` empty = to whoever is chosen, in `toQueueId` or, empty, where the rules put it. */
  | {
      readonly name: 'transferred';
      readonly subjectId: string;
      readonly toAgentId: string;
      readonly toQueueId: string;
    }
  /** Somebody comes in, or, after its node took no room, by another one. */
  | {
      readonly name: 'joined';
      readonly guest: Guest;
      /** Undefined = all as they are. */
      readonly standbys?: Standbys | undefined;
      readonly atMs: number;
    }
  | {
      readonly name: 'part-taken';
      readonly subjectId: string;
      readonly part: Part;
      readonly atMs: number;
    }
  /** The guest could not be carried after all. */
  | { readonly name: 'not-joined'; readonly subjectId: string }
  /** Its agent lets a colleague go who was asked in. */
  | { readonly name: 'guest-released'; readonly subjectId: string; readonly participantId: string }
  /** A supervisor is one no more. */
  | { readonly name: 'supervision-ended'; readonly subjectId: string }
  /** A guest becomes its agent; the one before is in it no more. */
  | { readonly name: 'taken-over'; readonly subjectId: string }
  /** The customer who waits wants to be called instead. */
  | { readonly name: 'callback-asked'; readonly subjectId: string }
  /** The customer's page rings, and they answer. */
  | { readonly name: 'callback-answered'; readonly subjectId: string; readonly atMs: number }
  /** They do not. `sinceMs` of the try that is meant. */
  | {
      readonly name: 'callback-missed';
      readonly sinceMs: number;
      readonly why: Miss;
      readonly atMs: number;
      readonly pauseMs: number;
    }
  | {
      readonly name: 'hung-up';
      readonly subjectId: string;
      readonly atMs: number;
      /** Before the customer of a callback is called again, whose agent hangs up; absent = none. */
      readonly pauseMs?: number;
    }
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

/** Somebody for whom the call is over while it goes on, and why. */
export interface Release {
  readonly leg: Leg;
  readonly cause: EndCause;
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
  /** Who is in it no more and is told so then. */
  readonly released: readonly Release[];
  readonly facts: readonly CallFact[];
  /** "leave": it waits no more. "free": its agent is. */
  readonly queue: 'nothing' | 'leave' | 'free';
}

/** The next state and its work, or why there is none. */
export type CallStep =
  | { readonly ok: true; readonly state: CallState; readonly work: CallWork }
  | { readonly ok: false; readonly code: ErrorCode; readonly reason: string };
