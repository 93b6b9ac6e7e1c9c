/** A picture runs by then: with its first frame it comes as often as its sender's lowest frame rate for a moment. */
const RUNS_AFTER_FRAMES = 4;
/** A picture without a frame for so long stands still. */
const STANDS_STILL_MS = 150;

/**
 * Says when a picture takes the place of the one before: once it runs, or has a frame while the earlier one
 * stands still. Times are those of one clock, in milliseconds.
 */
export class Succession {
  #frames = 0;
  #earlierAtMs: number;

  /** @param earlierAtMs when the earlier picture had its last frame */
  constructor(earlierAtMs: number) {
    this.#earlierAtMs = earlierAtMs;
  }

  /** The earlier picture has a frame. */
  earlierFrame(atMs: number): void {
    this.#earlierAtMs = atMs;
  }

  /** The next picture has a frame. */
  nextFrame(): void {
    this.#frames += 1;
  }

  /** Whether the next picture takes the place of the earlier one. */
  isDue(atMs: number): boolean {
    if (this.#frames === 0) return false;
    return this.#frames >= RUNS_AFTER_FRAMES || atMs - this.#earlierAtMs > STANDS_STILL_MS;
  }
}
