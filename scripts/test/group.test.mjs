import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findTests } from './files.mjs';
import { judge, runGroup } from './group.mjs';

function lay(t, files) {
  const root = mkdtempSync(join(tmpdir(), 'weft-group-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

function runAll(root, timeoutMs = 20_000) {
  const files = findTests(root)['--unit'];
  return runGroup({ root, files, folder: root, atOnce: 2, timeoutMs, runnerOptions: [], output: 'ignore' });
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
  assert.deepEqual(await runAll(root), { passed: 2, failed: 1, skipped: 1 });
});

test('a file that does not load is a failure', async (t) => {
  const root = lay(t, { 'proto/src/a.test.ts': "import './missing.ts';\n", 'proto/src/b.test.ts': passing });
  assert.deepEqual(await runAll(root), { passed: 1, failed: 1, skipped: 1 });
});

test('a file that hangs is ended and is a failure', async (t) => {
  const hanging =
    "import { test } from 'node:test';\ntest('hangs', () => new Promise((r) => setTimeout(r, 1e8)));\n";
  const { failed } = await runAll(lay(t, { 'proto/src/a.test.ts': hanging }), 500);
  assert.ok(failed >= 1);
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
