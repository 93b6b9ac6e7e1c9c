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

/**
 * Gives a reader mutations of good inputs. Each is read or refused with a coded
 * error; throws with seed and input when anything else happens. WEFT_FUZZ_SEED
 * runs an earlier one again.
 */
export function fuzz(
  seeds: readonly Uint8Array[],
  read: (input: Uint8Array, random: Random) => void,
  say: (line: string) => void,
): FuzzStory {
  const seed = Number(process.env.WEFT_FUZZ_SEED ?? randomInt(2 ** 31));
  say(`seed ${seed}`);
  const random = seededRandom(seed);
  let [accepted, refused] = [0, 0];
  for (let count = 0; count < INPUTS; count += 1) {
    const input = mutate(random.pick(seeds), random).subarray(0, MAX_BYTES);
    try {
      read(input, random);
      accepted += 1;
    } catch (error) {
      if (!(error instanceof WeftError)) {
        const hex = Buffer.from(input).toString('hex');
        throw new Error(`seed ${seed}, input ${count}: ${hex}`, { cause: error });
      }
      refused += 1;
    }
  }
  return { seed, read: accepted, refused };
}
