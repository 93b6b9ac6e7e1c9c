import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { liveHeapOf } from './live-heap.ts';

const MIB = 2 ** 20;
/** Holds 40 MiB, has thrown 200 away, and lives on. */
const HOLDER = `
  globalThis.kept = Array.from({ length: 40 }, () => Buffer.alloc(${MIB}, 1));
  for (let i = 0; i < 200; i++) Buffer.alloc(${MIB}, 1);
  setInterval(() => undefined, 1_000);
  console.log('ready');
`;

function holding(mebibytes: number) {
  const script = HOLDER.replace('length: 40', `length: ${mebibytes}`);
  return spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
}

test('several processes are weighed one after the other, each for itself', async () => {
  const holders = [10, 30, 50].map(holding);
  try {
    await Promise.all(holders.map(({ stdout }) => once(stdout, 'data')));
    const weights: number[] = [];
    for (const { pid } of holders) weights.push(Math.floor((await liveHeapOf(pid ?? 0)) / MIB / 10));
    assert.deepEqual(weights, [1, 3, 5]);
  } finally {
    for (const holder of holders) holder.kill();
  }
});

test('a process holds what it can reach, and is weighed again after', async () => {
  const holder = holding(40);
  try {
    await once(holder.stdout, 'data');
    const { pid } = holder;
    assert.ok(pid !== undefined);
    for (const turn of ['first', 'second']) {
      const bytes = await liveHeapOf(pid);
      assert.ok(bytes > 40 * MIB && bytes < 60 * MIB, `${turn}: ${bytes}`);
    }
    assert.equal(holder.exitCode, null);
  } finally {
    holder.kill();
  }
});
