import type { Clock, Timer } from '@weft/proto';
import { type Cell, createCell } from './cell.ts';
import type { Countdown, Readable } from './types.ts';

const NONE: Countdown = { leftMs: 0, totalMs: 0 };
const STEP_MS = 250;

/** The time left of a ringing offer. */
export class OfferCountdown {
  readonly #clock: Clock;
  readonly #cell: Cell<Countdown> = createCell(NONE);
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get value(): Readable<Countdown> {
    return this.#cell;
  }

  /** Counts from `leftMs` of `totalMs` down to 0 and stays there. */
  start(leftMs: number, totalMs: number): void {
    this.#timer?.cancel();
    const endMs = this.#clock.monotonic() + leftMs;
    const show = (): void =>
      this.#cell.set({ leftMs: Math.max(0, endMs - this.#clock.monotonic()), totalMs });
    show();
    this.#timer = this.#clock.every(STEP_MS, show);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#cell.set(NONE);
  }
}

/**
 * How much of an offer is left when it becomes known. Just told, it is whole: the clocks of page and
 * server need not agree. Found after a reload it is what the server's times say, if they can be true.
 */
export function offerLeftMs(
  offer: { readonly offeredAtMs: number; readonly timeoutMs: number },
  nowMs: number,
  found: boolean,
): number {
  const passedMs = nowMs - offer.offeredAtMs;
  return found && passedMs > 0 && passedMs < offer.timeoutMs ? offer.timeoutMs - passedMs : offer.timeoutMs;
}
