import type { Clock, Offer } from '@weft/proto';
import { OfferCountdown, offerLeftMs } from './countdown.ts';
import type { Ring } from './ring.ts';
import type { TextStore } from './storage.ts';
import type { Countdown, Readable } from './types.ts';

const RING_KEY = 'weft-ring';

export interface DeskRingOptions {
  readonly ring: Ring;
  /** Keeps the switch over visits. */
  readonly store: TextStore;
  readonly clock: Clock;
}

/** How an offer calls for attention: the tone, unless it is switched off, and the time that is left. */
export class DeskRing {
  readonly #options: DeskRingOptions;
  readonly #countdown: OfferCountdown;
  #on: boolean;
  #ringing = false;

  constructor(options: DeskRingOptions) {
    this.#options = options;
    this.#countdown = new OfferCountdown(options.clock);
    this.#on = options.store.get(RING_KEY) !== 'off';
  }

  get countdown(): Readable<Countdown> {
    return this.#countdown.value;
  }

  /** Whether the tone sounds for offers. */
  get on(): boolean {
    return this.#on;
  }

  /** @param found the offer was there already when the desk signed on */
  start(offer: Offer, found: boolean): void {
    this.#ringing = true;
    this.#countdown.start(offerLeftMs(offer, this.#options.clock.now(), found), offer.timeoutMs);
    if (this.#on) this.#options.ring.start();
  }

  stop(): void {
    this.#ringing = false;
    this.#options.ring.stop();
    this.#countdown.stop();
  }

  /** Switches the tone, also of what rings now. */
  switch(on: boolean): void {
    this.#on = on;
    this.#options.store.set(RING_KEY, on ? undefined : 'off');
    if (on && this.#ringing) this.#options.ring.start();
    else this.#options.ring.stop();
  }
}
