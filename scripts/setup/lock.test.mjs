import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withLock } from './lock.mjs';

function lockFile(t) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-lock-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'deep', 'a.lock');
}

test('two holders work one after the other', async (t) => {
  const file = lockFile(t);
  let inside = 0;
  const work = async () => {
    inside += 1;
    assert.equal(inside, 1);
    await new Promise(setImmediate);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(file, work, { pollMs: 1 })));
  assert.equal(existsSync(file), false);
});

test('the lock is free after work that failed', async (t) => {
  const file = lockFile(t);
  await assert.rejects(
    withLock(file, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await withLock(file, async () => 'in'), 'in');
});

test('the lock of a process that is gone is taken over', async (t) => {
  const file = lockFile(t);
  await withLock(file, async () => {});
  writeFileSync(file, JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1 }));
  assert.equal(await withLock(file, async () => 'in', { pollMs: 1 }), 'in');
});

test('the lock of another machine is taken over only when it is no longer touched', async (t) => {
  const file = lockFile(t);
  await withLock(file, async () => {});
  writeFileSync(file, JSON.stringify({ host: 'elsewhere', pid: 1 }));
  let waited = 0;
  const say = () => {
    waited += 1;
    if (waited === 3) utimesSync(file, 0, 0);
  };
  assert.equal(await withLock(file, async () => 'in', { say, pollMs: 1 }), 'in');
  assert.equal(waited, 3);
});
