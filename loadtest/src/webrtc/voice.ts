import type { Clock, Timer } from '@weft/proto';

/** A frame of Opus (RFC 7587 section 4.2), and what one of 40 kbit/s weighs. */
export const FRAME_MS = 20;
const FRAME_BYTES = 100;
const STAMP_BYTES = 13;
/** A TOC octet of Opus that says one CELT frame of 20 ms (RFC 6716 section 3.1). */
const TOC = 0xf8;

/** What a frame says of itself when it arrives. */
export interface FrameStamp {
  /** From 0, one more for each frame of the voice, whether it was sent or not. */
  readonly frame: number;
  /** When it was made, in milliseconds of this process's monotonic clock. */
  readonly atMs: number;
  /** Whose voice it is: 0 to 255. */
  readonly speaker: number;
}

/**
 * A voice that is no sound: frames of Opus's size at Opus's pace, each stamped. All
 * that hear the same voice get the same frame at the same moment.
 */
export class Voice implements Disposable {
  readonly #listeners = new Set<(frame: Buffer, number: number) => void>();
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #startedMs: number;
  readonly #speaker: number;
  #next = 0;

  /** `speaker`: 0 to 255, said with each frame, so that voices can be told apart. */
  constructor(clock: Clock, speaker = 0) {
    this.#clock = clock;
    this.#speaker = speaker;
    this.#startedMs = clock.monotonic();
    this.#timer = clock.every(FRAME_MS / 2, () => this.#speak());
  }

  /** Calls for each frame until disposed. */
  onFrame(listener: (frame: Buffer, number: number) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#listeners.clear();
  }

  /** Frames that are due, also those that a late timer left out: a voice does not slow down. */
  #speak(): void {
    const atMs = this.#clock.monotonic();
    const due = Math.floor((atMs - this.#startedMs) / FRAME_MS);
    for (; this.#next < due; this.#next += 1) {
      const frame = stamped({ frame: this.#next, atMs, speaker: this.#speaker });
      for (const listener of this.#listeners) listener(frame, this.#next);
    }
  }
}

function stamped({ frame, atMs, speaker }: FrameStamp): Buffer {
  const bytes = Buffer.alloc(FRAME_BYTES);
  bytes.writeUInt8(TOC, 0);
  bytes.writeUInt32BE(frame, 1);
  bytes.writeDoubleBE(atMs, 5);
  bytes.writeUInt8(speaker, STAMP_BYTES);
  return bytes;
}

/** Reads a frame's stamp; undefined when it is too short to have one. */
export function stampOf(frame: Buffer): FrameStamp | undefined {
  if (frame.length <= STAMP_BYTES) return undefined;
  return {
    frame: frame.readUInt32BE(1),
    atMs: frame.readDoubleBE(5),
    speaker: frame.readUInt8(STAMP_BYTES),
  };
}
