import { join } from 'node:path';
import { inParallel } from '../check/parallel.mjs';
import { runFile } from './file.mjs';

/**
 * Runs test files, so many at once, and gives how many tests passed, failed and
 * were skipped. A file's output comes in one piece when it has ended.
 */
export async function runGroup({ root, files, folder, atOnce, limits, runnerOptions = [], print }) {
  const total = { passed: 0, failed: 0, skipped: 0, failedFiles: [] };
  const numbered = files.map((file, i) => ({ file, counts: join(folder, `counts-${i}.json`) }));
  const one = async ({ file, counts }) => {
    const result = await runFile({ root, file, counts, limits, runnerOptions });
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    if (result.failed > 0) total.failedFiles.push(file);
    print(`\n${file}\n${result.output}`);
  };
  await inParallel(numbered, one, atOnce);
  return total;
}
