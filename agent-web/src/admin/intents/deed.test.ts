import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deedOf } from './deed.ts';

const text = (zh: string, en: string) => ({ by: 'text', zh, en }) as const;

test('an intent that is on is answered if it has anything to say', () => {
  assert.equal(deedOf('delivery', { on: true, answer: { by: 'orders' } }), 'answers');
  assert.equal(deedOf('invoice', { on: true, answer: text('', 'Yes.') }), 'answers');
  assert.equal(deedOf('invoice', { on: true, answer: text(' ', '') }), 'hands-over');
  assert.equal(deedOf('invoice', { on: true, answer: { by: 'agent' } }), 'hands-over');
});

test('an intent that is off is suggested to agents', () => {
  assert.equal(deedOf('delivery', { on: false, answer: { by: 'orders' } }), 'suggests');
  assert.equal(deedOf('stock', { on: false, answer: { by: 'agent' } }), 'hands-over');
});

test('a person and small talk are dealt with whatever is set', () => {
  assert.equal(deedOf('human', { on: false, answer: text('x', 'x') }), 'person');
  assert.equal(deedOf('other', { on: true, answer: text('x', 'x') }), 'hands-over');
});
