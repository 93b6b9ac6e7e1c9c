import { randomInt } from 'node:crypto';
import { systemClock } from '@weft/proto';
import { chaos } from './chaos.ts';
import { readCommand } from './command.ts';
import { verdict } from './report.ts';

const MINUTES = 5;
const MOST_SEED = 1_000_000;
const NOT_UNDERSTOOD = 2;

/** Standard output carries the verdict and nothing else; what happens meanwhile is said on standard error. */
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error == null ? resolve() : reject(error)));
  });

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words, { minutes: MINUTES, seed: randomInt(1, MOST_SEED) });
  if (command.does === 'refuse') {
    say(command.why);
    return NOT_UNDERSTOOD;
  }
  const { minutes, seed, json } = command;
  try {
    const report = await chaos({ minutes, seed, clock: systemClock, progress: say });
    await print(json ? JSON.stringify(report) : verdict(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`chaos with seed ${seed} could not run: ${why}`);
    if (json) await print(JSON.stringify({ ok: false, seed, why }));
    return 1;
  }
}

// A browser's pipe may still be open: the verdict is out, so nothing is waited for.
process.exit(await main(process.argv.slice(2)));
