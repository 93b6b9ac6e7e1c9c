import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.ts';

test('percentiles are samples that were seen, whatever order they came in', () => {
  const samples = Array.from({ length: 100 }, (_, i) => 100 - i);
  assert.deepEqual(measure('wait', 'ms', samples), {
    name: 'wait',
    unit: 'ms',
    n: 100,
    p50: 50,
    p95: 95,
    p99: 99,
    min: 1,
    max: 100,
  });
});

test('the rank is rounded up, so that few samples never flatter', () => {
  const few = measure('wait', 'ms', [10, 20, 30]);
  assert.equal(few.p50, 20);
  assert.equal(few.p95, 30);
  assert.equal(few.p99, 30);
});

test('one sample is every percentile', () => {
  const one = measure('wait', 'ms', [7.25]);
  assert.deepEqual([one.min, one.p50, one.p95, one.p99, one.max], [7.25, 7.25, 7.25, 7.25, 7.25]);
});

test('negative samples keep their order', () => {
  assert.equal(measure('gain', 'dB', [-1, -3, 2]).min, -3);
});

test('no samples, and samples that are no numbers, are refused', () => {
  assert.throws(() => measure('wait', 'ms', []), /nothing was measured for wait/);
  assert.throws(() => measure('wait', 'ms', [1, Number.NaN]), /not a number/);
  assert.throws(() => measure('wait', 'ms', [Number.POSITIVE_INFINITY]), /not a number/);
});
