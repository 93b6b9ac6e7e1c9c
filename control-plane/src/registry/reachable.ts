import { type Bus, type Clock, type Directory, keys, type Timer } from '@weft/proto';

const INTERVAL_MS = 2_000;

/** Whether what every decision needs can be reached: the bus, and etcd by asking it now and then. */
export class Reachable implements Disposable {
  readonly #bus: Bus;
  readonly #timer: Timer;
  #directoryAway = false;

  constructor(options: { bus: Bus; directory: Directory; clock: Clock }) {
    this.#bus = options.bus;
    this.#timer = options.clock.every(INTERVAL_MS, () => {
      options.directory.get(keys.jwks).then(
        () => {
          this.#directoryAway = false;
        },
        () => {
          this.#directoryAway = true;
        },
      );
    });
  }

  /** One sentence of what is away; undefined = nothing. */
  missing(): string | undefined {
    if (!this.#bus.connected) return 'the message bus is away';
    return this.#directoryAway ? 'etcd does not answer' : undefined;
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
  }
}
