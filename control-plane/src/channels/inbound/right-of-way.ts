import type { Clock } from '@weft/proto';

/** A push that waits for its acknowledgement for longer is late. */
const LATE_MS = 20;
/** What gives way does so for this long at most, so that it goes on however long pushes keep coming. */
const GIVE_WAY_MS = 1_000;

/**
 * What a vendor waits for goes before what can wait in a stream: both are done
 * by the same thread, and a vendor gives up after some seconds. Batches give way
 * while something that has to be acknowledged is late, and begin one after the
 * other then, not all at once.
 */
export class RightOfWay {
  readonly #clock: Clock;
  /** When each of those that are waited for began, in order. Bounded by whoever asks: requests under way. */
  readonly #underWay = new Map<symbol, number>();
  /** The one that is next to go on. */
  #next: (() => void) | undefined;
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does what somebody waits for. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    const one = Symbol();
    this.#underWay.set(one, this.#clock.monotonic());
    try {
      return await work();
    } finally {
      this.#underWay.delete(one);
      if (!this.#isLate()) this.#next?.();
    }
  }

  /** Resolves when what can wait may go on. */
  async give(): Promise<void> {
    if (this.#waiting === 0 && !this.#isLate()) return;
    this.#waiting += 1;
    this.#line = this.#line.then(() => this.#wait());
    await this.#line;
    this.#waiting -= 1;
  }

  #wait(): Promise<void> {
    if (!this.#isLate()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#clock.after(GIVE_WAY_MS, () => this.#next?.());
      this.#next = () => {
        this.#next = undefined;
        timer.cancel();
        resolve();
      };
    });
  }

  #isLate(): boolean {
    for (const sinceMs of this.#underWay.values()) return this.#clock.monotonic() - sinceMs > LATE_MS;
    return false;
  }
}
