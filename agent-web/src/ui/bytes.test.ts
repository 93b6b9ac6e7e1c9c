import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_FILE_BYTES } from '../state/conversation/file-limits.ts';
import { formatBytes } from './bytes.ts';

test('a size is told in the largest unit that it fills', () => {
  assert.equal(formatBytes(812, 'en'), '812 byte');
  assert.equal(formatBytes(3_400_000, 'en'), '3.4 MB');
  assert.equal(formatBytes(40_000, 'en'), '40 kB');
});

test('a unit is what its name says, so that the limit of a file is told as it is', () => {
  assert.equal(formatBytes(MAX_FILE_BYTES, 'en'), '20 MB');
  assert.equal(formatBytes(MAX_FILE_BYTES, 'zh'), '20 MB');
});

test('what would be rounded up to a thousand of one unit is one of the next', () => {
  assert.equal(formatBytes(999_600, 'en'), '1 MB');
  assert.equal(formatBytes(999_400, 'en'), '999 kB');
});
