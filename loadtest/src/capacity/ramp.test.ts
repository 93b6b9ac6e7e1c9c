import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narrow, ramp } from './ramp.ts';

const below = (limit: number, tried: number[]) => async (load: number) => {
  tried.push(load);
  return load < limit;
};

test('a ramp ends at the first load that does not hold', async () => {
  const tried: number[] = [];
  const knee = await ramp({ from: 10, factor: 2, most: 1_000 }, below(50, tried));
  assert.deepEqual(knee, { held: 40, failed: 80 });
  assert.deepEqual(tried, [10, 20, 40, 80]);
});

test('a ramp that always holds ends at its most', async () => {
  const tried: number[] = [];
  const knee = await ramp({ from: 10, factor: 3, most: 50 }, below(1_000, tried));
  assert.deepEqual(knee, { held: 50, failed: undefined });
  assert.deepEqual(tried, [10, 30, 50]);
});

test('a first step that does not hold leaves nothing that did', async () => {
  assert.deepEqual(await ramp({ from: 10, factor: 2, most: 50 }, below(5, [])), { held: 0, failed: 10 });
});

test('the knee is narrowed by halves', async () => {
  const tried: number[] = [];
  assert.deepEqual(await narrow({ held: 40, failed: 80 }, 3, below(50, tried)), { held: 45, failed: 50 });
  assert.deepEqual(tried, [60, 50, 45]);
});

test('there is nothing to narrow where nothing failed', async () => {
  assert.deepEqual(await narrow({ held: 50, failed: undefined }, 3, below(1, [])), {
    held: 50,
    failed: undefined,
  });
});
