import type { Timer } from '@weft/proto';
import { isCalling, type Miss, pagesOf } from './callback.ts';
import type { CallContext } from './context.ts';
import type { CallEvent, CallState } from './state.ts';

/** A page that is only being loaded again is there within this. */
const PAGE_GRACE_MS = 6_000;

type RingContext = Pick<CallContext, 'clock' | 'sessions' | 'callbacks' | 'log'>;

/** The call whose customer is called back. */
interface RungCall {
  readonly state: () => CallState;
  readonly take: (event: CallEvent) => void;
}

/**
 * How long the page of a callback's customer rings: until it is answered, or
 * shorter when no page is open. Goes by when the ringing began, so that whoever
 * adopts the call rings for the rest of it.
 */
export class PageRing implements Disposable {
  readonly #context: RingContext;
  readonly #call: RungCall;
  /** Of the ringing that is timed; undefined = nothing rings. */
  #sinceMs: number | undefined;
  #timer: Timer | undefined;

  constructor(context: RingContext, call: RungCall) {
    this.#context = context;
    this.#call = call;
  }

  /** After every change of the call. */
  look(): void {
    const call = this.#call.state();
    const sinceMs = isCalling(call) ? call.callback.sinceMs : undefined;
    if (sinceMs === this.#sinceMs) return;
    this.#timer?.cancel();
    this.#sinceMs = sinceMs;
    if (sinceMs === undefined) return;
    const { clock, callbacks } = this.#context;
    const leftMs = Math.max(0, sinceMs + callbacks.ringMs - clock.now());
    const graceMs = Math.min(PAGE_GRACE_MS, leftMs);
    this.#timer = clock.after(graceMs, () => void this.#askPage(sinceMs, leftMs - graceMs));
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#sinceMs = undefined;
  }

  async #askPage(sinceMs: number, leftMs: number): Promise<void> {
    const { sessions, clock, log } = this.#context;
    const call = this.#call.state();
    const asked = pagesOf(call, call.customer).map((sessionId) => sessions.lives(sessionId));
    const lives = await Promise.all(asked).catch((error: unknown) => {
      log.debug({ error: String(error) }, 'page not asked for');
      return [];
    });
    if (this.#sinceMs !== sinceMs) return;
    if (lives.length > 0 && lives.every((one) => one === false)) this.#miss(sinceMs, 'away');
    else this.#timer = clock.after(leftMs, () => this.#miss(sinceMs, 'no-answer'));
  }

  #miss(sinceMs: number, why: Miss): void {
    const { clock, callbacks } = this.#context;
    const { pauseMs } = callbacks;
    this.#call.take({ name: 'callback-missed', sinceMs, why, atMs: clock.now(), pauseMs });
  }
}
