import { join } from 'node:path';
import { inParallel } from '../check/parallel.mjs';
import { runFile } from './file.mjs';

/** With more files failed than this, it is not the machine's noise. */
const MOST_AGAIN = 3;

/**
 * Runs test files, so many at once, and gives how many tests passed, failed and
 * were skipped. A file's output comes in one piece when it has ended.
 *
 * With `again`, a few files that failed run once more when nothing else does. One
 * that passes then counts as passed, and is named in `unsteady`, never in silence:
 * a test that needs two runs is a fault, of itself or of what it tests.
 */
export async function runGroup({
  root,
  files,
  folder,
  atOnce,
  limits,
  runnerOptions = [],
  again = false,
  print,
}) {
  const run = async (file) => {
    const counts = join(folder, `counts-${files.indexOf(file)}.json`);
    const result = await runFile({ root, file, counts, limits, runnerOptions });
    print(`\n${file}\n${result.output}`);
    return result;
  };
  const results = new Map();
  await inParallel(files, async (file) => results.set(file, await run(file)), atOnce);

  const unsteady = [];
  const failed = files.filter((file) => results.get(file).failed > 0);
  if (again && failed.length <= MOST_AGAIN)
    for (const file of failed) {
      print(`\n${file} once more, alone:`);
      const second = await run(file);
      if (second.failed > 0) continue;
      unsteady.push({ file, failures: results.get(file).failures });
      results.set(file, second);
    }

  const total = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady };
  for (const [file, result] of results) {
    for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
    if (result.failed > 0) total.failures.push({ file, failures: result.failures });
  }
  return total;
}
