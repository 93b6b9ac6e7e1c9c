import type { CallKind, Presence } from '@weft/proto';

/** An agent as conversations see one. */
export interface Agent {
  readonly agentId: string;
  readonly displayName: string;
  /** Empty while no desk of theirs is connected. */
  readonly sessionId: string;
  readonly presence: Presence;
  /** Since when no desk is connected, while none is. */
  readonly sinceMs: number;
  /** The kind of call they talk with a customer in now; undefined = in none. */
  readonly call: CallKind | undefined;
}

/** The agents whose desks are known, as they are now. */
export interface Agents {
  get(agentId: string): Agent | undefined;
  all(): readonly Agent[];
  /** Told whenever anything of anyone changed. */
  onChange(listener: () => void): Disposable;
}
