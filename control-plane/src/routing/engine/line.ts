import { isWorkBefore, type WorkSlot } from './slots.ts';

/** Pieces of a line are split when they are longer. */
const MAX_PIECE = 128;

/**
 * Work that waits, in order. Most comes to the end and goes from the front,
 * which costs the same however long the line is; whatever else comes or goes
 * moves a piece of it at most. While work stands here, its rank must not change.
 */
export class Line {
  /** None is empty. */
  readonly #pieces: WorkSlot[][] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** In order. */
  get all(): readonly WorkSlot[] {
    return this.#pieces.flat();
  }

  get first(): WorkSlot | undefined {
    return this.#pieces[0]?.[0];
  }

  add(slot: WorkSlot): void {
    this.#size += 1;
    const last = this.#pieces.length - 1;
    const end = this.#pieces[last];
    if (end === undefined) {
      this.#pieces.push([slot]);
      return;
    }
    const at = this.#pieceFor(slot);
    const piece = this.#pieces[at] ?? end;
    if (piece.length < MAX_PIECE) {
      piece.splice(placeIn(piece, slot), 0, slot);
    } else if (at === last && !isWorkBefore(slot, lastOf(piece))) {
      this.#pieces.push([slot]);
    } else {
      const rest = piece.splice(MAX_PIECE / 2);
      const half = isWorkBefore(slot, firstOf(rest)) ? piece : rest;
      half.splice(placeIn(half, slot), 0, slot);
      this.#pieces.splice(at + 1, 0, rest);
    }
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
    if (piece.length > 0) return;
    if (at === 0) this.#pieces.shift();
    else this.#pieces.splice(at, 1);
  }

  /** The first that is wanted. Looks at those before it. */
  firstWhere(wanted: (slot: WorkSlot) => boolean): WorkSlot | undefined {
    for (const piece of this.#pieces) {
      const found = piece.find(wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The last piece that does not begin behind the slot, or the first. */
  #pieceFor(slot: WorkSlot): number {
    const last = this.#pieces.length - 1;
    let from = 0;
    let to = last;
    // Whoever comes now comes to the end.
    if (!isWorkBefore(slot, firstOf(this.#pieces[last]))) return last;
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
