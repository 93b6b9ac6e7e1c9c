import { BOUNDS } from './bounds.ts';

/** A join's session has ended. `hasLeft`: the client wished it, or may not come back. */
export type Leave = (hasLeft: boolean) => void;

/** The sessions this node knows: which joins hang on each, which end when it is gone for good, and how much each was told. */
export class Sessions {
  readonly #leaves = new Map<string, Set<Leave>>();
  readonly #gone = new Set<string>();
  readonly #pushes = new Map<string, number>();

  /** Calls `leave` when the session is gone; undo by disposing. */
  add(sessionId: string, leave: Leave): Disposable {
    const leaves = this.#leaves.get(sessionId) ?? new Set();
    this.#leaves.set(sessionId, leaves.add(leave));
    return {
      [Symbol.dispose]: () => {
        leaves.delete(leave);
        if (leaves.size === 0 && this.#leaves.get(sessionId) === leaves) this.#leaves.delete(sessionId);
      },
    };
  }

  /** The place of the next push among this node's pushes to the session, from 1. */
  nextPush(sessionId: string): number {
    const next = (this.#pushes.get(sessionId) ?? 0) + 1;
    // The session told last is the last to be forgotten.
    this.#pushes.delete(sessionId);
    this.#pushes.set(sessionId, next);
    for (const oldest of this.#pushes.keys()) {
      if (this.#pushes.size <= BOUNDS.maxPushedSessions) break;
      this.#pushes.delete(oldest);
    }
    return next;
  }

  gone(sessionId: string, hasLeft = false): void {
    this.#pushes.delete(sessionId);
    this.#gone.add(sessionId);
    for (const oldest of this.#gone) {
      if (this.#gone.size <= BOUNDS.maxGoneSessions) break;
      this.#gone.delete(oldest);
    }
    for (const leave of [...(this.#leaves.get(sessionId) ?? [])]) leave(hasLeft);
  }

  /** Whether the session ended lately: a join of it that was under way must not stand. */
  isGone(sessionId: string): boolean {
    return this.#gone.has(sessionId);
  }
}
