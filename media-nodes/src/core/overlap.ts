import type { Clock, Timer } from '@weft/proto';

/** As long as the room that was left stays open. */
const OVERLAP_MS = 2_000;

/**
 * Tracks from another node whose sender has moved here and sends the same here. Who takes one goes on taking it
 * until what takes its place has had time to flow: the first seconds of a picture come at its lowest frame rate.
 */
export class Overlap {
  readonly #clock: Clock;
  readonly #over: () => void;
  readonly #sinceMs = new Map<string, number>();
  #timer: Timer | undefined;

  /** @param over called when a track has had its time */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
  }

  /**
   * Those whose time is over.
   *
   * @param superseded all of them, as they are now
   */
  ended(superseded: ReadonlySet<string>): ReadonlySet<string> {
    const nowMs = this.#clock.monotonic();
    for (const trackId of this.#sinceMs.keys()) if (!superseded.has(trackId)) this.#sinceMs.delete(trackId);
    for (const trackId of superseded) if (!this.#sinceMs.has(trackId)) this.#sinceMs.set(trackId, nowMs);
    const ended = [...this.#sinceMs].filter(([, sinceMs]) => nowMs - sinceMs >= OVERLAP_MS);
    if (ended.length < this.#sinceMs.size)
      this.#timer ??= this.#clock.after(OVERLAP_MS, () => {
        this.#timer = undefined;
        this.#over();
      });
    return new Set(ended.map(([trackId]) => trackId));
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#sinceMs.clear();
  }
}
