import type { Clock } from '@weft/proto';

/** With the mesh out of reach it is not waited for longer: what is asked next says so by itself. */
const LONGEST_MS = 2_000;

/** Calls one after the other: asked before the last one is hung up, the mesh would answer with that one. */
export class CallTurn {
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks when the last call is over, and is what the next one waits for. Rejects as `ask` does. */
  take(ask: () => Promise<void>): Promise<void> {
    const asked = this.#free().then(ask);
    this.endsWith(asked);
    return asked;
  }

  /** The call is over when this is. */
  endsWith(told: Promise<void>): void {
    this.#last = told.catch(() => undefined);
  }

  async #free(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#clock.after(LONGEST_MS, resolve);
    await Promise.race([this.#last, promise]);
    timer.cancel();
  }
}
