import type { Cursor } from '@weft/proto';
import { MAX_CURSORS } from './missed.ts';

/**
 * What a session was brought of each source: the highest count of its pushes. By it a push that comes twice is known,
 * and after an absence what is missing. At its bound the source that came first is forgotten.
 */
export class Heard {
  readonly #seqs: Map<string, number>;

  constructor(before: ReadonlyMap<string, number> = new Map()) {
    this.#seqs = new Map(before);
    this.#bound();
  }

  /** Whether a push is to be brought: false = it was. One without a source always is. */
  take(sourceId: string, sourceSeq: number): boolean {
    if (sourceId === '' || sourceSeq === 0) return true;
    const last = this.#seqs.get(sourceId);
    if (last !== undefined && sourceSeq <= last) return false;
    this.#seqs.set(sourceId, sourceSeq);
    if (last === undefined) this.#bound();
    return true;
  }

  /** As a client gives them in a resume; at most 32. */
  get cursors(): readonly Cursor[] {
    return [...this.#seqs].map(([sourceId, sourceSeq]) => ({ sourceId, sourceSeq }));
  }

  #bound(): void {
    for (const oldest of this.#seqs.keys()) {
      if (this.#seqs.size <= MAX_CURSORS) break;
      this.#seqs.delete(oldest);
    }
  }
}
