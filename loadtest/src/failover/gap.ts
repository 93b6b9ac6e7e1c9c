/** Part of a page's life, in milliseconds since the Unix epoch. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The largest distance between neighbours. */
export interface Gap {
  readonly lengthMs: number;
  /** When it began; the span's start when nothing at all arrived. */
  readonly fromMs: number;
}

/**
 * The largest distance between two arrivals that touches a span. What was last
 * before the span and first after it count as neighbours, and so does the
 * span's end when nothing came after it: silence that lasts is a gap, too.
 * Arrivals may be in any order and from several sources.
 */
export function largestGap(arrivalsMs: readonly number[], { fromMs, toMs }: Span): Gap {
  const sorted = arrivalsMs.toSorted((a, b) => a - b);
  const before = sorted.findLast((atMs) => atMs < fromMs);
  const within = sorted.filter((atMs) => atMs >= fromMs && atMs <= toMs);
  const after = sorted.find((atMs) => atMs > toMs);
  const points = [before ?? fromMs, ...within, after ?? toMs];
  let largest: Gap = { lengthMs: 0, fromMs };
  for (const [i, atMs] of points.entries()) {
    const previous = points[i - 1];
    if (previous === undefined || atMs - previous <= largest.lengthMs) continue;
    largest = { lengthMs: atMs - previous, fromMs: previous };
  }
  return largest;
}
