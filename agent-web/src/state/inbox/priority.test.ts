import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRIORITIES, pointsOf, priorityOf } from './priority.ts';

test('each priority is known again by its points, and higher ones have more', () => {
  assert.deepEqual(PRIORITIES.map(pointsOf).map(priorityOf), PRIORITIES);
  assert.deepEqual(
    PRIORITIES.map(pointsOf),
    PRIORITIES.map(pointsOf).toSorted((a, b) => a - b),
  );
});

test('points that something else gave are called by the nearest name', () => {
  assert.deepEqual([-1, 1, 499, 500].map(priorityOf), ['normal', 'high', 'high', 'urgent']);
});
