import type { Clock, Timer } from '@weft/proto';
import { type Cell, createCell } from './cell.ts';
import type { Readable } from './types.ts';

/** Counts seconds by the monotonic clock, so that a set clock does not show. */
export class Seconds {
  readonly #clock: Clock;
  readonly #cell: Cell<number> = createCell(0);
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get value(): Readable<number> {
    return this.#cell;
  }

  /** Begins at `fromMs`; does nothing when it counts already. */
  start(fromMs: number): void {
    if (this.#timer !== undefined) return;
    const zeroMs = this.#clock.monotonic() - Math.max(0, fromMs);
    const show = (): void => this.#cell.set(Math.floor((this.#clock.monotonic() - zeroMs) / 1_000));
    show();
    this.#timer = this.#clock.every(250, show);
  }

  /** Back to 0. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#cell.set(0);
  }
}
