import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../calls/testing/random.ts';
import { cutText } from './cut-text.ts';

const bytesOf = (text: string): number => Buffer.byteLength(text);
const lengthOf = (text: string): number => text.length;

test('a text that fits stays whole', () => {
  assert.deepEqual(cutText('您好，世界', 15, bytesOf), ['您好，世界']);
  assert.deepEqual(cutText('', 15, bytesOf), []);
});

test('it is cut after a word or a sentence', () => {
  assert.deepEqual(cutText('Your order is on its way', 14, lengthOf), ['Your order is', 'on its way']);
  assert.deepEqual(cutText('您的订单已发货。明天送达', 27, bytesOf), ['您的订单已发货。', '明天送达']);
});

test('a family stays together, and one that is too large for any part loses no code point', () => {
  const family = '👨‍👩‍👧‍👦';
  assert.deepEqual(cutText(`abcd${family}`, family.length + 2, lengthOf), ['abcd', family]);
  const parts = cutText(family, 4, bytesOf);
  assert.equal(parts.join(''), family);
  assert.ok(parts.every((part) => part.isWellFormed()));
});

test('10,000 random texts: every part fits, is well formed, and nothing but blanks is lost', () => {
  const seed = 20261128;
  const random = seededRandom(seed);
  const alphabet = ['a', 'Zulu', ' ', '\n', '，', '订', '单', '😀', '👨‍👩‍👧', 'e\u0301', '. ', '🇨🇳', '  '];
  for (let count = 0; count < 10_000; count += 1) {
    const text = Array.from({ length: random.whole(60) }, () => random.pick(alphabet)).join('');
    const most = 4 + random.whole(40);
    const parts = cutText(text, most, bytesOf);
    const why = `seed ${seed}, text ${count}: ${JSON.stringify([text, most, parts])}`;
    assert.ok(
      parts.every((part) => bytesOf(part) <= most && part.isWellFormed() && part.trim() !== ''),
      why,
    );
    assert.equal(parts.join('').replace(/\s/g, ''), text.replace(/\s/g, ''), why);
  }
});
