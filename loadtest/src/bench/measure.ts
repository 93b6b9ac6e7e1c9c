/** What a benchmark says of one quantity: percentiles over n samples, in the unit named. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

/** Digits after the point in what is printed: no benchmark here is finer. */
const DIGITS = 4;

/**
 * The measure of some samples. Percentiles are by nearest rank: the smallest
 * sample that at least so many per cent do not exceed, so each is a sample that
 * was seen and none is made up between two. Throws RangeError for no samples
 * or one that is not a finite number.
 */
export function measure(name: string, unit: string, samples: readonly number[]): Measure {
  const sorted = samples.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError(`nothing was measured for ${name}`);
  if (!sorted.every(Number.isFinite)) throw new RangeError(`a sample of ${name} is not a number`);
  return {
    name,
    unit,
    n: sorted.length,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    min: percentile(sorted, 0),
    max: percentile(sorted, 100),
  };
}

/** The nearest-rank percentile of samples in rising order; `percent` 0 is the least, 100 the greatest. */
function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const sample = sorted[rank - 1];
  if (sample === undefined) throw new RangeError('no samples');
  return Number(sample.toFixed(DIGITS));
}
