import type { Clock } from '@weft/proto';

/** A push that waits for its acknowledgement for so much longer than the quickest ones of late is late. */
const LATE_MS = 20;
/** How long the quickest ones are remembered, at least. */
const QUICKEST_MS = 10_000;
/** What gives way does so for this long at most, so that it goes on however long pushes keep coming. */
const GIVE_WAY_MS = 1_000;
/** After a push, others are to be expected for so long. */
const PRESSED_MS = 1_000;
/** A step that takes longer waits for somebody else, and the thread is free: the next one begins. */
const STEP_MS = 250;
/** How much is done in one step while pushes come: what a step makes of work delays those that come meanwhile. */
const STEP = 25;

/** Leave to do a step of what can wait; disposed when the step is done. */
export interface Turn extends Disposable {
  /** How much the step may be. */
  readonly most: number;
}

const FREE: Turn = { most: Number.POSITIVE_INFINITY, [Symbol.dispose]: () => undefined };

/**
 * What a vendor waits for goes before what can wait in a stream: both are done
 * by the same thread, and a vendor gives up after some seconds. While pushes
 * come, what can wait is done in small steps, one after the other, and each begins when
 * nothing that has to be acknowledged is late. Steps that were held up and began
 * together would be seconds of work in front of the next push.
 */
export class RightOfWay {
  readonly #clock: Clock;
  /** When each of those that are waited for began, in order. Bounded by whoever asks: requests under way. */
  readonly #underWay = new Map<symbol, number>();
  #lastMs = Number.NEGATIVE_INFINITY;
  /** How long the quickest took, since a moment and in the time before that: a stream that is far away makes nothing late. */
  #quickestMs = Number.POSITIVE_INFINITY;
  #quickestBeforeMs = Number.POSITIVE_INFINITY;
  #quickestSinceMs = Number.NEGATIVE_INFINITY;
  /** Steps under way. */
  #steps = 0;
  #line: Promise<void> = Promise.resolve();
  /** Looks whether the one that is next in line may go on. */
  #look: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does what somebody waits for. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    const one = Symbol();
    const sinceMs = this.#clock.monotonic();
    this.#underWay.set(one, sinceMs);
    try {
      return await work();
    } finally {
      this.#underWay.delete(one);
      this.#took(sinceMs);
      this.#look?.();
    }
  }

  /** Resolves when a step of what can wait may be done. */
  async give(): Promise<Turn> {
    if (!this.#isPressed()) return FREE;
    this.#line = this.#line
      .then(() => this.#wait(() => this.#steps === 0, STEP_MS))
      .then(() => this.#wait(() => !this.#isLate(), GIVE_WAY_MS))
      .then(() => {
        this.#steps += 1;
      });
    await this.#line;
    return {
      most: STEP,
      [Symbol.dispose]: () => {
        this.#steps -= 1;
        this.#look?.();
      },
    };
  }

  #wait(may: () => boolean, mostMs: number): Promise<void> {
    if (may()) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        this.#look = undefined;
        timer.cancel();
        resolve();
      };
      const timer = this.#clock.after(mostMs, go);
      this.#look = () => {
        if (may()) go();
      };
    });
  }

  #took(sinceMs: number): void {
    const nowMs = this.#clock.monotonic();
    this.#lastMs = nowMs;
    if (nowMs - this.#quickestSinceMs > QUICKEST_MS) {
      this.#quickestBeforeMs = this.#quickestMs;
      this.#quickestMs = Number.POSITIVE_INFINITY;
      this.#quickestSinceMs = nowMs;
    }
    this.#quickestMs = Math.min(this.#quickestMs, nowMs - sinceMs);
  }

  #isPressed(): boolean {
    return this.#underWay.size > 0 || this.#clock.monotonic() - this.#lastMs < PRESSED_MS;
  }

  #isLate(): boolean {
    const quickestMs = Math.min(this.#quickestMs, this.#quickestBeforeMs);
    const lateMs = LATE_MS + (Number.isFinite(quickestMs) ? quickestMs : 0);
    for (const sinceMs of this.#underWay.values()) return this.#clock.monotonic() - sinceMs > lateMs;
    return false;
  }
}
