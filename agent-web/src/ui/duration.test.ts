import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, isoDuration } from './duration.ts';

test('a duration is told like a clock face', () => {
  assert.equal(formatDuration(0), '0:00');
  assert.equal(formatDuration(7_999), '0:07');
  assert.equal(formatDuration(750_000), '12:30');
  assert.equal(formatDuration(3_723_000), '1:02:03');
});

test('a clock that was set back gives no negative duration', () => {
  assert.equal(formatDuration(-5_000), '0:00');
  assert.equal(isoDuration(-5_000), 'PT0S');
});

test('machines read whole seconds', () => {
  assert.equal(isoDuration(61_500), 'PT61S');
});
