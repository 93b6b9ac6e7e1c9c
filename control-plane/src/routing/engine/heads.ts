import type { Bucket } from './kinds.ts';
import type { Line } from './line.ts';
import type { WorkSlot } from './slots.ts';

/** Not in the order: nothing of the kind waited when it was last looked at. */
const OUT = -1;

/**
 * The kinds of work of one channel that a profile may have, by who is first in
 * each. Taking the first of a kind makes what is seen of it too good, which is
 * found out when it is about to be chosen; only work that comes first in its
 * kind has to be told.
 *
 * A heap in columns, since each decision puts some kinds right in it: what a
 * kind was last seen as is numbers beside each other, not objects here and there.
 */
export class Heads {
  /** By id: the kinds, and what their first was when last looked at. */
  readonly #buckets: (Bucket | undefined)[] = [];
  readonly #ranks: number[] = [];
  readonly #arrivals: number[] = [];
  readonly #seqs: number[] = [];
  /** By id: the place in the order. */
  readonly #places: number[] = [];
  /** Ids, as a heap. */
  readonly #order: number[] = [];
  /** Ids that no kind has. */
  readonly #unused: number[] = [];
  /** Ids of kinds with a new first. */
  readonly #news: number[] = [];

  /** The id by which the kind is known here. */
  add(bucket: Bucket): number {
    const id = this.#unused.pop() ?? this.#buckets.length;
    this.#buckets[id] = bucket;
    this.#ranks[id] = 0;
    this.#arrivals[id] = 0;
    this.#seqs[id] = -1;
    this.#places[id] = OUT;
    this.#news.push(id);
    return id;
  }

  remove(id: number): void {
    this.#buckets[id] = undefined;
    this.#takeOut(id);
    this.#unused.push(id);
  }

  /** Another work is first of its kind now, and goes before the one that was. */
  improved(id: number): void {
    this.#news.push(id);
    // Nobody has asked for long: what is not remembered twice is enough.
    if (this.#news.length > 2 * this.#buckets.length + 16) this.#catchUp();
  }

  /** The first work of all kinds. */
  get first(): WorkSlot | undefined {
    if (this.#news.length > 0) this.#catchUp();
    for (;;) {
      const id = this.#order[0];
      if (id === undefined) return undefined;
      const line = this.#buckets[id]?.line;
      if (line === undefined || line.size === 0) {
        this.#takeOut(id);
      } else if (this.#seqs[id] === line.firstSeq && this.#ranks[id] === line.firstRank) {
        return line.first;
      } else {
        this.#see(id, line);
        this.#sink(id, 0);
      }
    }
  }

  /** Every kind, in no order. */
  get buckets(): readonly Bucket[] {
    return this.#buckets.filter((bucket) => bucket !== undefined);
  }

  #catchUp(): void {
    for (const id of this.#news) {
      const line = this.#buckets[id]?.line;
      if (line === undefined || line.size === 0) continue;
      this.#see(id, line);
      let place = this.#places[id] ?? OUT;
      if (place === OUT) place = this.#order.push(id) - 1;
      if (this.#rise(id, place) === place) this.#sink(id, place);
    }
    this.#news.length = 0;
  }

  #see(id: number, { firstRank, firstArrivedAtMs, firstSeq }: Line): void {
    this.#ranks[id] = firstRank;
    this.#arrivals[id] = firstArrivedAtMs;
    this.#seqs[id] = firstSeq;
  }

  #takeOut(id: number): void {
    const place = this.#places[id] ?? OUT;
    if (place === OUT) return;
    this.#places[id] = OUT;
    const last = this.#order.pop();
    if (last === undefined || last === id) return;
    if (this.#rise(last, place) === place) this.#sink(last, place);
  }

  #isBefore(a: number, b: number): boolean {
    const [rankA = 0, rankB = 0] = [this.#ranks[a], this.#ranks[b]];
    if (rankA !== rankB) return rankA < rankB;
    const [arrivalA = 0, arrivalB = 0] = [this.#arrivals[a], this.#arrivals[b]];
    return arrivalA !== arrivalB ? arrivalA < arrivalB : (this.#seqs[a] ?? 0) < (this.#seqs[b] ?? 0);
  }

  /** Puts an id at a place or above it; answers where. */
  #rise(id: number, from: number): number {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#order[above] ?? id;
      if (!this.#isBefore(id, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(id, place);
    return place;
  }

  /** Puts an id at a place or below it. */
  #sink(id: number, from: number): void {
    const order = this.#order;
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      let child = order[left];
      if (child === undefined) break;
      let below = left;
      const right = order[left + 1];
      if (right !== undefined && this.#isBefore(right, child)) {
        child = right;
        below = left + 1;
      }
      if (!this.#isBefore(child, id)) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(id, place);
  }

  #put(id: number, place: number): void {
    this.#order[place] = id;
    this.#places[id] = place;
  }
}
