/** A gap's weight in mean and deviation. */
const WEIGHT = 0.05;
/** Deviations above the mean that are still normal. */
const DEVIATIONS = 8;
/** The longest gap lately may come again and longer: on a machine that grows busy each is longer than those before it. */
const LONGEST_FACTOR = 2.5;
/** "Lately": one to two such spans. */
const SPAN_MS = 10_000;
/** However a node beats, a silence of this long is one, unless the floor is higher. */
const MOST_MS = 2_000;
/** The interval at which nodes beat. */
const BEAT_MS = 50;

/** How regularly one node's beats arrive. */
export interface BeatHistory {
  readonly meanMs: number;
  /** Mean distance from the mean. */
  readonly deviationMs: number;
  /** The longest gap of the present span and of the one before. */
  readonly longestMs: number;
  readonly longestBeforeMs: number;
  readonly spanSinceMs: number | undefined;
}

/** Of a node that was not heard yet: as it should be. */
export const freshHistory = (): BeatHistory => ({
  meanMs: BEAT_MS,
  deviationMs: 0,
  longestMs: 0,
  longestBeforeMs: 0,
  spanSinceMs: undefined,
});

/** With one more gap between two beats, which ended at `atMs`. */
export function afterGap(history: BeatHistory, gapMs: number, atMs: number): BeatHistory {
  const over = atMs - (history.spanSinceMs ?? atMs) >= SPAN_MS;
  return {
    meanMs: history.meanMs + WEIGHT * (gapMs - history.meanMs),
    deviationMs: history.deviationMs + WEIGHT * (Math.abs(gapMs - history.meanMs) - history.deviationMs),
    longestMs: over ? gapMs : Math.max(history.longestMs, gapMs),
    longestBeforeMs: over ? history.longestMs : history.longestBeforeMs,
    spanSinceMs: over ? atMs : (history.spanSinceMs ?? atMs),
  };
}

/** How long a silence is still normal for this node; `floorMs` at least. */
export function patienceMs(history: BeatHistory, floorMs: number, atMs: number): number {
  const stale = atMs - (history.spanSinceMs ?? atMs) >= 2 * SPAN_MS;
  const longest = stale ? 0 : Math.max(history.longestMs, history.longestBeforeMs);
  const usual = history.meanMs + DEVIATIONS * history.deviationMs;
  return Math.max(floorMs, Math.min(MOST_MS, Math.max(usual, longest * LONGEST_FACTOR)));
}
