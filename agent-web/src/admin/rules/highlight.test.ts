import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, tokensOf } from './highlight.ts';

const TEXT = '{"a": "b \\" c", "n": -1.5, "t": true, broken "x';

test('tokens are the text, with names, texts, numbers and words told apart', () => {
  const tokens = tokensOf(TEXT);
  assert.equal(tokens.map(({ text }) => text).join(''), TEXT);
  const of = (kind: string) => tokens.filter((token) => token.kind === kind).map(({ text }) => text);
  assert.deepEqual(of('key'), ['"a"', '"n"', '"t"']);
  assert.deepEqual(of('text'), ['"b \\" c"', '"x']);
  assert.deepEqual([of('number'), of('word')], [['-1.5'], ['true']]);
});

test('a cut changes nothing of the text', () => {
  const cut = cutAt(tokensOf(TEXT), [8, 10, 10, 999]);
  assert.equal(cut.map(({ text }) => text).join(''), TEXT);
  assert.ok(cut.some(({ offset, text }) => offset === 8 && text.length === 2));
});
