import type { CallKind, CallPart, OfferOutcome, SupervisionMode } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';
import type { Colleague } from './crm.ts';

/** How a supervisor comes into a call, or goes on in it. */
export type Mode = Exclude<SupervisionMode, 'unspecified'>;

/** A colleague who was asked into the agent's call and is not in it: it rings, or what became of it. */
export interface AskedColleague {
  readonly agentId: string;
  readonly displayName: string;
  readonly state: 'ringing' | OfferOutcome;
}

/** What an agent does with colleagues in their own call. */
export interface CallColleagues {
  /** Rings at theirs; `hold`: the customer is on hold meanwhile. */
  ask(colleague: Colleague, hold: boolean): void;
  /** It is to ring no more at the one who was asked; a hold for them ends. */
  withdraw(): void;
  /** The call goes to a colleague who is in it. */
  handOver(agentId: string): void;
  /** A colleague who was asked in goes, and a hold ends: the agent has the customer back. */
  letGo(participantId: string): void;
}

/** An answered call, as supervisors see it. */
export interface LiveCallNow {
  readonly callId: string;
  readonly kind: CallKind;
  readonly answeredAtMs: number;
  readonly held: boolean;
  /** Either may be empty. */
  readonly customerName: string;
  /** Only the customer gave their name. */
  readonly customerNameClaimed: boolean;
  readonly agentName: string;
  /** Supervisors and colleagues in it. */
  readonly guests: readonly { readonly displayName: string; readonly part: CallPart }[];
}

export interface LiveCallsSnapshot {
  /** Those that were answered first at the top. */
  readonly calls: readonly LiveCallNow[];
  readonly problem: Problem | undefined;
}

/** Kept up while somebody looks; for supervisors. */
export interface LiveCallsNow extends Readable<LiveCallsSnapshot> {
  /** Until the returned function is called. */
  watch(): () => void;
}
