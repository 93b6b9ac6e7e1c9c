/** How many samples are at most `upTo` and more than the bucket before. */
export interface Bucket {
  readonly upTo: number;
  readonly n: number;
}

/** Buckets for each doubling. */
const PER_DOUBLING = 2;

/** Samples by size, in buckets whose bounds rise by the root of two; the empty ones at both ends are left out. What is not above 0 counts into the first. */
export function histogram(samples: readonly number[]): readonly Bucket[] {
  const counts = new Map<number, number>();
  const least = 0;
  for (const sample of samples) {
    const index = sample <= 1 ? least : Math.ceil(Math.log2(sample) * PER_DOUBLING - 1e-9);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    upTo: Number((2 ** ((first + i) / PER_DOUBLING)).toFixed(1)),
    n: counts.get(first + i) ?? 0,
  }));
}
