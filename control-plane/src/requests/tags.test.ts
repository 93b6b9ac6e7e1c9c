import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchOf, tagsOf } from './tags.ts';

test('a tag is one word in small letters, in any script', () => {
  assert.deepEqual(tagsOf(['#Billing', ' Late delivery ', '退款', 'ÉTÉ', 'ＶＩＰ', 'a/b:c_d.e-f']), [
    'billing',
    'late-delivery',
    '退款',
    'été',
    'vip',
    'a/b:c_d.e-f',
  ]);
  assert.equal(tagsOf(['x'.repeat(10_000)])[0]?.length, 40);
});

test('a tag that says nothing, and tags without end, are refused', () => {
  for (const raw of ['', ' # ', '"<>"']) assert.throws(() => tagsOf([raw]), { code: 'BAD_REQUEST' });
  assert.throws(() => tagsOf(Array.from({ length: 25 }, () => 'a')), { code: 'BAD_REQUEST' });
});

test('tags are looked for after a number sign, beside words', () => {
  assert.deepEqual(searchOf('broken #Billing lamp  ＃退款'), {
    search: 'broken lamp',
    tags: ['billing', '退款'],
  });
  assert.deepEqual(searchOf('order # 7'), { search: 'order # 7', tags: [] });
});
