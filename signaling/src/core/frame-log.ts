import { placeSize, writePlace } from '@weft/proto';

/** The least memory that is taken, and kept while there is nothing in it. */
const LEAST_BYTES = 1_024;
const NONE = new Uint8Array(0);

/**
 * A session's numbered frames, one behind the other in one stretch of memory:
 * added at the end, let go from the front. The memory is at most twice what the
 * frames ever took together; whoever appends bounds that.
 */
export class FrameLog {
  #memory = NONE;
  /** Where the first frame begins. */
  #start = 0;
  /** Where each frame ends; the next one begins there. */
  readonly #ends: number[] = [];

  /** Frames kept. */
  get size(): number {
    return this.#ends.length;
  }

  /** What they take. */
  get bytes(): number {
    return (this.#ends.at(-1) ?? this.#start) - this.#start;
  }

  /** Appends a frame: its place in the sequence, then the rest of it, which is copied. */
  append(seq: number, rest: Uint8Array): void {
    const size = placeSize(seq) + rest.length;
    const at = this.#room(size);
    this.#memory.set(rest, writePlace(seq, this.#memory, at));
    this.#ends.push(at + size);
  }

  /** The frame at this index from the front; it stands until the log is changed. */
  at(index: number): Uint8Array | undefined {
    const end = this.#ends[index];
    if (end === undefined) return undefined;
    return this.#memory.subarray(index === 0 ? this.#start : this.#ends[index - 1], end);
  }

  /** Lets go of so many frames from the front; returns what they took. */
  drop(frames: number): number {
    const before = this.#start;
    this.#start = this.#ends[frames - 1] ?? this.#start;
    const freed = this.#start - before;
    this.#ends.splice(0, frames);
    if (this.#ends.length === 0) {
      this.#start = 0;
      if (this.#memory.length > LEAST_BYTES) this.#memory = NONE;
    }
    return freed;
  }

  /** Where so many bytes more have their place. */
  #room(size: number): number {
    const end = this.#ends.at(-1) ?? this.#start;
    if (end + size <= this.#memory.length) return end;
    const kept = end - this.#start;
    // Moved to the front at least every other time the memory is full, or doubled: each byte is moved about once.
    if ((kept + size) * 2 <= this.#memory.length) this.#memory.copyWithin(0, this.#start, end);
    else {
      const memory = new Uint8Array(Math.max(LEAST_BYTES, (kept + size) * 2));
      memory.set(this.#memory.subarray(this.#start, end));
      this.#memory = memory;
    }
    for (let i = 0; i < this.#ends.length; i++) this.#ends[i] = (this.#ends[i] ?? 0) - this.#start;
    this.#start = 0;
    return kept;
  }
}
