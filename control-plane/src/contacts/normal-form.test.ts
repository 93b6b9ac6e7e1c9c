import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalForm } from './normal-form.ts';

test('a phone number has one form however it is written', () => {
  for (const text of ['138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '(138)00138000'])
    assert.equal(normalForm('phone', text), '+8613800138000', text);
  assert.equal(normalForm('phone', '+44 20 7946 0958'), '+442079460958');
  for (const text of ['', '12', '02079460958', '+0123456789', '+1234567890123456', 'call me', '1380013800٠'])
    assert.equal(normalForm('phone', text), undefined, text);
});

test('a mailbox has one form, and what is none is refused', () => {
  assert.equal(normalForm('email', ' Li.Wei@Shop.EXAMPLE '), 'li.wei@shop.example');
  for (const text of [
    '',
    '@',
    'a@b',
    'a b@c.example',
    'a@b@c.example',
    `${'a'.repeat(65)}@b.example`,
    `a@${'b'.repeat(260)}.example`,
  ])
    assert.equal(normalForm('email', text), undefined, text);
});

test('what a system gives is kept as it is, but for spaces around it', () => {
  assert.equal(normalForm('account', ' A-17 '), 'A-17');
  assert.equal(normalForm('wechat', 'oAbC_1'), 'oAbC_1');
  assert.equal(normalForm('account', ' '), undefined);
});
