import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExactJson, readUtf8 } from './exact-json.ts';

test('an id of 64 bits keeps its digits', () => {
  assert.deepEqual(readExactJson('{"id":9223372036854775807,"list":[1.50]}'), {
    id: '9223372036854775807',
    list: ['1.50'],
  });
});

test('what is no JSON, nested a million deep or no UTF-8 is a bad request', () => {
  const bad = { code: 'BAD_REQUEST' };
  assert.throws(() => readExactJson('{'), bad);
  assert.throws(() => readExactJson('['.repeat(1_000_000) + ']'.repeat(1_000_000)), bad);
  assert.throws(() => readUtf8(Uint8Array.of(0xff, 0xfe)), bad);
});
