import { pushSource } from '@weft/proto';

/** Sessions whose pushes are counted at a time. */
const MAX_SESSIONS = 50_000;

/** Where a push stands among those of its sender to one session. */
export interface PushPlace {
  readonly sourceId: string;
  /** From 1, without gaps. */
  readonly sourceSeq: number;
}

/**
 * Counts this instance's pushes to each session. At its bound it forgets all
 * counts at once and goes on as another source: a count that began again under
 * the same name would look like pushes that the client already has.
 */
export class PushCount {
  readonly #partId: string;
  readonly #maxSessions: number;
  readonly #counts = new Map<string, number>();
  #lifeMs: number;
  #sourceId: string;

  constructor(partId: string, startedAtMs: number, maxSessions = MAX_SESSIONS) {
    this.#partId = partId;
    this.#lifeMs = startedAtMs;
    this.#maxSessions = maxSessions;
    this.#sourceId = pushSource(partId, startedAtMs);
  }

  /** The place of the next push to this session. */
  next(sessionId: string): PushPlace {
    const sourceSeq = (this.#counts.get(sessionId) ?? 0) + 1;
    if (sourceSeq === 1 && this.#counts.size >= this.#maxSessions) this.#startOver();
    this.#counts.set(sessionId, sourceSeq);
    return { sourceId: this.#sourceId, sourceSeq };
  }

  #startOver(): void {
    this.#counts.clear();
    this.#lifeMs += 1;
    this.#sourceId = pushSource(this.#partId, this.#lifeMs);
  }
}
