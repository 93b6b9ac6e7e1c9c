import type { Clock } from '@weft/proto';
import type { Measure } from './measure.ts';

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a benchmark hands back. */
export interface Result {
  /** What it was measured on beyond the machine itself: versions, sizes, options. */
  readonly setup: Readonly<Record<string, Json>>;
  readonly measures: readonly Measure[];
  /** Plain counts and remarks that stand beside the measures. */
  readonly fields?: Readonly<Record<string, Json>>;
}

/** What a benchmark is given to run with. */
export interface Context {
  readonly clock: Clock;
  /** Options of the command line by name; a flag without a value is "". */
  readonly options: ReadonlyMap<string, string>;
  /** One line for whoever waits. */
  progress(text: string): void;
}

/** One benchmark. */
export interface Bench {
  readonly name: string;
  /** One line for the list of benchmarks. */
  readonly summary: string;
  /** Options it takes beside --json: name → meaning. */
  readonly options: Readonly<Record<string, string>>;
  /** Throws when it could not measure; whatever the figures are, it does not throw for them. */
  run(context: Context): Promise<Result>;
}

/** A whole number from an option; the default when the option is not there. Throws when it is something else. */
export function count(context: Context, option: string, otherwise: number): number {
  const text = context.options.get(option);
  if (text === undefined) return otherwise;
  if (!/^[1-9][0-9]*$/.test(text))
    throw new Error(`--${option} wants a whole number from 1 up, not "${text}"`);
  return Number(text);
}
