import { Heap, type Placed } from './heap.ts';
import type { Bucket } from './kinds.ts';
import type { WorkSlot } from './slots.ts';

/** A kind of work as a profile last saw it: by the first of it. */
class Head implements Placed {
  at = -1;
  readonly bucket: Bucket;
  /** Of the work that was first when this was last looked at. */
  rank = 0;
  arrivedAtMs = 0;
  seq = -1;

  constructor(bucket: Bucket) {
    this.bucket = bucket;
  }

  see({ rank, source, seq }: WorkSlot): void {
    this.rank = rank;
    this.arrivedAtMs = source.arrivedAtMs;
    this.seq = seq;
  }

  isAsSeen(first: WorkSlot): boolean {
    return this.seq === first.seq && this.rank === first.rank;
  }
}

const isHeadBefore = (a: Head, b: Head): boolean => {
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.arrivedAtMs !== b.arrivedAtMs ? a.arrivedAtMs < b.arrivedAtMs : a.seq < b.seq;
};

/**
 * The kinds of work of one channel that a profile may have, by who is first in
 * each. Taking the first of a kind makes what is seen of it too good, which is
 * found out when it is about to be chosen; only work that comes first in its
 * kind has to be told.
 */
export class Heads {
  readonly #heads = new Map<Bucket, Head>();
  readonly #order = new Heap<Head>(isHeadBefore);
  /** Kinds with a new first. */
  readonly #news: Head[] = [];

  add(bucket: Bucket): void {
    const head = new Head(bucket);
    this.#heads.set(bucket, head);
    this.#news.push(head);
  }

  remove(bucket: Bucket): void {
    const head = this.#heads.get(bucket);
    if (head === undefined) return;
    this.#heads.delete(bucket);
    this.#order.remove(head);
  }

  /** Another work is first of its kind now, and goes before the one that was. */
  improved(bucket: Bucket): void {
    const head = this.#heads.get(bucket);
    if (head !== undefined) this.#news.push(head);
    // Nobody has asked for long: what is not remembered twice is enough.
    if (this.#news.length > 2 * this.#heads.size + 16) this.#catchUp();
  }

  /** The first work of all kinds. */
  get first(): WorkSlot | undefined {
    if (this.#news.length > 0) this.#catchUp();
    for (;;) {
      const head = this.#order.first;
      if (head === undefined) return undefined;
      const { first } = head.bucket.line;
      if (first === undefined) {
        this.#order.remove(head);
      } else if (head.isAsSeen(first)) {
        return first;
      } else {
        head.see(first);
        this.#order.moved(head);
      }
    }
  }

  /** Every kind, in no order. */
  get buckets(): Iterable<Bucket> {
    return this.#heads.keys();
  }

  #catchUp(): void {
    for (const head of this.#news) {
      const { first } = head.bucket.line;
      if (first === undefined || this.#heads.get(head.bucket) !== head) continue;
      head.see(first);
      if (head.at < 0) this.#order.add(head);
      else this.#order.moved(head);
    }
    this.#news.length = 0;
  }
}
