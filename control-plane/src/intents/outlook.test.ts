import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntentDocument } from './document.ts';
import { IntentEngine } from './engine.ts';
import { SAYINGS } from './order-words.ts';
import { outlook } from './outlook.ts';
import { seedDocument } from './seed.ts';

const seed = seedDocument();
const engine = IntentEngine.train(seed);
const foresee = (text: string, by = engine) => outlook(by, by.decide(text));

test('an order is told, or asked for, when its intent is on', () => {
  assert.deepEqual(foresee('查询订单'), { does: 'answers', why: 'asks-for-order', text: SAYINGS.zh.ask });
  const told = foresee('where is my order 20261101, phone ends in 5678');
  assert.deepEqual(told, { does: 'answers', why: 'tells-order', text: '' });
  assert.equal(foresee('20261101').why, 'asks-for-order', 'a number alone is a question for it');
});

test('a person, small talk and what nobody knows go to an agent, each for its own reason', () => {
  assert.deepEqual(foresee('转人工'), { does: 'hands-over', why: 'person', text: '' });
  assert.deepEqual(foresee('谢谢'), { does: 'hands-over', why: 'off', text: '' });
  assert.equal(foresee('?!').why, 'nothing-known');
  assert.equal(foresee('delivery invoice password exchange').why, 'unsure');
  const said = seed.intents.other?.examples.en[0] ?? '';
  assert.equal(foresee(said).why, 'other');
});

test('what is off is handed over with its words, and what is on is said in the languages that it has', () => {
  const off = foresee('我要发票');
  assert.deepEqual([off.does, off.why], ['hands-over', 'off']);
  assert.notEqual(off.text, '');
  const invoice = { ...seed.intents.invoice, on: true, answer: { by: 'text', zh: '好的。', en: '' } };
  const on = IntentEngine.train(
    IntentDocument.parse({
      ...seed,
      intents: { ...seed.intents, invoice, payment: { ...seed.intents.payment, answer: { by: 'agent' } } },
    }),
  );
  assert.deepEqual(foresee('我要发票', on), { does: 'answers', why: 'words', text: '好的。' });
  assert.deepEqual(foresee('I need an invoice', on), { does: 'hands-over', why: 'no-words', text: '' });
  assert.equal(foresee('付款失败', on).why, 'agents-business');
  const quiet = IntentDocument.parse({
    ...seed,
    intents: { ...seed.intents, 'order-status': { ...seed.intents['order-status'], on: false } },
  });
  assert.equal(
    foresee('where is my order 20261101, phone ends in 5678', IntentEngine.train(quiet)).why,
    'off',
  );
});
