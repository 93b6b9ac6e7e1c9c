/** A stream's place in time. */
export interface Paced {
  readonly framesPerS: number;
}

/** A stream that is further behind than this skips what it has not sent: it would only come in a burst. */
const MOST_BEHIND_MS = 100;

/** Says which streams have a frame to send. Streams begin spread over their first interval. */
export class Pacer<Stream extends Paced> {
  readonly #streams: readonly Stream[];
  readonly #nextMs: Float64Array;
  #skipped = 0;

  constructor(streams: readonly Stream[], nowMs: number) {
    this.#streams = streams;
    this.#nextMs = Float64Array.from(
      streams,
      ({ framesPerS }, i) => nowMs + ((i + 1) / streams.length) * (1_000 / framesPerS),
    );
  }

  /** Frames that were never sent because their time was long past. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Calls once for each frame that is due. */
  due(nowMs: number, send: (stream: Stream) => void): void {
    for (let i = 0; i < this.#streams.length; i++) {
      const stream = this.#streams[i];
      let nextMs = this.#nextMs[i];
      if (stream === undefined || nextMs === undefined || nextMs > nowMs) continue;
      const intervalMs = 1_000 / stream.framesPerS;
      if (nowMs - nextMs > MOST_BEHIND_MS) {
        const late = Math.floor((nowMs - nextMs) / intervalMs);
        this.#skipped += late;
        nextMs += late * intervalMs;
      }
      for (; nextMs <= nowMs; nextMs += intervalMs) send(stream);
      this.#nextMs[i] = nextMs;
    }
  }
}
