import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleScenario } from './bundle.ts';

/** What k6 ends with when a bound was not held: it ran all the same. */
const NOT_HELD = 99;
const STATISTICS = 'count,avg,min,med,p(90),p(95),p(99),max';

/** Runs a scenario in a k6, named or a file. Throws when it could not run. */
export async function runK6(
  command: string,
  scenario: string,
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  const script = join(folder, `${scenario}.cjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(script, await bundleScenario(scenario));
  // Nothing is told to anybody: k6 reports its use to its makers unless it is told not to.
  const words = ['run', '--no-usage-report', '--quiet', '--summary-trend-stats', STATISTICS, script];
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 && code !== NOT_HELD) throw new Error(`k6 ended with ${code}`);
}
