import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordersOf } from './read-orders.ts';

test('orders are read, and what is foreign in them is taken for unknown', () => {
  const { source, orders } = ordersOf({
    source: 'reached',
    orders: [
      { number: '1', state: 'shipped', total: 5, steps: [{ step: 'paid', atMs: 7, place: 3 }], items: 'no' },
      { number: 2, state: 'teleported' },
      'no order',
    ],
  });
  assert.equal(source, 'reached');
  assert.deepEqual(
    orders.map(({ number, state, steps }) => [number, state, steps.length]),
    [
      ['1', 'shipped', 1],
      ['', 'unknown', 0],
    ],
  );
  assert.deepEqual(orders[0]?.steps[0], { step: 'paid', atMs: 7, place: '' });
});

test('an answer that says nothing of the shop counts as a shop that is away', () => {
  assert.deepEqual(ordersOf({}), { source: 'away', orders: [] });
  assert.throws(() => ordersOf('orders'), { code: 'INTERNAL' });
});
