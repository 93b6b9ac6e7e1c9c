import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processorMs } from './processor-time.ts';

test('a process has used what it says itself, in ticks', async () => {
  const own = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const before = own();
  const told = await processorMs(process.pid);
  assert.ok(told >= before - 50 && told <= own() + 50, `${before} ms, told ${told}`);
  await assert.rejects(processorMs(2 ** 30));
});
