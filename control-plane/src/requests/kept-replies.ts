import type { ControlReplyInit } from '@weft/proto';

/** A client asks again within seconds, when its edge has died. */
const MAX_KEPT = 1_024;

/**
 * The last replies to requests that must not be done twice and could not be
 * answered by doing them again. A repeat has the session and the id of the
 * first; it gets the first one's reply, also while that is still on its way.
 * Beyond the bound the oldest is forgotten; what failed is forgotten at once.
 */
export class KeptReplies {
  readonly #kept = new Map<string, Promise<ControlReplyInit>>();
  readonly #max: number;

  constructor(max = MAX_KEPT) {
    this.#max = max;
  }

  /** Answers from what is kept, or does it. A request without an id (0) is always done. */
  answer(
    sessionId: string,
    requestId: number,
    run: () => Promise<ControlReplyInit>,
  ): Promise<ControlReplyInit> {
    const key = `${sessionId} ${requestId}`;
    const kept = this.#kept.get(key);
    if (requestId === 0 || kept !== undefined) return kept ?? run();
    const reply = run();
    this.#kept.set(key, reply);
    reply.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#max) break;
      this.#kept.delete(oldest);
    }
    return reply;
  }
}
