import type { Problem, Readable } from './basics.ts';

/** What keeps work from an agent. */
export type Hindrance =
  | 'closed'
  | 'not-yet'
  | 'kept'
  | 'offered'
  | 'nobody-on'
  | 'nobody-suits'
  | 'all-away'
  | 'all-full'
  | 'declined';

/** Why a call or a conversation has no agent yet. */
export interface WaitingReason {
  readonly kind: 'call' | 'callback' | 'conversation';
  readonly workId: string;
  /** The customer's; may be empty. */
  readonly name: string;
  readonly channel: string;
  readonly queueId: string;
  /** From 0. */
  readonly step: number;
  readonly waitedMs: number;
  readonly because: Hindrance;
  /** For whom it is kept, or who is to answer; empty otherwise. */
  readonly agentName: string;
  readonly needs: readonly { readonly skill: string; readonly level: number; readonly agents: number }[];
  readonly condition: string;
  readonly meetCondition: number;
  readonly signedOn: number;
  readonly suit: number;
  readonly available: number;
  /** Until time alone changes something; undefined = it does not. */
  readonly changesInMs: number | undefined;
}

export interface WaitingSnapshot {
  /** In the order that the rules give the work. */
  readonly reasons: readonly WaitingReason[];
  readonly problem: Problem | undefined;
}

/** Kept up while somebody looks. */
export interface Waiting extends Readable<WaitingSnapshot> {
  /** Until the returned function is called. */
  watch(): () => void;
}
