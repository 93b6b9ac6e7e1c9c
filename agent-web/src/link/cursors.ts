import type { CursorInit } from '@weft/proto';

/** As many as an edge takes in a resume. */
const MAX_SOURCES = 32;

/**
 * What was handled of each sender of pushes. It outlives the edge, whose own numbers
 * do not: another edge is told from where to go on, and what comes twice is known.
 */
export class Cursors {
  /** The source heard last stands last. */
  readonly #seqs = new Map<string, number>();

  /** Whether a push is to be handled: false = it was. One without a source always is. */
  take(sourceId: string, sourceSeq: number): boolean {
    if (sourceId === '' || sourceSeq === 0) return true;
    const last = this.#seqs.get(sourceId) ?? 0;
    this.#seqs.delete(sourceId);
    this.#seqs.set(sourceId, Math.max(last, sourceSeq));
    for (const oldest of this.#seqs.keys()) {
      if (this.#seqs.size <= MAX_SOURCES) break;
      this.#seqs.delete(oldest);
    }
    return sourceSeq > last;
  }

  /** For a resume; at most 32. */
  list(): readonly CursorInit[] {
    return [...this.#seqs].map(([sourceId, sourceSeq]) => ({ sourceId, sourceSeq }));
  }

  /** A new session: every sender begins again. */
  reset(): void {
    this.#seqs.clear();
  }
}
