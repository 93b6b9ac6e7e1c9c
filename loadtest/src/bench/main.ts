import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '@weft/proto';
import type { Bench, Context } from './bench.ts';
import { changes, changeText } from './changes.ts';
import { readCommand } from './command.ts';
import { machine } from './machine.ts';
import { resultsPage } from './page.ts';
import { benches } from './registry.ts';
import { keep, keptResults, type Printed } from './results.ts';
import { list, table } from './table.ts';

/** Where the page of kept results goes. */
const PAGE = fileURLToPath(new URL('../../../out/bench/index.html', import.meta.url));
const COULD_NOT = 1;
const NOT_UNDERSTOOD = 2;

/** Standard output carries the result and nothing else; whatever else is said goes to standard error. */
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error == null ? resolve() : reject(error)));
  });

async function measureOne(
  bench: Bench,
  { json, keep: keeping }: { readonly json: boolean; readonly keep: boolean },
  options: Context['options'],
  clock: Clock,
): Promise<void> {
  const before = await machine();
  const startedMs = clock.monotonic();
  const { setup, measures, fields } = await bench.run({ clock, options, progress: say });
  const tookMs = Math.round(clock.monotonic() - startedMs);
  const facts = { ...before, ...setup, options: Object.fromEntries(options), tookMs };
  const result = { bench: bench.name, setup: facts, measures, ...fields };
  if (keeping) await keepAndCompare(result);
  if (json) return print(JSON.stringify(result));
  return print([bench.name, list(facts), '', table(measures), '', list(fields ?? {})].join('\n').trimEnd());
}

/** Keeps a result and says what it does better or worse than the one that was kept last, of this version or an earlier one. */
async function keepAndCompare(result: Printed): Promise<void> {
  const last = (await keptResults()).findLast(({ result: { bench } }) => bench === result.bench);
  say(`kept as ${await keep(result)}`);
  if (last === undefined) return;
  for (const change of changes(last.result, result)) say(changeText(change, last.version));
}

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words, benches);
  switch (command.does) {
    case 'list': {
      const lines = benches.flatMap(({ name, summary, options }) => [
        `${name.padEnd(8)} ${summary}`,
        ...Object.entries(options).map(([option, meaning]) => `         --${option}: ${meaning}`),
      ]);
      await print(['npm run --silent bench -- NAME [--json] [--keep], or --page', ...lines].join('\n'));
      return 0;
    }
    case 'page':
      await mkdir(dirname(PAGE), { recursive: true });
      await writeFile(PAGE, resultsPage(await keptResults()));
      await print(PAGE);
      return 0;
    case 'refuse':
      say(command.why);
      return NOT_UNDERSTOOD;
    case 'run':
      try {
        await measureOne(command.bench, command, command.options, systemClock);
        return 0;
      } catch (error) {
        say(
          `${command.bench.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
        );
        if (process.env.WEFT_BENCH_TRACE !== undefined && error instanceof Error) say(error.stack ?? '');
        return COULD_NOT;
      }
  }
}

// A child's socket or a browser's pipe may still be open: the result is out, so nothing is waited for.
process.exit(await main(process.argv.slice(2)));
