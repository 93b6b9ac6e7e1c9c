import { type PushInit, type ReplyInit, ServerFrame } from '@weft/proto';

export interface OutboxLimits {
  readonly maxFrames: number;
  readonly maxBytes: number;
}

/** A frame of the session's sequence. */
export type SequencedBody =
  | { readonly case: 'reply'; readonly value: ReplyInit }
  | { readonly case: 'push'; readonly value: PushInit };

interface Waiting {
  readonly body: SequencedBody;
  /** Empty = takes nobody's place. */
  readonly key: string;
  readonly bytes: number;
}

/** What a frame takes beside its payload, roughly: seq, tags, lengths. */
const FRAME_OVERHEAD_BYTES = 16;

/**
 * A session's frames on their way: first those that have a number and are not
 * acknowledged, then those that wait. A frame gets its number when it is first
 * given to a socket, so numbers rise by exactly one and a waiting frame can be
 * replaced without leaving a gap. Both kinds count against the bounds; at a
 * bound add() takes nothing and says so.
 */
export class Outbox {
  readonly #limits: OutboxLimits;
  /** Numbered and unacknowledged, in order: the first is number `#acked` + 1. */
  readonly #numbered: Uint8Array[] = [];
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
    return this.#numbered.length + this.#waiting.length;
  }

  /** Their size. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is a frame to give to the socket. */
  get hasNext(): boolean {
    return this.#given < this.#numbered.length || this.#waiting.length > 0;
  }

  /**
   * Appends a frame. With a key the waiting frame with the same key, when there is one, is dropped for it. The
   * new one waits at the end: the frames of one source stay in its order, as cursors need them.
   */
  add(body: SequencedBody, key: string): 'kept' | 'coalesced' | 'full' {
    const entry: Waiting = { body, key, bytes: sizeOf(body) };
    const place = key === '' ? -1 : this.#waiting.findIndex((waiting) => waiting.key === key);
    const freed = this.#waiting[place]?.bytes ?? 0;
    if (this.#bytes - freed + entry.bytes > this.#limits.maxBytes) return 'full';
    if (place < 0 && this.frames >= this.#limits.maxFrames) return 'full';
    this.#bytes += entry.bytes - freed;
    if (place >= 0) this.#waiting.splice(place, 1);
    this.#waiting.push(entry);
    return place < 0 ? 'kept' : 'coalesced';
  }

  /** The next frame for the socket, undefined when there is none. Stays next until taken() is called. */
  next(): Uint8Array | undefined {
    if (this.#given === this.#numbered.length) this.#number();
    return this.#numbered[this.#given];
  }

  /** The socket took the frame that next() gave. */
  taken(): void {
    if (this.#given === this.#numbered.length) return;
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
    const gone = this.#numbered.splice(0, seq - this.#acked);
    for (const frame of gone) this.#bytes -= frame.length;
    this.#given = Math.max(0, this.#given - gone.length);
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

  #number(): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    const seq = this.#acked + this.#numbered.length + 1;
    const frame = ServerFrame.encode({ seq, body: waiting.body });
    this.#bytes += frame.length - waiting.bytes;
    this.#numbered.push(frame);
  }
}

function sizeOf(body: SequencedBody): number {
  if (body.case === 'push') return FRAME_OVERHEAD_BYTES + (body.value.source?.value.length ?? 0);
  const { result } = body.value;
  const payload = result?.case === 'body' ? result.value.length : (result?.value.message?.length ?? 0);
  return FRAME_OVERHEAD_BYTES + payload;
}
