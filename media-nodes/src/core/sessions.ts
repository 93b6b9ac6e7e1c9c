import { BOUNDS } from './bounds.ts';

/** Which joins hang on which session: when a session is gone for good, its joins end. */
export class Sessions {
  readonly #leaves = new Map<string, Set<() => void>>();
  readonly #gone = new Set<string>();

  /** Calls `leave` when the session is gone; undo by disposing. */
  add(sessionId: string, leave: () => void): Disposable {
    const leaves = this.#leaves.get(sessionId) ?? new Set();
    this.#leaves.set(sessionId, leaves.add(leave));
    return {
      [Symbol.dispose]: () => {
        leaves.delete(leave);
        if (leaves.size === 0 && this.#leaves.get(sessionId) === leaves) this.#leaves.delete(sessionId);
      },
    };
  }

  gone(sessionId: string): void {
    this.#gone.add(sessionId);
    for (const oldest of this.#gone) {
      if (this.#gone.size <= BOUNDS.maxGoneSessions) break;
      this.#gone.delete(oldest);
    }
    for (const leave of [...(this.#leaves.get(sessionId) ?? [])]) leave();
  }

  /** Whether the session ended lately: a join of it that was under way must not stand. */
  isGone(sessionId: string): boolean {
    return this.#gone.has(sessionId);
  }
}
