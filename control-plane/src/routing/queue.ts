import type {
  CallKind,
  CustomerProfile,
  ErrorCode,
  OfferOutcome,
  PageContext,
  Participant,
} from '@weft/proto';
import { DeskTable } from './desk-table.ts';
import { LiveOffers } from './live-offers.ts';
import { SettledOffers } from './settled-offers.ts';
import { WaitingCalls } from './waiting-calls.ts';

/** After a decline the same agent is offered the call again no sooner than this, and only when nobody else is free. */
export const DECLINE_PAUSE_MS = 5_000;

/** A call that waits. Order in the queue: `requestedAtMs`, then id. */
export interface WaitingCall {
  readonly callId: string;
  readonly kind: CallKind;
  readonly customer: Participant | undefined;
  readonly page: PageContext | undefined;
  /** Undefined = nothing is known of the customer. */
  readonly profile: CustomerProfile | undefined;
  /** What it belongs to; nothing here depends on it. */
  readonly conversationId: string;
  /** Whose the conversation is: kept for this agent for a while. Empty = nobody's. */
  readonly preferredAgentId: string;
  /** A queue of the rules; empty = where they put it. */
  readonly wantedQueueId: string;
  /** Wall clock. */
  readonly requestedAtMs: number;
  /** The customer is not there, and is called by whoever accepts. */
  readonly callback: boolean;
  /** Wall clock; offered to nobody before; 0 = at once. */
  readonly notBeforeMs: number;
  /** By agent: not offered to it before this (monotonic) time. */
  readonly pausedUntilMs: ReadonlyMap<string, number>;
}

/** A call as it comes into the queue. */
export type NewCall = Omit<WaitingCall, 'pausedUntilMs'>;

/** What an agent does. */
export type Work =
  | { readonly name: 'idle' }
  | { readonly name: 'offered'; readonly offerId: string }
  | { readonly name: 'in-call'; readonly callId: string };

export type ChosenPresence = 'available' | 'busy' | 'away';

/** An agent signed on to the queue. */
export interface AgentDesk {
  readonly agentId: string;
  readonly displayName: string;
  /** Of the desk's edge. */
  readonly region: string;
  /** Empty = no desk is connected. */
  readonly sessionId: string;
  /** False while it is in doubt whether the session lives: nothing is offered. */
  readonly reachable: boolean;
  /** What holds while in no call. */
  readonly presence: ChosenPresence;
  readonly reason: 'chosen' | 'not-responding';
  /** What for the agent is busy or away, of the rules' pauses; empty = not said. */
  readonly pause: string;
  /** Monotonic; since when the agent waits for work. The longest idle is offered first. */
  readonly idleSinceMs: number;
  /** Monotonic; until when the agent wraps a call up and is offered no other; 0 = does not. */
  readonly wrapUpUntilMs: number;
  readonly work: Work;
}

/** An answered call into which its agent asks a colleague. */
export interface Invitation {
  readonly call: WaitingCall;
  readonly byAgentId: string;
  readonly byName: string;
  /** The customer was put on hold for this. */
  readonly heldForIt: boolean;
}

/** One call proposed to one agent. */
export interface LiveOffer {
  readonly offerId: string;
  readonly callId: string;
  readonly agentId: string;
  /** The rules' queue that the call waited in. */
  readonly queueId: string;
  /** Monotonic. */
  readonly offeredAtMs: number;
  readonly timeoutMs: number;
  /** Present for a colleague who is asked into somebody's call, which does not wait. */
  readonly invitation?: Invitation;
  /** Once accepted it cannot expire any more: the call's owner decides. */
  readonly phase: 'ringing' | 'accepted';
}

/** A queue with its calls, agents and offers. Never changed in place; two states share what they have in common. */
export interface QueueState {
  readonly queueId: string;
  readonly waiting: WaitingCalls;
  readonly desks: DeskTable;
  readonly offers: LiveOffers;
  /** Offers that are over; the oldest are forgotten. */
  readonly settled: SettledOffers;
}

/** What a decision depends on besides the state. */
export interface QueueRules {
  readonly maxWaiting: number;
  readonly maxDesks: number;
  readonly offerTimeoutMs: number;
}

/** What has to be done for a state to come true. */
export type QueueEffect =
  | { readonly do: 'offer'; readonly offer: LiveOffer; readonly call: WaitingCall; readonly reason: string }
  /** `sessionId` empty = nobody is left to be told. */
  | {
      readonly do: 'end-offer';
      readonly offer: LiveOffer;
      readonly sessionId: string;
      readonly outcome: Exclude<OfferOutcome, 'unspecified'>;
    }
  | { readonly do: 'assign'; readonly offer: LiveOffer; readonly desk: AgentDesk }
  | { readonly do: 'close-session'; readonly sessionId: string };

/** The next state, what to do, and why a request was refused. */
export interface QueueStep {
  readonly state: QueueState;
  readonly effects: readonly QueueEffect[];
  readonly refusal?: { readonly code: ErrorCode; readonly reason: string };
}

export const emptyQueue = (queueId: string): QueueState => ({
  queueId,
  waiting: WaitingCalls.empty,
  desks: DeskTable.empty,
  offers: LiveOffers.empty,
  settled: SettledOffers.empty,
});

/** The offer that this call is out for; undefined = it just waits. */
export const offerOf = (state: QueueState, callId: string): LiveOffer | undefined =>
  state.offers.ofCall(callId).find(({ invitation }) => invitation === undefined);

/** The colleagues who are being asked into this call. */
export const invitationsTo = (state: QueueState, callId: string): readonly LiveOffer[] =>
  state.offers.ofCall(callId).filter(({ invitation }) => invitation !== undefined);

// ---- Steps that others are made of ----

/** The desk with what changed. */
export const withDesk = (state: QueueState, desk: AgentDesk): QueueState => ({
  ...state,
  desks: state.desks.with(desk),
});

/** The offer as it is now. */
export const withOffer = (state: QueueState, offer: LiveOffer): QueueState => ({
  ...state,
  offers: state.offers.with(offer),
});

/** The call in its place. */
export const withCall = (state: QueueState, call: WaitingCall): QueueState => ({
  ...state,
  waiting: state.waiting.with(call),
});

/** The queue without the call. */
export const withoutCall = (state: QueueState, callId: string): QueueState =>
  state.waiting.has(callId) ? { ...state, waiting: state.waiting.without(callId) } : state;

/** A step that only changes the state, or nothing. */
export const same = (state: QueueState): QueueStep => ({ state, effects: [] });

/** A step that refuses a request. */
export const refuse = (state: QueueState, code: ErrorCode, reason: string): QueueStep => ({
  state,
  effects: [],
  refusal: { code, reason },
});

/** The offer is over; its agent is idle, since when it was or since now, and the call, if it still waits, free for the next. */
export function settle(
  state: QueueState,
  offer: LiveOffer,
  outcome: Exclude<OfferOutcome, 'unspecified'>,
  idleSinceMs?: number,
): QueueStep {
  const desk = state.desks.get(offer.agentId);
  const freed = {
    ...state,
    offers: state.offers.without(offer.offerId),
    settled: state.settled.with(offer.offerId, offer.agentId),
  };
  return {
    state:
      desk === undefined
        ? freed
        : withDesk(freed, {
            ...desk,
            work: { name: 'idle' },
            idleSinceMs: idleSinceMs ?? desk.idleSinceMs,
          }),
    effects: [{ do: 'end-offer', offer, sessionId: desk?.sessionId ?? '', outcome }],
  };
}
