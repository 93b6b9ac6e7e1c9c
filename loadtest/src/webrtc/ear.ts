import { stampOf } from './voice.ts';

/** What one participant heard of the other's voice. A frame that comes twice, or over another leg again, counts once. */
export class Ear {
  readonly #nowMs: () => number;
  readonly #heard = new Set<number>();
  readonly #latencies: number[] = [];
  #first: number | undefined;
  #last = 0;
  #lastAtMs: number | undefined;
  #longestGapMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  hear(payload: Buffer): void {
    const stamp = stampOf(payload);
    if (stamp === undefined || this.#heard.has(stamp.frame)) return;
    const nowMs = this.#nowMs();
    this.#heard.add(stamp.frame);
    this.#first ??= stamp.frame;
    this.#last = Math.max(this.#last, stamp.frame);
    this.#latencies.push(nowMs - stamp.atMs);
    if (this.#lastAtMs !== undefined)
      this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - this.#lastAtMs);
    this.#lastAtMs = nowMs;
  }

  /** Milliseconds since a frame came; undefined before the first. */
  get silentMs(): number | undefined {
    return this.#lastAtMs === undefined ? undefined : this.#nowMs() - this.#lastAtMs;
  }

  /** What was heard since it was last asked. */
  take(): EarReading {
    const expected = this.#first === undefined ? 0 : this.#last - this.#first + 1;
    const reading = {
      frames: this.#heard.size,
      lost: expected - this.#heard.size,
      longestGapMs: this.#longestGapMs,
      latenciesMs: [...this.#latencies],
    };
    this.#heard.clear();
    this.#latencies.length = 0;
    this.#first = undefined;
    this.#last = 0;
    this.#longestGapMs = 0;
    return reading;
  }
}

/** What an ear heard in a stretch of time. */
export interface EarReading {
  readonly frames: number;
  /** Frames between the first and the last that never came. */
  readonly lost: number;
  /** The longest distance between two frames, the one before the stretch included; 0 = fewer than two. */
  readonly longestGapMs: number;
  /** From a frame's making to its arrival. */
  readonly latenciesMs: readonly number[];
}
