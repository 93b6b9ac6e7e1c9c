import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { judge } from './file.mjs';
import { findTests } from './files.mjs';
import { runGroup } from './group.mjs';

function lay(t, files) {
  const root = mkdtempSync(join(tmpdir(), 'weft-group-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const limits = { testMs: 20_000, fileMs: 20_000, leftoverMs: 2000 };

async function runAll(root, changed = {}, again = false) {
  let output = '';
  const print = (text) => {
    output += text;
  };
  const files = findTests(root)['--unit'];
  const how = { root, files, folder: root, atOnce: 2, limits: { ...limits, ...changed }, again, print };
  const { passed, failed, skipped, failures, unsteady } = await runGroup(how);
  return { counts: { passed, failed, skipped }, output, failures, unsteady };
}

const passing =
  "import { test } from 'node:test';\ntest('passes', () => {});\ntest.skip('waits', () => {});\n";
const failing =
  "import { test } from 'node:test';\ntest('passes', () => {});\ntest('fails', () => { throw new Error('no'); });\n";

test('counts are summed over files, in TypeScript too', async (t) => {
  const root = lay(t, {
    'proto/src/a.test.ts': `const a: number = 1;\n${passing}`,
    'scripts/b.test.mjs': failing,
  });
  assert.deepEqual((await runAll(root)).counts, { passed: 2, failed: 1, skipped: 1 });
});

test('a file that does not load is a failure', async (t) => {
  const root = lay(t, { 'proto/src/a.test.ts': "import './missing.ts';\n", 'proto/src/b.test.ts': passing });
  assert.deepEqual((await runAll(root)).counts, { passed: 1, failed: 1, skipped: 1 });
});

const runnerImport = "import { test } from 'node:test';\n";

test('a test that never settles is a failure', async (t) => {
  const hanging = `${runnerImport}test('hangs', () => new Promise((r) => setTimeout(r, 1e8)));\n`;
  const { counts } = await runAll(lay(t, { 'proto/src/a.test.ts': hanging }), { testMs: 300 });
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 });
});

test('a file that spins is killed and is a failure', async (t) => {
  const spinning = `${runnerImport}test('spins', () => { for (;;); });\n`;
  const { counts, output } = await runAll(lay(t, { 'proto/src/a.test.ts': spinning }), { fileMs: 1000 });
  assert.ok(counts.failed >= 1);
  assert.match(output, /proto\/src\/a\.test\.ts did not end within 1 s and was killed/);
});

test('a process that a file leaves behind is killed and is a failure', async (t) => {
  const leaving = `${runnerImport}import { spawn } from 'node:child_process';
test('passes', () => { spawn('sleep', ['1000']).unref(); });\n`;
  const { counts, output } = await runAll(lay(t, { 'proto/src/a.test.ts': leaving }), { leftoverMs: 300 });
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
  assert.match(output, /left processes running/);
});

test('what failed is told with its reason, and not of the suite around it', async (t) => {
  const inSuite = `${runnerImport}import { describe } from 'node:test';
describe('a suite', () => test('fails', () => { throw new Error('the reason'); }));\n`;
  const { failures } = await runAll(lay(t, { 'proto/src/a.test.ts': inSuite }));
  assert.deepEqual(
    failures.map(({ file, failures }) => [file, failures.length]),
    [['proto/src/a.test.ts', 1]],
  );
  assert.match(failures[0].failures[0], /^fails\nError: the reason/);
});

const passesFrom = (run, root) => `${runnerImport}import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync('${root}/runs', '.');
test('passes from run ${run}', () => {
  if (readFileSync('${root}/runs', 'utf8').length < ${run}) throw new Error('too early');
});\n`;

test('a file that fails may run once more, alone, and is named as unsteady then', async (t) => {
  const root = lay(t, { 'proto/src/b.test.ts': passing });
  writeFileSync(join(root, 'proto/src/a.test.ts'), passesFrom(2, root));
  const { counts, unsteady, failures } = await runAll(root, {}, true);
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 1 });
  assert.deepEqual(failures, []);
  assert.equal(unsteady[0].file, 'proto/src/a.test.ts');
  assert.match(unsteady[0].failures[0], /too early/);
});

test('a file that fails twice has failed, and one alone is enough for that where none is to run again', async (t) => {
  for (const [again, runs] of [
    [true, 3],
    [false, 2],
  ]) {
    const root = lay(t, { 'proto/src/b.test.ts': passing });
    writeFileSync(join(root, 'proto/src/a.test.ts'), passesFrom(runs, root));
    assert.deepEqual((await runAll(root, {}, again)).counts, { passed: 1, failed: 1, skipped: 1 });
  }
});

test('none runs again when many fail', async (t) => {
  const many = ['a', 'b', 'c', 'd'].map((name) => [`proto/src/${name}.test.ts`, failing]);
  const { counts, output } = await runAll(lay(t, Object.fromEntries(many)), {}, true);
  assert.deepEqual(counts, { passed: 4, failed: 4, skipped: 0 });
  assert.doesNotMatch(output, /once more/);
});

test('a runner that ends badly without a failed test is a failure', () => {
  assert.deepEqual(judge(1, { passed: 3, failed: 0, skipped: 0 }), { passed: 3, failed: 1, skipped: 0 });
  assert.deepEqual(judge(1, undefined), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(judge(0, { passed: 3, failed: 0, skipped: 0 }), { passed: 3, failed: 0, skipped: 0 });
});

test('tests are found beside the code, those through the browser apart, and by words', (t) => {
  const root = lay(t, {
    'proto/src/room.test.ts': '',
    'proto/src/room.ts': '',
    'proto/node_modules/x/y.test.ts': '',
    'loadtest/src/e2e/call.test.ts': '',
    'loadtest/src/bots/bot.test.ts': '',
    'media-nodes/worker/locate.test.mjs': '',
  });
  assert.deepEqual(findTests(root), {
    '--unit': [
      'loadtest/src/bots/bot.test.ts',
      'media-nodes/worker/locate.test.mjs',
      'proto/src/room.test.ts',
    ],
    '--e2e': ['loadtest/src/e2e/call.test.ts'],
  });
  assert.deepEqual(findTests(root, ['Room', 'call']), {
    '--unit': ['proto/src/room.test.ts'],
    '--e2e': ['loadtest/src/e2e/call.test.ts'],
  });
});
