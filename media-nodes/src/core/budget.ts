import type { Clock } from '@weft/proto';

/** A token bucket: lets a burst through, then a steady rate. */
export class Budget {
  readonly #clock: Clock;
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #atMs: number;

  constructor(clock: Clock, options: { readonly burst: number; readonly perSecond: number }) {
    this.#clock = clock;
    this.#burst = options.burst;
    this.#perSecond = options.perSecond;
    this.#left = options.burst;
    this.#atMs = clock.monotonic();
  }

  /** Takes one; 0 when there was one, else how many milliseconds until there will be. */
  take(): number {
    const nowMs = this.#clock.monotonic();
    this.#left = Math.min(this.#burst, this.#left + ((nowMs - this.#atMs) * this.#perSecond) / 1_000);
    this.#atMs = nowMs;
    if (this.#left >= 1) {
      this.#left -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#left) * 1_000) / this.#perSecond);
  }
}
