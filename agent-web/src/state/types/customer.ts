import type {
  Callback,
  CallGuest,
  CallKind,
  CallPart,
  EndCause,
  PageContext,
  Participant,
} from '@weft/proto';
import type { LinkSnapshot, Problem, Readable } from './basics.ts';
import type { AnsweredInvitation } from './conversation.ts';
import type { Devices, NoiseSnapshot } from './devices.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { CallControls, MediaSnapshot } from './media.ts';

/** A live call as both sides see it. */
export interface CallView {
  readonly callId: string;
  readonly kind: CallKind;
  readonly epoch: number;
  readonly customer: Participant | undefined;
  readonly agent: Participant | undefined;
  readonly page: PageContext | undefined;
  readonly requestedAtMs: number;
  /** 0 until an agent accepted. */
  readonly answeredAtMs: number;
  /** Supervisors and colleagues in it, as far as this side may know. */
  readonly guests: readonly CallGuest[];
  /** As what this side is in it; unspecified for its customer and its agent. */
  readonly part: CallPart;
  /** Present once the customer asked to be called. */
  readonly callback: Callback | undefined;
  /** What the call belongs to; empty = nothing, or this side is not told. */
  readonly conversationId: string;
}

export type CustomerState =
  | { readonly name: 'idle' }
  /** Permission is being asked for (`asking`), the call is being requested (`requesting`), or a call of before a reload is being taken up again (`resuming`). */
  | {
      readonly name: 'preparing';
      readonly kind: CallKind;
      readonly step: 'asking' | 'requesting' | 'resuming';
    }
  /** `queuePlace` from 1. `agentsOnDuty` 0: nobody is there at the moment. */
  | {
      readonly name: 'waiting';
      readonly call: CallView;
      readonly queuePlace: number;
      readonly agentsOnDuty: number;
    }
  | { readonly name: 'ringing'; readonly call: CallView }
  | { readonly name: 'in-call'; readonly call: CallView; readonly phase: 'active' | 'held' }
  /** Waits to be called, without being in the call; with the phase 'calling' this page rings. `queuePlace` 0: not before its time. */
  | {
      readonly name: 'callback';
      readonly call: CallView;
      readonly callback: Callback;
      readonly queuePlace: number;
      readonly agentsOnDuty: number;
    }
  | { readonly name: 'ended'; readonly call: CallView; readonly cause: EndCause; readonly durationMs: number }
  | { readonly name: 'failed'; readonly problem: Problem };

export interface CustomerSnapshot {
  readonly link: LinkSnapshot;
  readonly state: CustomerState;
  /** Live from 'waiting' on: the customer is joined while waiting. */
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
}

/** Made by `createCustomer(options)` of state/customer-page.ts: each page has its own, so that none carries another's code. */
export interface Customer extends Readable<CustomerSnapshot>, CallControls, AsyncDisposable {
  readonly devices: Devices;
  /** Seconds since the call was answered; 0 when none runs. Changes once a second. */
  readonly callSeconds: Readable<number>;
  readonly diagnostics: Diagnostics;
  /** Connects, loads what makes the first call fast, and takes up a call of before a reload. Call once, when the widget opens. */
  open(): void;
  start(kind: CallKind): void;
  /** From 'waiting' to 'callback'; `hangUp` cancels it. */
  askCallback(): void;
  /** The page rings: answers, or not now. */
  answerCallback(accept: boolean): void;
  /** From 'ended' or 'failed' to 'idle'. */
  reset(): void;
  setNoiseSuppression(on: boolean): void;
}

export interface CustomerOptions {
  /** Base of the HTTP API, such as "https://weft.example"; edges come from there. */
  readonly apiUrl: string;
  /** "widget/0.1.0": for the edge's log. */
  readonly client: string;
  /** Overrides the measured region (`?region=eu`); empty or absent = the nearest. */
  readonly region?: string;
  readonly displayName?: string;
  /** Says whose customer this is: signed by the host page's server; empty or absent = nobody's. */
  readonly account?: string;
  /** The queue of the routing rules that calls and chats of this page go to; empty or absent = where the rules put them. */
  readonly queueId?: string;
  /** Asked for at every start of a call. */
  readonly page: () => PageContext;
  readonly video?: VideoWish;
  /** Absent = nobody is invited. */
  readonly invitation?: AnsweredInvitation;
}

/** Overrides what is chosen by the machine, for tests and support. Absent = chosen. */
export interface VideoWish {
  readonly width: number;
  readonly height: number;
  /** "video/VP8", "video/H264", "video/VP9", "video/AV1". */
  readonly codec?: string;
}

/** What a customer may be asked for before they write. */
export type AskedFact = 'name' | 'email' | 'phone';

/** A call that it is asked about whether anybody is there for it. */
export interface AskedCall {
  readonly call: 'voice' | 'video';
  /** Empty = where the rules put it. */
  readonly queueId: string;
  readonly locale: string;
}

/** Whether anybody is there for a customer. */
export interface OpeningNow {
  readonly open: boolean;
  /** When somebody is; 0 = now, or nobody knows when. */
  readonly opensAtMs: number;
  /** Whether the company has a number or an address of theirs. */
  readonly reachable: boolean;
  /** What they are to be asked for before they write. */
  readonly asks: readonly { readonly fact: AskedFact; readonly required: boolean }[];
}
