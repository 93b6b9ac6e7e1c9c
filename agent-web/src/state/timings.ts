import { type Clock, sleep } from '@weft/proto';
import type { CallTimings } from './types.ts';

/** A call without a picture by then is not being set up any more: it waits for an agent, or is of voice. */
const SET_UP_MS = 5_000;
const LOOK_MS = 250;

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

  /**
   * Resolves when no call is just being set up: work that can wait does so until then.
   * @param limitMs since the click; then it is not waited any longer, picture or not
   */
  async calm(limitMs = SET_UP_MS): Promise<void> {
    while (this.#isSettingUp(limitMs)) await sleep(this.#clock, LOOK_MS);
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

  #isSettingUp(limitMs: number): boolean {
    const clickMs = this.#marks.get('click');
    if (clickMs === undefined || this.#marks.has('firstRemoteFrame')) return false;
    return this.#clock.monotonic() - clickMs < limitMs;
  }
}
