import assert from 'node:assert/strict';
import { test } from 'node:test';
import { charactersOver } from './text-limit.ts';

test('characters count, not the halves that a browser counts', () => {
  assert.equal(charactersOver('😀'.repeat(8_000)), 0);
  assert.equal(charactersOver('字'.repeat(8_003)), 3);
});
