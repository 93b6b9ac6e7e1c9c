import type { Clock } from '@weft/proto';

/** A bounded number of names that may go on at the same time, each for a while. */
export class Permits {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #holdMs: number;
  readonly #until = new Map<string, number>();

  /** `holdMs`: a permit frees its place after this. */
  constructor(options: { clock: Clock; most: number; holdMs: number }) {
    this.#clock = options.clock;
    this.#most = options.most;
    this.#holdMs = options.holdMs;
  }

  /** Whether this name has a permit or gets one now. */
  take(name: string): boolean {
    const nowMs = this.#clock.monotonic();
    for (const [held, untilMs] of this.#until) if (untilMs <= nowMs) this.#until.delete(held);
    if (this.#until.has(name)) return true;
    if (this.#until.size >= this.#most) return false;
    this.#until.set(name, nowMs + this.#holdMs);
    return true;
  }
}
