import assert from 'node:assert/strict';
import { test } from 'node:test';
import { histogram } from './histogram.ts';

test('a sample on a bound belongs below it', () => {
  assert.deepEqual(histogram([2, 2.1, 4]), [
    { upTo: 2, n: 1 },
    { upTo: 2.8, n: 1 },
    { upTo: 4, n: 1 },
  ]);
});

test('buckets between are there though nothing is in them', () => {
  assert.deepEqual(
    histogram([2, 8]).map(({ n }) => n),
    [1, 0, 0, 0, 1],
  );
});

test('what is not above zero counts into the first, and nothing has no buckets', () => {
  assert.deepEqual(histogram([-5, 0, 0.5]), [{ upTo: 1, n: 3 }]);
  assert.deepEqual(histogram([]), []);
});
