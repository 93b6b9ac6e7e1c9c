import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributesOf, attributesText, languagesOf } from './traits-text.ts';

test('attributes come back from their text as they were', () => {
  const attributes = {
    ...{ team: 'north', floor: 3, senior: true, code: '007', note: 'true', empty: '' },
    places: ['Shanghai, Pudong', 'Paris', 5],
  };
  const read = attributesOf(attributesText(attributes));
  assert.deepEqual(read, { ok: true, attributes });
  assert.match(attributesText(attributes), /^team = north\nfloor = 3\n/);
});

test('a line that says nothing is told by its number', () => {
  assert.deepEqual(attributesOf('team = a\n\nnorth'), { ok: false, line: 3 });
  assert.deepEqual(attributesOf('= a'), { ok: false, line: 1 });
  assert.deepEqual(attributesOf(' \n'), { ok: true, attributes: {} });
});

test('languages are codes, however they are parted', () => {
  assert.deepEqual(languagesOf('zh, en，fr zh'), ['zh', 'en', 'fr']);
  assert.deepEqual(languagesOf(' '), []);
});
