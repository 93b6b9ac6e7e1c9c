import type { Figures } from './figures.ts';
import type { WorkSlot } from './slots.ts';
import { isWorkBefore } from './work-order.ts';

/** Pieces of a line are split when they are longer. */
const MAX_PIECE = 128;
/** Where in its row a line notes what its first, and its last, stand by. */
const FIRST = 0;
const LAST = 3;

/**
 * Work that waits, in order. Most comes to the end and goes from the front,
 * which costs the same however long the line is; whatever else comes or goes
 * moves a piece of it at most. While work stands here, its rank must not change.
 */
export class Line {
  readonly #figures: Figures;
  /** What the first and the last stand by, so that neither is looked at when work comes or is compared. */
  readonly #row: number;
  /** None is empty. */
  readonly #pieces: WorkSlot[][] = [];
  #size = 0;

  /** The row of the figures that it takes is to be given back by `forget`. */
  constructor(figures: Figures) {
    this.#figures = figures;
    this.#row = figures.take();
  }

  get size(): number {
    return this.#size;
  }

  /** Rank of the first; it, as the two after it, means nothing while nobody is in it. */
  get firstRank(): number {
    return this.#figures.cells[this.#row] ?? 0;
  }

  get firstArrivedAtMs(): number {
    return this.#figures.cells[this.#row + 1] ?? 0;
  }

  get firstSeq(): number {
    return this.#figures.cells[this.#row + 2] ?? 0;
  }

  /** Its figures are nobody's from now on. */
  forget(): void {
    this.#figures.giveBack(this.#row);
  }

  /** In order. */
  get all(): readonly WorkSlot[] {
    return this.#pieces.flat();
  }

  get first(): WorkSlot | undefined {
    return this.#pieces[0]?.[0];
  }

  /** Puts work in its place; whether that is the first. */
  add(slot: WorkSlot): boolean {
    this.#size += 1;
    if (this.#size === 1) {
      this.#pieces.push([slot]);
      this.#note(LAST, slot);
      this.#note(FIRST, slot);
      return true;
    }
    if (!this.#isBeforeLast(slot)) {
      const end = this.#pieces[this.#pieces.length - 1];
      if (end !== undefined && end.length < MAX_PIECE) end.push(slot);
      else this.#pieces.push([slot]);
      this.#note(LAST, slot);
      return false;
    }
    const at = this.#pieceFor(slot);
    const piece = this.#pieces[at] ?? [];
    if (piece.length < MAX_PIECE) {
      piece.splice(placeIn(piece, slot), 0, slot);
    } else {
      const rest = piece.splice(MAX_PIECE / 2);
      const half = isWorkBefore(slot, firstOf(rest)) ? piece : rest;
      half.splice(placeIn(half, slot), 0, slot);
      this.#pieces.splice(at + 1, 0, rest);
    }
    if (this.first !== slot) return false;
    this.#note(FIRST, slot);
    return true;
  }

  /** Does nothing for one that does not stand here. */
  remove(slot: WorkSlot): void {
    if (this.#size === 0) return;
    const at = this.first === slot ? 0 : this.#pieceFor(slot);
    const piece = this.#pieces[at];
    if (piece === undefined) return;
    const place = piece[0] === slot ? 0 : placeIn(piece, slot) - 1;
    if (piece[place] !== slot) return;
    this.#size -= 1;
    if (place === 0) piece.shift();
    else piece.splice(place, 1);
    if (piece.length === 0) {
      if (at === 0) this.#pieces.shift();
      else this.#pieces.splice(at, 1);
    }
    if (this.#size === 0) return;
    if (at === 0 && place === 0) this.#note(FIRST, firstOf(this.#pieces[0]));
    const end = this.#pieces[this.#pieces.length - 1] ?? [];
    if (at >= this.#pieces.length || (end === piece && place === end.length)) this.#note(LAST, lastOf(end));
  }

  /** The first that is wanted. Looks at those before it. */
  firstWhere(wanted: (slot: WorkSlot) => boolean): WorkSlot | undefined {
    for (const piece of this.#pieces) {
      const found = piece.find(wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #note(at: number, { rank, arrivedAtMs, seq }: WorkSlot): void {
    const { cells } = this.#figures;
    cells[this.#row + at] = rank;
    cells[this.#row + at + 1] = arrivedAtMs;
    cells[this.#row + at + 2] = seq;
  }

  #isBeforeLast({ rank, arrivedAtMs, seq }: WorkSlot): boolean {
    const { cells } = this.#figures;
    const lastRank = cells[this.#row + LAST] ?? 0;
    if (rank !== lastRank) return rank < lastRank;
    const lastArrivedAtMs = cells[this.#row + LAST + 1] ?? 0;
    return arrivedAtMs !== lastArrivedAtMs
      ? arrivedAtMs < lastArrivedAtMs
      : seq < (cells[this.#row + LAST + 2] ?? 0);
  }

  /** The last piece that does not begin behind the slot, or the first. */
  #pieceFor(slot: WorkSlot): number {
    const last = this.#pieces.length - 1;
    let from = 0;
    let to = last;
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (isWorkBefore(slot, firstOf(this.#pieces[middle]))) to = middle - 1;
      else from = middle;
    }
    return from;
  }
}

/** Behind all that do not come after it. */
function placeIn(piece: readonly WorkSlot[], slot: WorkSlot): number {
  if (!isWorkBefore(slot, lastOf(piece))) return piece.length;
  let from = 0;
  let to = piece.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isWorkBefore(slot, firstOf(piece, middle))) to = middle;
    else from = middle + 1;
  }
  return from;
}

function firstOf(piece: readonly WorkSlot[] | undefined, at = 0): WorkSlot {
  const slot = piece?.[at];
  if (slot === undefined) throw new RangeError('a piece of a line is never empty');
  return slot;
}

const lastOf = (piece: readonly WorkSlot[]): WorkSlot => firstOf(piece, piece.length - 1);
