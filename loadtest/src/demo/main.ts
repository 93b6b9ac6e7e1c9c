import { fileURLToPath } from 'node:url';
import { demo } from './demo.ts';
import { demoKill, killStory } from './kill.ts';
import { story } from './story.ts';

/** Where the screenshots go. */
const FOLDER = fileURLToPath(new URL('../../../out/demo', import.meta.url));

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error == null ? resolve() : reject(error)));
  });

async function show(kill: boolean): Promise<{ report: { ok: boolean }; text: string }> {
  if (kill) {
    const report = await demoKill(FOLDER, say);
    return { report, text: killStory(report) };
  }
  const report = await demo(FOLDER, say);
  return { report, text: story(report) };
}

async function main(words: readonly string[]): Promise<number> {
  const unknown = words.find((word) => word !== '--json' && word !== '--kill');
  if (unknown !== undefined) {
    say(`the demo knows nothing of "${unknown}": it takes --json and --kill`);
    return 2;
  }
  try {
    const { report, text } = await show(words.includes('--kill'));
    await print(words.includes('--json') ? JSON.stringify(report) : text);
    return report.ok ? 0 : 1;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`the demo failed: ${why}`);
    if (words.includes('--json')) await print(JSON.stringify({ ok: false, missing: [why] }));
    return 1;
  }
}

// A browser's pipe may still be open: the report is out, so nothing is waited for.
process.exit(await main(process.argv.slice(2)));
