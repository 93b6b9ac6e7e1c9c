import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Command =
  | { readonly does: 'run'; readonly minutes: number; readonly seed: number; readonly json: boolean }
  | { readonly does: 'refuse'; readonly why: string };

const MOST_MINUTES = 24 * 60;
const MOST_SEED = 2 ** 31 - 1;
const OPTIONS = {
  minutes: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Reads `[--minutes M] [--seed S] [--json]`; `otherwise` is taken where nothing is said. */
export function readCommand(
  words: readonly string[],
  otherwise: { readonly minutes: number; readonly seed: number },
): Command {
  try {
    const { values } = parseArgs({ args: [...words], options: OPTIONS });
    return {
      does: 'run',
      minutes: whole('minutes', values.minutes, MOST_MINUTES) ?? otherwise.minutes,
      seed: whole('seed', values.seed, MOST_SEED) ?? otherwise.seed,
      json: values.json,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { does: 'refuse', why: `${why} (chaos takes --minutes M, --seed S and --json)` };
  }
}

function whole(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new RangeError(`--${option} wants a whole number from 1 to ${most}, not "${text}"`);
}
