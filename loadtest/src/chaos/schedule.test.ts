import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schedule } from './schedule.ts';

const faults = ['worker-kill', 'node-stop', 'drain', 'edge-kill'];
const first = (count: number, seed: number) => {
  const steps = schedule({ seed, faults, calls: 3 });
  return Array.from({ length: count }, () => steps.next().value);
};

test('the same seed brings the same faults upon the same calls', () => {
  assert.deepEqual(first(50, 7), first(50, 7));
});

test('another seed brings others', () => {
  assert.notDeepEqual(first(50, 7), first(50, 8));
});

test('every fault comes once before any comes again', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const steps = first(12, seed).map(({ fault }) => fault);
    for (let turn = 0; turn < 3; turn += 1) {
      assert.deepEqual(steps.slice(4 * turn, 4 * turn + 4).toSorted(), faults.toSorted(), `seed ${seed}`);
    }
  }
});

test('every call has its turn, and no other is named', () => {
  const calls = new Set(first(200, 3).map(({ call }) => call));
  assert.deepEqual([...calls].toSorted(), [0, 1, 2]);
});

test('without faults or calls there is no schedule', () => {
  assert.throws(() => schedule({ seed: 1, faults: [], calls: 1 }).next(), RangeError);
  assert.throws(() => schedule({ seed: 1, faults, calls: 0 }).next(), RangeError);
});
