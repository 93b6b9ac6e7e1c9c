import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cart, changeCart, countOf } from './cart.ts';

const empty: Cart = new Map();

test('things are added one by one', () => {
  const cart = changeCart(changeCart(empty, { id: 'halo', by: 1 }), { id: 'halo', by: 1 });
  assert.equal(cart.get('halo'), 2);
  assert.equal(countOf(cart), 2);
});

test('the last one taken out leaves nothing behind', () => {
  const cart = changeCart(changeCart(empty, { id: 'nest', by: 1 }), { id: 'nest', by: -1 });
  assert.equal(cart.size, 0);
});

test('a cart holds no more than twenty of one thing', () => {
  let cart = empty;
  for (let count = 0; count < 30; count += 1) cart = changeCart(cart, { id: 'arc', by: 1 });
  assert.equal(cart.get('arc'), 20);
});

test('the cart of before is not touched', () => {
  changeCart(empty, { id: 'dune', by: 1 });
  assert.equal(empty.size, 0);
});
