import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes } from './bytes.ts';

test('a size is told in the largest unit that it fills', () => {
  assert.equal(formatBytes(812, 'en'), '812 byte');
  assert.equal(formatBytes(3_565_158, 'en'), '3.4 MB');
  assert.equal(formatBytes(40 * 1024, 'en'), '40 kB');
});
