import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitFields, mayGoTo, priceOf, senderFields, senderFor } from './settings.ts';

test('the longest prefix of a number chooses its sender', () => {
  const senders = [
    { prefix: '+8613', sender: 'mobile' },
    { prefix: '+86', sender: 'china' },
  ];
  const sees = (to: string): string => senderFor({ sender: 'everybody', senders }, to);
  assert.deepEqual(['+8613800000001', '+8621000000', '+447700900123'].map(sees), [
    'mobile',
    'china',
    'everybody',
  ]);
});

test('a price is an amount of a currency, or nothing', () => {
  assert.deepEqual(priceOf('0.05 CNY'), { amount: 0.05, currency: 'CNY' });
  assert.equal(priceOf(''), undefined);
  for (const wrong of ['0.05', '5 cny', '-1 CNY', '0.05 CNY ', '1e9 CNY', 'CNY'])
    assert.ok(!limitFields.price.safeParse(wrong).success, wrong);
});

test('an account may be kept to the countries that it is for', () => {
  const goes = (onlyTo: string) =>
    ['+8613800000001', '+447700900123', '10690000'].map((to) => mayGoTo({ onlyTo }, to));
  assert.deepEqual(goes(''), [true, true, true]);
  assert.deepEqual(goes('+86 +852'), [true, false, true]);
  for (const wrong of ['86', '+86,+852', '+86 ', 'China'])
    assert.ok(!senderFields.onlyTo.safeParse(wrong).success, wrong);
});
