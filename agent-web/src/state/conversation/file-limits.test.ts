import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFile, MAX_FILE_BYTES } from './file-limits.ts';

test('what may be sent is told before its first byte goes out', () => {
  const judge = (name: string, type = '', size = 1): string => judgeFile({ name, type, size });
  assert.equal(judge('photo.JPG'), 'good');
  assert.equal(judge('from the clipboard', 'image/png'), 'good');
  assert.equal(judge('发票.pdf'), 'good');
  assert.equal(judge('page.html', 'text/html'), 'wrong-kind');
  assert.equal(judge('logo.svg', 'image/svg+xml'), 'wrong-kind');
  assert.equal(judge('photo.png.exe'), 'wrong-kind');
  assert.equal(judge('nothing.txt', 'text/plain', 0), 'empty');
  assert.equal(judge('long.pdf', '', MAX_FILE_BYTES + 1), 'too-large');
});
