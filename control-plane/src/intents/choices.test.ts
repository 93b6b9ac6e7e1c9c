import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Choice } from '@weft/proto';
import { Order } from '../orders/order.ts';
import { choicesOf, chosen, decisionOf } from './choices.ts';
import type { Said } from './plan.ts';

const order = (number: string, name: string): Order =>
  Order.parse({
    ...{ number, account: 'li', phone: '', state: 'paid', placedAtMs: 0, currency: 'CNY', total: 1 },
    ...{ items: name === '' ? [] : [{ name, quantity: 1, price: 1 }], carrier: '', trackingNumber: '' },
    ...{ trackingUrl: '', expectedAtMs: 0, steps: [] },
  });
const offered = choicesOf('zh', [order('20261110', 'Nest 休闲椅'), order('20261088', '')]).map((one) =>
  Choice.create(one),
);
const bot: Said = { by: 'bot', text: '订单 20261101：派送中', choices: offered };
const labelOf = (text: string, last: Said | undefined = bot): string | undefined => chosen(last, text)?.label;

test('other orders are offered by number and product, and a person last', () => {
  assert.deepEqual(
    offered.map(({ label }) => label),
    ['20261110 · Nest 休闲椅', '20261088', '转人工客服'],
  );
  const many = Array.from({ length: 50 }, (_, at) => order(`2026${1000 + at}`, '灯'.repeat(200)));
  const bounded = choicesOf('en', many);
  assert.equal(bounded.length, 5);
  assert.ok(bounded.every(({ label = '' }) => [...label].length <= 60));
});

test('a choice is known by its words, by its number, and in either width', () => {
  assert.equal(labelOf('20261110 · Nest 休闲椅'), '20261110 · Nest 休闲椅');
  for (const text of ['2', ' 2. ', '２', '(2)']) assert.equal(labelOf(text), '20261088', text);
  for (const text of ['0', '9', '20', '2 of them', '', 'where is it?'])
    assert.equal(labelOf(text), undefined, text);
});

test('a number is no choice where nothing was offered just before', () => {
  assert.equal(chosen(undefined, '2'), undefined);
  assert.equal(labelOf('2', { by: 'customer', text: 'well', choices: [] }), undefined);
});

test('what is chosen is certain, whatever its words seem to want', () => {
  const [first, , person] = offered.map(decisionOf);
  assert.deepEqual(
    [first?.intent, first?.sure, first?.slots],
    ['order-status', true, { orderNumber: '20261110' }],
  );
  assert.deepEqual([person?.intent, person?.sure, person?.language], ['human', true, 'zh']);
});
