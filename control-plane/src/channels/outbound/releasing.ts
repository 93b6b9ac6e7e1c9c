import type { Clock, Log, Timer } from '@weft/proto';
import type { Dispatch } from './dispatch.ts';

/** How often it is looked whether the hour has come for something. */
const LOOK_INTERVAL_MS = 5_000;

/** Lets go what was held for customers' quiet hours, once their morning has come. */
export class Releasing implements AsyncDisposable {
  readonly #dispatch: Pick<Dispatch, 'release'>;
  readonly #log: Log;
  readonly #timer: Timer;
  #looking: Promise<void> | undefined;

  constructor(parts: { dispatch: Pick<Dispatch, 'release'>; clock: Clock; log: Log }) {
    this.#dispatch = parts.dispatch;
    this.#log = parts.log;
    this.#timer = parts.clock.every(LOOK_INTERVAL_MS, () => this.#look());
    this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await this.#looking;
  }

  #look(): void {
    this.#looking ??= this.#dispatch
      .release()
      .catch((error: unknown) => {
        this.#log.info({ error: String(error) }, 'what is held was not looked through');
      })
      .finally(() => {
        this.#looking = undefined;
      });
  }
}
