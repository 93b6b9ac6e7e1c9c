import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const tally = join(dirname(fileURLToPath(import.meta.url)), 'tally.mjs');

/**
 * Runs one test file in a process group of its own. `limits` are for a test
 * (testMs), for the file (fileMs; node's own time-out cannot end one that spins),
 * and for the processes the file started to be gone after it (leftoverMs). What is
 * beyond its limit is killed and counts as a failure.
 */
export async function runFile({ root, file, counts, limits, runnerOptions }) {
  rmSync(counts, { force: true });
  const args = [
    '--test',
    '--test-isolation=none',
    '--test-force-exit',
    `--test-timeout=${limits.testMs}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${tally}`,
    `--test-reporter-destination=${counts}`,
    ...runnerOptions,
    file,
  ];
  // A runner inside a runner would report to the outer one: this one stands alone.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: root,
    // What one file's processes compiled, the next one's need not compile again.
    env: { ...env, NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'weft', 'compiled') },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => killGroup(child.pid);
  process.once('exit', stop);
  const lines = [];
  const end = await ended(child, limits.fileMs, lines);
  const left = await leftovers(child.pid, limits.leftoverMs);
  stop();
  process.removeListener('exit', stop);

  const result = judge(end.code, readCounts(counts));
  const trouble = [];
  if (end.timedOut) trouble.push(`did not end within ${limits.fileMs / 1000} s and was killed`);
  if (left) trouble.push('left processes running, which were killed');
  if (trouble.length > 0) result.failed += 1;
  const failures = [
    ...(result.failures ?? []).map(({ name, reason }) => `${name}\n${reason}`),
    ...trouble.map((text) => `${file} ${text}`),
  ];
  const output = `${withoutSummary(lines.join(''))}${trouble.map((text) => `✖ ${file} ${text}\n`).join('')}`;
  return { ...result, failures, output };
}

/** Makes sure that a run which did not end well counts as a failure. */
export function judge(code, counts) {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Waits for the process, not for its pipes: what it left behind may hold them. */
function ended(child, fileMs, lines) {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, fileMs);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => lines.push(text));
    child.on('error', reject);
    child.on('exit', async (code) => {
      clearTimeout(timer);
      await sleep(20); // the last output is on its way
      resolve({ code: code ?? 1, timedOut });
    });
  });
}

/** Whether processes of the group are still there once they had time to go. */
async function leftovers(pid, withinMs) {
  const until = performance.now() + withinMs;
  while (groupLives(pid)) {
    if (performance.now() > until) return true;
    await sleep(50);
  }
  return false;
}

function groupLives(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody is left
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** One file's closing numbers would repeat for every file; the sum comes at the end. */
function withoutSummary(text) {
  return text.replace(/^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n/gm, '');
}
