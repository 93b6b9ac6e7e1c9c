import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Buyer } from '../orders/order.ts';
import { IntentDocument } from './document.ts';
import { IntentEngine } from './engine.ts';
import { SAYINGS } from './order-words.ts';
import { needsContext, plan, type Said } from './plan.ts';
import { seedDocument } from './seed.ts';

const seed = seedDocument();
const engine = IntentEngine.train(seed);
const NOBODY: Buyer = { accounts: [], phones: [] };
const LI: Buyer = { accounts: ['li'], phones: [] };

const ask = (text: string, more: { buyer?: Buyer; before?: readonly Said[]; locale?: string } = {}) =>
  plan(engine, { decision: engine.decide(text), before: [], buyer: NOBODY, locale: '', ...more });
const bot = (text: string): Said => ({ by: 'bot', text, choices: [] });
const customer = (text: string): Said => ({ by: 'customer', text, choices: [] });

test('who is known is told of the order that they name, or of the newest', () => {
  const { decision: _, ...named } = ask('查询订单 20261101', { buyer: LI });
  assert.deepEqual(named, { language: 'zh', do: 'look-up', orderNumber: '20261101', quiet: false });
  const { decision: __, ...newest } = ask('where is my order', { buyer: LI });
  assert.deepEqual(newest, { language: 'en', do: 'look-up', quiet: false });
});

test('a phone tail proves nothing for who is signed in', () => {
  const made = ask('查询订单 20261205 手机尾号 4321', { buyer: LI });
  assert.equal('phoneTail' in made, false);
});

const said = (made: ReturnType<typeof ask>): string => (made.do === 'say' ? made.text : made.do);

test('who is not known is asked for number and phone, and looked up when both are there', () => {
  assert.equal(said(ask('查询订单')), SAYINGS.zh.ask);
  const before = [customer('查询订单'), bot(SAYINGS.zh.ask)];
  assert.equal(said(ask('20261101', { before })), SAYINGS.zh.askPhone);
  const third = ask('5678', { before: [...before, customer('20261101'), bot(SAYINGS.zh.askPhone)] });
  assert.ok(third.do === 'look-up' && third.orderNumber === '20261101' && third.phoneTail === '5678');
  const atOnce = ask('where is my order 20261101, phone ends in 5678');
  assert.ok(atOnce.do === 'look-up' && atOnce.phoneTail === '5678');
});

test('nobody is asked for what they have said already', () => {
  assert.equal(said(ask('where is my order 20261101?')), SAYINGS.en.askPhone);
  const before = [customer('where is my order 20261101?'), bot(SAYINGS.en.askPhone)];
  const made = ask('5678', { before });
  assert.ok(made.do === 'look-up' && made.orderNumber === '20261101' && made.phoneTail === '5678');
  assert.equal(said(ask('查询订单，手机尾号 5678')), SAYINGS.zh.askNumber);
});

test('a certain phone needs a number, and no digits of the phone', () => {
  const buyer = { accounts: [], phones: ['13800135678'] };
  assert.equal(said(ask('查询订单', { buyer })), SAYINGS.zh.askNumber);
  const second = ask('查询订单 20261101', { buyer });
  assert.ok(second.do === 'look-up' && second.orderNumber === '20261101');
});

test('an order number alone is a question for that order, in the language before or of the page', () => {
  const made = ask('20261101', { buyer: LI, locale: 'zh-CN' });
  assert.deepEqual([made.do, made.language], ['look-up', 'zh']);
  assert.equal(
    ask('20261101', { buyer: LI, before: [customer('hello there')], locale: 'zh' }).language,
    'en',
  );
});

test('the wish for a person is heard in the middle of a question for an order', () => {
  assert.equal(ask('转人工').do, 'human');
  assert.equal(ask('agent', { before: [bot(SAYINGS.en.ask)] }).do, 'human');
});

test('what is unsure, or none of its business, goes to an agent', () => {
  for (const text of ['讲个笑话', 'asdf qwer', '你们太差劲了，我要投诉', '🙂'])
    assert.equal(ask(text, { buyer: LI }).do, 'pass', text);
});

test('after three orders that there are not an agent is to help', () => {
  const before = Array.from({ length: 3 }, () => [customer('20269999 0000'), bot(SAYINGS.zh.unknown)]).flat();
  assert.equal(ask('20269998 0000', { before }).do, 'pass');
  assert.equal(ask('20269998 0000', { before: before.slice(0, 4) }).do, 'look-up');
});

test('what is switched off for an intent is only suggested', () => {
  const off = IntentDocument.parse(structuredClone(seed));
  for (const spec of Object.values(off.intents)) spec.on = false;
  const decision = engine.decide('查询订单');
  const quiet = plan(IntentEngine.train(off), { decision, before: [], buyer: LI, locale: '' });
  assert.ok(quiet.do === 'look-up' && quiet.quiet);
  const invoice = ask('我要开发票');
  assert.ok(invoice.do === 'pass' && invoice.suggestion.includes('税号'));
});

test('two programs do not talk to each other for ever', () => {
  const before = Array.from({ length: 6 }, () => [customer('查询订单'), bot('订单 1：已签收')]).flat();
  assert.equal(ask('查询订单', { buyer: LI, before }).do, 'pass');
  assert.equal(ask('转人工', { buyer: LI, before }).do, 'human');
});

test('nothing is read for a text that is about no order', () => {
  const needs = (text: string): boolean => needsContext(engine, engine.decide(text));
  for (const text of ['查询订单', '20261101', '尾号 5678']) assert.ok(needs(text), text);
  for (const text of ['你好', 'thanks', '我要投诉', 'asdf']) assert.ok(!needs(text), text);
});
