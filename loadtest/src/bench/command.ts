import type { Bench } from './bench.ts';

/** What the command line asks for. */
export type Command =
  | {
      readonly does: 'run';
      readonly bench: Bench;
      readonly json: boolean;
      /** The result is kept as this version's. */
      readonly keep: boolean;
      readonly options: ReadonlyMap<string, string>;
    }
  | { readonly does: 'list' }
  /** All kept results as a page. */
  | { readonly does: 'page' }
  | { readonly does: 'refuse'; readonly why: string };

/** Reads `NAME [--json] [--keep] [--option value]...` or `--page`; options are those of the named benchmark and nothing else. */
export function readCommand(words: readonly string[], benches: readonly Bench[]): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help') return { does: 'list' };
  if (name === '--page') return { does: 'page' };
  const bench = benches.find((one) => one.name === name);
  if (bench === undefined) {
    return {
      does: 'refuse',
      why: `no benchmark "${name}": there are ${benches.map((one) => one.name).join(', ')}`,
    };
  }
  const options = new Map<string, string>();
  let json = false;
  let keep = false;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    const [option = '', given] = word.replace(/^--/, '').split('=', 2);
    if (word === '--json') json = true;
    else if (word === '--keep') keep = true;
    else if (!word.startsWith('--') || !Object.hasOwn(bench.options, option)) {
      const known = ['json', 'keep', ...Object.keys(bench.options)].map((one) => `--${one}`).join(', ');
      return { does: 'refuse', why: `${name} knows nothing of "${word}": it takes ${known}` };
    } else {
      const next = rest[i + 1];
      const follows = given === undefined && next !== undefined && !next.startsWith('--');
      options.set(option, given ?? (follows ? next : ''));
      if (follows) i++;
    }
  }
  return { does: 'run', bench, json, keep, options };
}
