import type { Kept } from './stand-in/metrics.ts';

/** Statistics of a metric under the names that k6 has for them. Undefined when nothing was noted. */
export function valuesOf({ type, samples }: Kept): Readonly<Record<string, number>> | undefined {
  if (samples.length === 0) return undefined;
  const sorted = samples.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, sample) => total + sample, 0);
  if (type === 'rate') return { rate: sum / sorted.length, passes: sum, fails: sorted.length - sum };
  return {
    count: sorted.length,
    avg: sum / sorted.length,
    min: at(sorted, 0),
    med: at(sorted, 50),
    'p(90)': at(sorted, 90),
    'p(95)': at(sorted, 95),
    'p(99)': at(sorted, 99),
    max: at(sorted, 100),
  };
}

/** By nearest rank. */
const at = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;

/** Whether "p(95)<500" holds. A statistic that is not there holds nothing. Throws for words that are no bound. */
export function holds(bound: string, values: Readonly<Record<string, number>> | undefined): boolean {
  const [, statistic = '', relation = '', limit = ''] =
    /^([a-z]+(?:\(\d+\))?)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)$/.exec(bound) ?? [];
  if (relation === '') throw new Error(`"${bound}" is no bound`);
  const value = values?.[statistic] ?? Number.NaN;
  switch (relation) {
    case '<':
      return value < Number(limit);
    case '<=':
      return value <= Number(limit);
    case '>':
      return value > Number(limit);
    default:
      return value >= Number(limit);
  }
}
