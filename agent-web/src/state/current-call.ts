import type { Call, EndCause, MediaPush, MoveNow } from '@weft/proto';
import { LiveCall } from './live-call.ts';
import type { CallPageParts, PageMedia } from './page-parts.ts';
import { Seconds } from './seconds.ts';
import type { Readable } from './types.ts';

export interface CurrentCallOptions {
  /** What it means when the mesh does not know the call any more. */
  readonly lostCause: EndCause;
  /** A call has begun, or there is news of it. */
  readonly shown: (call: Call) => void;
  /** The call is over; it is not the current one any more, its media is closed. */
  readonly ended: (call: Call, cause: EndCause, durationMs: number) => void;
  readonly mediaChanged: () => void;
}

/** News of a call that may overtake the answer to the request for it. */
const MAX_EARLY_CALLS = 16;

/** The one call that a page is in, or none: its life from entering to releasing, and its length. */
export class CurrentCall {
  readonly #parts: CallPageParts;
  readonly #options: CurrentCallOptions;
  readonly #seconds: Seconds;
  #live: LiveCall<PageMedia> | undefined;
  #unwatchMedia: (() => void) | undefined;
  /** Undefined = no call is expected. */
  #early: Call[] | undefined;
  #resumed = false;

  constructor(parts: CallPageParts, options: CurrentCallOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#seconds = new Seconds(parts.clock);
  }

  get live(): LiveCall<PageMedia> | undefined {
    return this.#live;
  }

  get seconds(): Readable<number> {
    return this.#seconds.value;
  }

  /** A call has been asked for: news of it that come before the answer are kept. */
  expect(): void {
    this.#early = [];
  }

  /** @param resumed the call ran already, before this page did */
  enter(call: Call, resumed: boolean): void {
    const early = this.#early ?? [];
    this.release();
    this.#resumed = resumed;
    const live: LiveCall<PageMedia> = new LiveCall({
      ...this.#parts,
      call,
      lostCause: this.#options.lostCause,
      changed: () => this.#show(live),
      ended: (last, cause, durationMs) => {
        if (live !== this.#live) return;
        this.release();
        this.#options.ended(last, cause, durationMs);
      },
    });
    this.#live = live;
    this.#unwatchMedia = live.media.subscribe(this.#options.mediaChanged);
    this.#show(live);
    for (const news of early) live.apply(news);
  }

  /** News of some call. */
  told(call: Call): void {
    if (this.#live !== undefined) this.#live.apply(call);
    else if (this.#early !== undefined && this.#early.length < MAX_EARLY_CALLS) this.#early.push(call);
  }

  /** `nodeId`: the media node that tells. */
  push(push: MediaPush, nodeId: string): void {
    this.#live?.push(push, nodeId);
  }

  moveNow(move: MoveNow): void {
    this.#live?.moveNow(move);
  }

  /** There is no current call any more; the one there was is given back, still running. */
  release(): LiveCall<PageMedia> | undefined {
    const live = this.#live;
    this.#unwatchMedia?.();
    this.#live = undefined;
    this.#early = undefined;
    this.#seconds.stop();
    return live;
  }

  #show(live: LiveCall<PageMedia>): void {
    if (live !== this.#live) return;
    const { call } = live;
    if (call.stage === 'active' && call.callback?.phase !== 'calling')
      this.#seconds.start(this.#resumed ? this.#parts.clock.now() - call.answeredAtMs : 0);
    this.#options.shown(call);
  }
}
