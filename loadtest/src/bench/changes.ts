import type { Measure } from './measure.ts';
import type { Printed } from './results.ts';

/** Medians that are nearer to each other than this differ by what else the machine did (docs/benchmarks.md). */
const LEAST_PERCENT = 20;
/** Where more is worse: times and memory. Of all else, such as packets or joins a second, less is. */
const COSTS: ReadonlySet<string> = new Set(['s', 'ms', 'µs', 'bytes', 'B', '%', 'copies']);

/** A measure whose median is another than before. */
export interface Change {
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  readonly now: number;
  /** Of what it was before; Infinity where that was 0. */
  readonly percent: number;
  readonly worse: boolean;
  /** The two were measured on machines with another processor. */
  readonly elsewhere: boolean;
}

/** What became better or worse between two results of one benchmark; what only one of them measured is left out. */
export function changes(before: Printed, now: Printed): readonly Change[] {
  const elsewhere = before.setup.cpu !== now.setup.cpu;
  return now.measures.flatMap((one) => {
    const then = before.measures.find(({ name, unit }) => name === one.name && unit === one.unit);
    const change = then === undefined ? undefined : changeOf(then, one);
    return change === undefined ? [] : [{ ...change, elsewhere }];
  });
}

function changeOf(then: Measure, { name, unit, p50 }: Measure): Omit<Change, 'elsewhere'> | undefined {
  const percent = p50 === then.p50 ? 0 : ((p50 - then.p50) / Math.abs(then.p50)) * 100;
  if (Math.abs(percent) < LEAST_PERCENT) return undefined;
  return { name, unit, before: then.p50, now: p50, percent, worse: percent > 0 === COSTS.has(unit) };
}

/** A change in one line. */
export function changeText(
  { name, unit, before, now, percent, worse, elsewhere }: Change,
  version: string,
): string {
  const size = Number.isFinite(percent) ? ` (${signed(percent)} %)` : '';
  const where = elsewhere ? ', on another machine' : '';
  return `${name}: ${worse ? 'worse' : 'better'} than in ${version}, p50 ${short(before)} → ${short(now)} ${unit}${size}${where}`;
}

const signed = (percent: number): string => `${percent < 0 ? '−' : '+'}${Math.abs(Math.round(percent))}`;

const short = (value: number): number => Number(value.toPrecision(4));
