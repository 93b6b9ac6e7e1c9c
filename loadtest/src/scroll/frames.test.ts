import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framesPerSecond } from './frames.ts';

test('frames per second are counted over the whole time: one late frame costs what it took', () => {
  assert.equal(framesPerSecond([20, 20, 20, 20]), 50);
  assert.equal(framesPerSecond([10, 10, 10, 70]), 40);
});
