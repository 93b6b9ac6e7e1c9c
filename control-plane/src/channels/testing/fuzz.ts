import { randomInt } from 'node:crypto';
import { WeftError } from '@weft/proto';
import { type Random, seededRandom } from '../../calls/testing/random.ts';
import { mutate } from './mutate.ts';

/** What a reader made of its inputs. */
export interface FuzzStory {
  readonly seed: number;
  readonly read: number;
  readonly refused: number;
}

/** Inputs for each parser. */
const INPUTS = 100_000;
/** Inputs are not grown beyond: readers are given no more either. */
const MAX_BYTES = 8_192;

type Say = (line: string) => void;

/**
 * Gives a reader mutations of good inputs. Each is read or refused with a coded
 * error; throws with seed and input when anything else happens. WEFT_FUZZ_SEED
 * runs an earlier one again.
 */
export function fuzz(
  seeds: readonly Uint8Array[],
  read: (input: Uint8Array, random: Random) => void,
  say: Say,
): FuzzStory {
  const run = new Run(seeds, say);
  for (let count = 0; count < INPUTS; count += 1) {
    const input = run.next();
    try {
      read(input, run.random);
      run.read += 1;
    } catch (error) {
      run.refuse(error, input);
    }
  }
  return run;
}

/** The same for a reader that takes its time. */
export async function fuzzAsync(
  seeds: readonly Uint8Array[],
  read: (input: Uint8Array) => Promise<unknown>,
  say: Say,
): Promise<FuzzStory> {
  const run = new Run(seeds, say);
  for (let count = 0; count < INPUTS; count += 1) {
    const input = run.next();
    try {
      await read(input);
      run.read += 1;
    } catch (error) {
      run.refuse(error, input);
    }
  }
  return run;
}

class Run implements FuzzStory {
  readonly seed = Number(process.env.WEFT_FUZZ_SEED ?? randomInt(2 ** 31));
  readonly random = seededRandom(this.seed);
  readonly #seeds: readonly Uint8Array[];
  read = 0;
  refused = 0;

  constructor(seeds: readonly Uint8Array[], say: Say) {
    this.#seeds = seeds;
    say(`seed ${this.seed}`);
  }

  next(): Uint8Array {
    return mutate(this.random.pick(this.#seeds), this.random).subarray(0, MAX_BYTES);
  }

  /** Throws when it was no coded error. */
  refuse(error: unknown, input: Uint8Array): void {
    if (!(error instanceof WeftError)) {
      const hex = Buffer.from(input).toString('hex');
      throw new Error(`seed ${this.seed}, input ${this.read + this.refused}: ${hex}`, { cause: error });
    }
    this.refused += 1;
  }
}
