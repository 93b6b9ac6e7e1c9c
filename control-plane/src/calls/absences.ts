import type { CallContext } from './context.ts';

/** A session that no edge holds for this long is gone: longer than an edge lets a session be resumed (15 s). */
const GONE_AFTER_MS = 20_000;

/** Asks whether participants' sessions live, for the word of their end may have been lost. */
export class Absences {
  readonly #context: Pick<CallContext, 'clock' | 'sessions'>;
  readonly #gone: (sessionId: string) => void;
  /** When each session was first missed, monotonic. At most one entry per participant that is missed. */
  readonly #missing = new Map<string, number>();

  /** `gone` is told of each session that has ended. */
  constructor(context: Pick<CallContext, 'clock' | 'sessions'>, gone: (sessionId: string) => void) {
    this.#context = context;
    this.#gone = gone;
  }

  async look(sessionId: string): Promise<void> {
    const { clock, sessions } = this.#context;
    // Time in which nobody could be asked is not counted.
    if ((await sessions.lives(sessionId)) !== false) {
      this.#missing.delete(sessionId);
      return;
    }
    const sinceMs = this.#missing.get(sessionId) ?? clock.monotonic();
    this.#missing.set(sessionId, sinceMs);
    if (clock.monotonic() - sinceMs < GONE_AFTER_MS) return;
    this.#missing.delete(sessionId);
    this.#gone(sessionId);
  }
}
