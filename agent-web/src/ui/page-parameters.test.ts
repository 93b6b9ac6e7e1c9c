import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageParameters } from './page-parameters.ts';

test('region and auto-accept are read from the address', () => {
  assert.deepEqual(readPageParameters('?region=ap&auto=1'), { region: 'ap', autoAccept: true });
});

test('nothing asked means the nearest region and no auto-accept', () => {
  assert.deepEqual(readPageParameters(''), { region: '', autoAccept: false });
});

test('a region that cannot be an id and any other "auto" count as not given', () => {
  assert.deepEqual(readPageParameters('?region=a.b%2F*&auto=yes'), { region: '', autoAccept: false });
});
