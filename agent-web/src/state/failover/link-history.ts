/** What one leg's heartbeat and media have shown so far; times are of the monotonic clock, in milliseconds. */
export interface LinkHistory {
  /** When anything that proves the leg alive last arrived. */
  readonly heardAtMs: number;
  /** Smoothed time between arrivals. */
  readonly meanMs: number;
  /** Smoothed distance of the times from their mean. */
  readonly deviationMs: number;
  /** The longest time between arrivals, forgotten by half each `LONGEST_HALF_LIFE_MS`. */
  readonly longestMs: number;
  /** Arrivals so far. */
  readonly arrivals: number;
}

/** Weights of the newest time, as in a TCP round-trip estimate (RFC 6298 section 2). */
const MEAN_WEIGHT = 1 / 8;
const DEVIATION_WEIGHT = 1 / 4;
const LONGEST_HALF_LIFE_MS = 60_000;

/** A leg of which nothing has been heard but that it was made now. */
export const newHistory = (nowMs: number): LinkHistory => ({
  heardAtMs: nowMs,
  meanMs: 0,
  deviationMs: 0,
  longestMs: 0,
  arrivals: 0,
});

/** The history after an arrival. Arrivals out of order change nothing. */
export function heard(history: LinkHistory, nowMs: number): LinkHistory {
  const gapMs = nowMs - history.heardAtMs;
  if (gapMs < 0) return history;
  // The first gap is the time the leg took to start: it says nothing of how the link behaves.
  if (history.arrivals === 0) return { ...history, heardAtMs: nowMs, arrivals: 1 };
  const first = history.arrivals === 1;
  const meanMs = first ? gapMs : history.meanMs + MEAN_WEIGHT * (gapMs - history.meanMs);
  const deviationMs = first
    ? gapMs / 2
    : history.deviationMs + DEVIATION_WEIGHT * (Math.abs(gapMs - history.meanMs) - history.deviationMs);
  const kept = history.longestMs * 2 ** (-gapMs / LONGEST_HALF_LIFE_MS);
  return {
    heardAtMs: nowMs,
    meanMs,
    deviationMs,
    longestMs: Math.max(gapMs, kept),
    arrivals: history.arrivals + 1,
  };
}
