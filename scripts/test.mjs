// Runs the tests on Node 24's own runner:
//
//   npm test                     all
//   npm test -- room call        the files whose path has "room" or "call" in it
//   npm test -- --unit | --e2e   only beside the code, or only through the browser
//   npm test -- --again          a few files that fail run once more, alone, and are named
//   npm test -- --test-name-pattern=moves   any --test-... option goes to the runner

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTests } from './test/files.mjs';
import { runGroup } from './test/group.mjs';
import { buildPages } from './test/pages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const kinds = ['--unit', '--e2e'];
const known = [...kinds, '--again'];
const again = args.includes('--again');
const runnerOptions = args.filter((arg) => arg.startsWith('--test-'));
const unknown = args.filter(
  (arg) => arg.startsWith('-') && !known.includes(arg) && !arg.startsWith('--test-'),
);
const words = args.filter((arg) => !arg.startsWith('-'));

const groups = [
  {
    flag: '--unit',
    atOnce: 2,
    limits: { testMs: 120_000, fileMs: 300_000, leftoverMs: 5000 },
    prepare: async () => {},
  },
  {
    flag: '--e2e',
    atOnce: 1,
    limits: { testMs: 300_000, fileMs: 900_000, leftoverMs: 10_000 },
    prepare: () => buildPages(root),
  },
];

// Each file is a process group of its own, which the exit handlers end.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

if (unknown.length > 0) {
  process.stderr.write(
    `${unknown.join(', ')} is not known; there are ${known.join(', ')} and --test-... .\n`,
  );
  process.exitCode = 2;
} else {
  process.exitCode = await runGroups();
}

async function runGroups() {
  const found = findTests(root, words);
  const chosen = groups.filter(({ flag }) => args.includes(flag) || !kinds.some((one) => args.includes(one)));
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };
  const print = (text) => process.stdout.write(text);
  const folder = mkdtempSync(join(tmpdir(), 'weft-test-'));
  try {
    for (const { flag, prepare, ...how } of chosen) {
      const files = found[flag];
      if (files.length === 0) continue;
      await prepare();
      const counts = await runGroup({ root, files, folder, runnerOptions, again, print, ...how });
      for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
      for (const key of ['failures', 'unsteady']) total[key].push(...counts[key]);
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (total.passed + total.failed === 0) {
    process.stderr.write('No test ran: no test file has that in its path.\n');
    total.failed = 1;
  }
  print(listed('Passed only when run once more, alone; it had failed so', total.unsteady));
  print(listed('Failed', total.failures));
  const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
  const unsteady = total.unsteady.length === 0 ? '' : `, ${total.unsteady.length} files unsteady`;
  print(`\n${total.passed} passed, ${total.failed} failed${skipped}${unsteady}\n`);
  return total.failed === 0 ? 0 : 1;
}

function listed(title, files) {
  if (files.length === 0) return '';
  const parts = files.map(({ file, failures }) =>
    [file, ...failures.map((failure) => failure.replace(/^/gm, '    '))].join('\n'),
  );
  return `\n${title}:\n\n${parts.join('\n\n')}\n`;
}
