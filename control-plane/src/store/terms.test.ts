import assert from 'node:assert/strict';
import { test } from 'node:test';
import { termsOf } from './terms.ts';

test('a text is found by its words, and by each Chinese character and each two of them', () => {
  assert.deepEqual(termsOf('Order A-17，订单号'), ['order', 'a', '17', '订', '单', '订单', '号', '单号']);
});

test('a text has the same terms whether or not something in it needs a segmenter', () => {
  for (const text of [
    '',
    'one\r\ntwo',
    '订单 a1 订，单。x',
    'ＡＢ１２',
    `${'word '.repeat(3)}${'字'.repeat(500)}`,
  ]) {
    assert.deepEqual(termsOf(`😀${text}`), termsOf(text));
  }
  assert.deepEqual(termsOf('cafe\u0301 한국'), ['café', '한', '국', '한국']);
});
