import { seededRandom } from '../noise/random.ts';

/** One fault of a run. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly fault: string;
  /** Which of the calls it is brought upon: an index. */
  readonly call: number;
  /** Calm before it, in milliseconds. */
  readonly afterMs: number;
}

/** What a schedule is made from. */
export interface ScheduleOptions {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly calls: number;
}

const MAX_CALM_MS = 3_000;

/**
 * The faults of a run, without end: the same for the same seed, however long
 * each of them takes. Every fault comes once before any comes again, so that a
 * short run sees as many kinds as it has time for. Throws RangeError when there is nothing to choose from.
 */
export function* schedule({ seed, faults, calls }: ScheduleOptions): Generator<Step, never> {
  if (faults.length === 0 || calls < 1) throw new RangeError('a schedule needs faults and calls');
  const random = seededRandom(seed);
  const whole = (below: number): number => Math.floor(random.uniform() * below);
  for (let number = 1, left: string[] = []; ; number += 1) {
    if (left.length === 0) left = [...faults];
    const [fault = ''] = left.splice(whole(left.length), 1);
    yield { number, fault, call: whole(calls), afterMs: whole(MAX_CALM_MS) };
  }
}
