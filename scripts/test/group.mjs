import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tally = join(dirname(fileURLToPath(import.meta.url)), 'tally.mjs');
let groups = 0;

/** Runs test files and gives how many tests passed, failed and were skipped. */
export async function runGroup({
  root,
  files,
  folder,
  atOnce,
  timeoutMs,
  runnerOptions,
  output = 'inherit',
}) {
  const counts = join(folder, `counts-${groups++}.json`);
  const args = [
    '--test',
    `--test-concurrency=${atOnce}`,
    `--test-timeout=${timeoutMs}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${tally}`,
    `--test-reporter-destination=${counts}`,
    ...runnerOptions,
    ...files,
  ];
  // A runner inside a runner would report to the outer one: this one stands alone.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, output] });
  const code = await exitCode(child);
  return judge(code, readCounts(counts));
}

/** Makes sure that a runner which did not end well counts as a failure. */
export function judge(code, counts) {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
