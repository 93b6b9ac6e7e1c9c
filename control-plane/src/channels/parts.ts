import type { Sent } from './channel.ts';

/** Messages that went in part and are tried again; of older ones it is forgotten how far they got. */
const MAX_UNDER_WAY = 1_000;

/** How far messages got that a vendor takes part by part without a key for each, so that none is sent twice. */
export class Parts {
  /** How many parts are there already, by message; oldest first. */
  readonly #done = new Map<string, number>();

  /**
   * Sends what is not there yet of a message's parts, one after the other; `send` gives undefined for one that is
   * there. The outcome is of the part that failed, or `sent` without ids of a carrier, which such vendors do not give.
   */
  async send<Part>(
    messageId: string,
    parts: readonly Part[],
    send: (part: Part) => Promise<Sent | undefined>,
  ): Promise<Sent> {
    const before = this.#done.get(messageId) ?? 0;
    for (const [at, part] of parts.entries()) {
      if (at < before) continue;
      // What breaks off is as good as not taken: what is there stays known.
      const failed = await send(part);
      if (failed?.is === 'later') return at > 0 ? { ...failed, partly: true } : failed;
      if (failed !== undefined) {
        this.#done.delete(messageId);
        return failed;
      }
      this.#remember(messageId, at + 1);
    }
    this.#done.delete(messageId);
    return { is: 'sent', carrierIds: [], segments: parts.length };
  }

  /** Knows of none any more: another instance goes on with them. */
  forget(): void {
    this.#done.clear();
  }

  #remember(messageId: string, done: number): void {
    this.#done.delete(messageId);
    this.#done.set(messageId, done);
    const oldest = this.#done.keys().next().value;
    if (this.#done.size > MAX_UNDER_WAY && oldest !== undefined) this.#done.delete(oldest);
  }
}
