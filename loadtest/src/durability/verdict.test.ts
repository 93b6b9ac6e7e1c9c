import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumOf, verdictOf } from './verdict.ts';

test('a timeline that holds everything once and in order has nothing wrong', () => {
  assert.deepEqual(verdictOf(['a', 'b', 'c'], ['a', 'x', 'b', 'c']), { lost: 0, doubled: 0, misordered: 0 });
});

test('what is missing, there twice or out of order is counted', () => {
  assert.deepEqual(verdictOf(['a', 'b', 'c', 'd'], ['b', 'a', 'b']), { lost: 2, doubled: 1, misordered: 1 });
  const one = { lost: 1, doubled: 2, misordered: 3 };
  assert.deepEqual(sumOf([one, one]), { lost: 2, doubled: 4, misordered: 6 });
});
