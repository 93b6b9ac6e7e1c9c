/** The one source of time. Elsewhere Date.now() and performance.now() are lint errors. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some fixed point; never goes back. For measuring durations. */
  monotonic(): number;
  /** Calls once after at least this long, unless disposed before. */
  after(delayMs: number, run: () => void): Timer;
  /** Calls every so long, until disposed. */
  every(intervalMs: number, run: () => void): Timer;
}

export interface Timer extends Disposable {
  cancel(): void;
}

const timer = (cancel: () => void): Timer => ({ cancel, [Symbol.dispose]: cancel });

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, run) => {
    const handle = setTimeout(run, delayMs);
    return timer(() => clearTimeout(handle));
  },
  every: (intervalMs, run) => {
    const handle = setInterval(run, intervalMs);
    return timer(() => clearInterval(handle));
  },
};

/** Resolves after the delay. */
export const sleep = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });

interface Pending {
  readonly run: () => void;
  readonly everyMs: number | undefined;
  dueMs: number;
}

/** A clock that stands until told to advance: for tests. */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #pending = new Set<Pending>();

  constructor(startMs = 1_750_000_000_000) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#add({ run, everyMs: undefined, dueMs: this.#nowMs + Math.max(0, delayMs) });
  }

  every(intervalMs: number, run: () => void): Timer {
    return this.#add({ run, everyMs: Math.max(1, intervalMs), dueMs: this.#nowMs + Math.max(1, intervalMs) });
  }

  /** Runs everything due within the span, in order of due time, each at its own time. */
  advance(spanMs: number): void {
    const untilMs = this.#nowMs + spanMs;
    for (;;) {
      let next: Pending | undefined;
      for (const entry of this.#pending)
        if (entry.dueMs <= untilMs && (next === undefined || entry.dueMs < next.dueMs)) next = entry;
      if (next === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      if (next.everyMs === undefined) this.#pending.delete(next);
      else next.dueMs += next.everyMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.#pending.size;
  }

  #add(entry: Pending): Timer {
    this.#pending.add(entry);
    return timer(() => this.#pending.delete(entry));
  }
}
