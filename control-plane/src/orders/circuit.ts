import { type Clock, WeftError } from '@weft/proto';

/** Failures in a row after which nobody is asked for a while. */
const MAX_FAILURES = 3;
const OPEN_MS = 10_000;

/**
 * Spares a service that is down, and those who would wait for it: after some
 * failures in a row what is asked is refused at once, until one try in a while
 * goes well.
 */
export class Circuit {
  readonly #clock: Clock;
  #failures = 0;
  #closedAgainAtMs = 0;
  #trying = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get open(): boolean {
    return this.#failures >= MAX_FAILURES;
  }

  /** Does the work. Throws what it throws, and UNAVAILABLE without doing it while the circuit is open. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.open) {
      const waitMs = this.#closedAgainAtMs - this.#clock.monotonic();
      if (waitMs > 0 || this.#trying)
        throw new WeftError('UNAVAILABLE', 'orders are not reachable now', {
          retryAfterMs: Math.max(1, Math.ceil(waitMs)),
        });
      this.#trying = true;
    }
    try {
      const result = await work();
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#failures += 1;
      this.#closedAgainAtMs = this.#clock.monotonic() + OPEN_MS;
      throw error;
    } finally {
      this.#trying = false;
    }
  }
}
