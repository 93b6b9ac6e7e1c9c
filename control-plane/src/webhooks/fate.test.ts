import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fateOf, MOST_AT_ONCE, roomAt } from './fate.ts';

test('an event that was taken is delivered, whatever came before', () => {
  for (const status of [200, 204, 299]) assert.deepEqual(fateOf(7, status, 0), { state: 'delivered' });
});

test('an event that was not taken is tried again after growing pauses, and then given up', () => {
  const waits = [1, 2, 3, 4, 5, 6].map((tries) => {
    const fate = fateOf(tries, tries === 1 ? 0 : 500, 1_000);
    return fate.state === 'waiting' ? (fate.dueAtMs - 1_000) / 1_000 : fate.state;
  });
  assert.deepEqual(waits, [5, 30, 120, 600, 3_600, 21_600]);
  assert.deepEqual(fateOf(7, 500, 1_000), { state: 'given-up' });
  for (const status of [0, 199, 301, 404, 410, 429])
    assert.equal(fateOf(1, status, 0).state, 'waiting', `${status}`);
});

test('an endpoint that fails is asked by one at a time', () => {
  assert.deepEqual(
    [roomAt(false, 0), roomAt(false, 1), roomAt(false, 9)],
    [MOST_AT_ONCE, MOST_AT_ONCE - 1, 0],
  );
  assert.deepEqual([roomAt(true, 0), roomAt(true, 1), roomAt(true, MOST_AT_ONCE)], [1, 0, 0]);
});
