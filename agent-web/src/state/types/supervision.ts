import type { CallKind, CallPart, SupervisionMode } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';

/** How a supervisor comes into a call, or goes on in it. */
export type Mode = Exclude<SupervisionMode, 'unspecified'>;

/** An answered call, as supervisors see it. */
export interface LiveCallNow {
  readonly callId: string;
  readonly kind: CallKind;
  readonly answeredAtMs: number;
  readonly held: boolean;
  /** Either may be empty. */
  readonly customerName: string;
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
