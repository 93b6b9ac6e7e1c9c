import type { Clock } from '@weft/proto';
import type { CallTimings } from './types.ts';

/** The moments of one call, from the click on; each is kept the first time only. */
export class Timings {
  readonly #clock: Clock;
  #marks = new Map<keyof CallTimings, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A click: a new call begins. */
  begin(): void {
    this.#marks = new Map([['click', this.#clock.monotonic()]]);
  }

  mark(name: keyof CallTimings): void {
    if (!this.#marks.has(name)) this.#marks.set(name, this.#clock.monotonic());
  }

  get(): CallTimings {
    const at = (name: keyof CallTimings): number | undefined => this.#marks.get(name);
    return {
      click: at('click'),
      requested: at('requested'),
      captured: at('captured'),
      joined: at('joined'),
      sendConnected: at('sendConnected'),
      receiveConnected: at('receiveConnected'),
      firstOffer: at('firstOffer'),
      firstRemoteFrame: at('firstRemoteFrame'),
    };
  }
}
