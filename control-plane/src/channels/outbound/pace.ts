import type { Clock } from '@weft/proto';

/** Throttlings that come within this are one: they answer what was sent at the same rate. */
const SAME_MS = 250;
/** Part of the rate before that is won back each second. */
const RISE_PER_S = 0.4;
/** No account is slowed below this. */
const MIN_PER_SECOND = 1;
/** How much may go at once after a pause: this long's worth. */
const BURST_S = 0.1;
const MEASURE_MS = 1_000;

export interface PaceOptions {
  readonly clock: Clock;
  /** What the account was promised, in segments; 0 = nothing is known. */
  readonly mostPerSecond: number;
}

/**
 * How fast an account sends, in segments: as fast as it was promised, half as
 * fast when the carrier throttles, and back by even steps (AIMD). Without a
 * promise it is held back only from the first throttling on until it was twice as
 * fast as then.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #waiting: { readonly segments: number; readonly go: () => void }[] = [];
  #perSecond: number;
  /** What it may be at most, or what it was when the carrier throttled. */
  #full: number;
  #credit = 0;
  #atMs: number;
  #slowedAtMs = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #measuredAtMs: number;
  #lastPerSecond = 0;
  #timer: Disposable | undefined;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#full = options.mostPerSecond;
    this.#perSecond = options.mostPerSecond;
    this.#credit = options.mostPerSecond * BURST_S;
    this.#atMs = options.clock.monotonic();
    this.#measuredAtMs = this.#atMs;
  }

  /** Segments per second now; 0 = no limit. */
  get perSecond(): number {
    this.#rise();
    return this.#perSecond;
  }

  /** Resolves when this many segments may go; whoever asked first goes first. */
  take(segments: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ segments, go });
      this.#give();
    });
  }

  /** The carrier said that it is too fast. */
  throttled(): void {
    this.#rise();
    const nowMs = this.#options.clock.monotonic();
    if (nowMs - this.#slowedAtMs < SAME_MS) return;
    this.#slowedAtMs = nowMs;
    if (this.#perSecond === 0) {
      this.#measure(nowMs);
      this.#full = Math.max(MIN_PER_SECOND, this.#lastPerSecond);
      this.#perSecond = this.#full;
    }
    this.#perSecond = Math.max(MIN_PER_SECOND, this.#perSecond / 2);
    this.#credit = Math.min(this.#credit, 0);
  }

  #give(): void {
    this.#rise();
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined) return;
      // A message longer than a burst goes on credit, and those behind it wait for that.
      if (this.#perSecond > 0 && this.#credit <= 0) break;
      this.#waiting.shift();
      if (this.#perSecond > 0) this.#credit -= first.segments;
      this.#count(first.segments);
      first.go();
    }
    if (this.#timer !== undefined) return;
    const waitMs = Math.max(1, (-this.#credit * 1_000) / this.#perSecond + 1);
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = undefined;
      this.#give();
    });
  }

  #rise(): void {
    const { clock, mostPerSecond } = this.#options;
    const nowMs = clock.monotonic();
    const passedS = (nowMs - this.#atMs) / 1_000;
    this.#atMs = nowMs;
    if (this.#perSecond === 0) return;
    const top = mostPerSecond === 0 ? this.#full * 2 : mostPerSecond;
    this.#perSecond = Math.min(top, this.#perSecond + passedS * RISE_PER_S * this.#full);
    this.#credit = Math.min(Math.max(1, this.#perSecond * BURST_S), this.#credit + passedS * this.#perSecond);
    if (mostPerSecond === 0 && this.#perSecond >= top) this.#perSecond = 0;
  }

  #count(segments: number): void {
    this.#measure(this.#options.clock.monotonic());
    this.#sent += segments;
  }

  #measure(nowMs: number): void {
    const passedMs = nowMs - this.#measuredAtMs;
    if (passedMs < MEASURE_MS) {
      // Not a whole second yet: what went since the start counts, where nothing else is known.
      if (this.#lastPerSecond < this.#sent) this.#lastPerSecond = this.#sent;
      return;
    }
    this.#lastPerSecond = (this.#sent * 1_000) / passedMs;
    this.#sent = 0;
    this.#measuredAtMs = nowMs;
  }
}
