import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortAgo } from './ago.ts';

const now = new Date(2026, 2, 10, 12).getTime();

test('what is less than a minute old has no age yet, nor what a set clock puts ahead', () => {
  assert.equal(shortAgo(now - 59_000, now, 'en'), undefined);
  assert.equal(shortAgo(now + 5_000, now, 'en'), undefined);
});

test('minutes, then hours, then the date', () => {
  assert.equal(shortAgo(now - 5 * 60_000, now, 'en'), '5 min');
  assert.equal(shortAgo(now - 3 * 3_600_000, now, 'en'), '3 hr');
  assert.equal(shortAgo(now - 3 * 3_600_000, now, 'zh'), '3小时');
  assert.equal(shortAgo(now - 48 * 3_600_000, now, 'en'), '3/8');
});
