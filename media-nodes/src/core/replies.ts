/**
 * The last replies of one participant, so that a request asked again (its edge
 * died before the reply came through) is answered again and not done again.
 */
export class Replies {
  readonly #kept = new Map<string, Promise<Uint8Array>>();
  readonly #maxKept: number;

  constructor(maxKept: number) {
    this.#maxKept = maxKept;
  }

  /** The reply to this request, which may still be on its way. Request id 0 is none and never kept. */
  get(sessionId: string, requestId: number): Promise<Uint8Array> | undefined {
    return requestId === 0 ? undefined : this.#kept.get(`${sessionId} ${requestId}`);
  }

  /** Keeps a reply; one that rejects is forgotten, so that what failed can be tried again. */
  keep(sessionId: string, requestId: number, reply: Promise<Uint8Array>): void {
    const key = `${sessionId} ${requestId}`;
    this.#kept.set(key, reply);
    reply.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#maxKept) break;
      this.#kept.delete(oldest);
    }
  }
}
