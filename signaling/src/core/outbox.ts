import { FrameLog } from './frame-log.ts';

export interface OutboxLimits {
  readonly maxFrames: number;
  readonly maxBytes: number;
}

interface Waiting {
  /** A frame without its place in the sequence. */
  readonly rest: Uint8Array;
  /** Empty = takes nobody's place. */
  readonly key: string;
}

/**
 * A session's frames on their way: first those that have a number and are not
 * acknowledged, then those that wait. A frame gets its number when it is given
 * to a socket, so numbers rise by exactly one and a waiting frame can be
 * replaced without leaving a gap. Both kinds count against the bounds; at a
 * bound add() takes nothing and says so. Frames are bytes throughout, and copied.
 */
export class Outbox {
  readonly #limits: OutboxLimits;
  /** Numbered and unacknowledged, in order: the first is number `#acked` + 1. */
  readonly #numbered = new FrameLog();
  /** How many of them the present socket has taken. */
  #given = 0;
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  #acked: number;
  /** The highest number that any socket has taken. */
  #highest: number;

  /** `behind` = the last number that another edge gave and the client has. */
  constructor(limits: OutboxLimits, behind = 0) {
    this.#limits = limits;
    this.#acked = behind;
    this.#highest = behind;
  }

  /** Frames kept, numbered or waiting. */
  get frames(): number {
    return this.#numbered.size + this.#waiting.length;
  }

  /** Their size. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Frames that the present socket has not taken. */
  get unsent(): number {
    return this.frames - this.#given;
  }

  /**
   * Appends a frame, as ServerFrame.encode() gives it without a place. With a key the waiting frame with the same
   * key, when there is one, is dropped for it. The new one waits at the end: the frames of one source stay in its
   * order, as cursors need them. `open` = a socket takes what it is given: then nothing can come to replace a frame
   * without a key, and it gets its number at once.
   */
  add(rest: Uint8Array, key: string, open = false): 'kept' | 'coalesced' | 'full' {
    const place = key === '' ? -1 : this.#waiting.findIndex((waiting) => waiting.key === key);
    const freed = this.#waiting[place]?.rest.length ?? 0;
    if (this.#bytes - freed + rest.length > this.#limits.maxBytes) return 'full';
    if (place < 0 && this.frames >= this.#limits.maxFrames) return 'full';
    if (open && key === '' && this.#waiting.length === 0) {
      this.#append(rest);
      return 'kept';
    }
    this.#bytes += rest.length - freed;
    if (place >= 0) this.#waiting.splice(place, 1);
    this.#waiting.push({ rest: rest.slice(), key });
    return place < 0 ? 'kept' : 'coalesced';
  }

  /** The next frame for the socket, undefined when there is none. Stays next until taken() is called, and stands so long. */
  next(): Uint8Array | undefined {
    if (this.#given === this.#numbered.size) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return undefined;
      this.#bytes -= waiting.rest.length;
      this.#append(waiting.rest);
    }
    return this.#numbered.at(this.#given);
  }

  /** The socket took the frame that next() gave. */
  taken(): void {
    if (this.#given === this.#numbered.size) return;
    this.#given++;
    this.#highest = Math.max(this.#highest, this.#acked + this.#given);
  }

  /**
   * Forgets the frames up to this number. False, with nothing changed, when no
   * socket ever took a frame of that number; an old number changes nothing.
   */
  acknowledge(seq: number): boolean {
    if (seq > this.#highest) return false;
    if (seq <= this.#acked) return true;
    const gone = seq - this.#acked;
    this.#bytes -= this.#numbered.drop(gone);
    this.#given = Math.max(0, this.#given - gone);
    this.#acked = seq;
    return true;
  }

  /** Whether all that follows this number is still here, and a socket once took a frame of that number. */
  follows(seq: number): boolean {
    return seq >= this.#acked && seq <= this.#highest;
  }

  /** Another socket goes on behind this number, which follows() has allowed: what comes after it is next again. */
  rewind(seq: number): void {
    this.acknowledge(seq);
    this.#given = 0;
  }

  #append(rest: Uint8Array): void {
    const before = this.#numbered.bytes;
    this.#numbered.append(this.#acked + this.#numbered.size + 1, rest);
    this.#bytes += this.#numbered.bytes - before;
  }
}
