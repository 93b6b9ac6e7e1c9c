import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntentDocument, OTHER, problemsOf } from './document.ts';
import { IntentEngine } from './engine.ts';
import { seedDocument } from './seed.ts';
import { languageOf, normalised } from './text.ts';

const seed = seedDocument();
const engine = IntentEngine.train(seed);

const CLEAR = [
  ['查询订单', 'order-status', 'zh'],
  ['where is my order 20261101', 'order-status', 'en'],
  ['轉人工', 'human', 'zh'],
  ['I want to talk to a human', 'human', 'en'],
  ['我要退货', 'return', 'zh'],
  ['track my parcel', 'delivery', 'en'],
] as const;
for (const [text, intent, language] of CLEAR)
  test(`"${text}" is surely ${intent}`, () => {
    const decision = engine.decide(text);
    assert.deepEqual([decision.intent, decision.sure, decision.language], [intent, true, language]);
    assert.ok(decision.confidence > decision.runnerUp.confidence);
    assert.ok(decision.because.length > 0);
  });

test('a decision has its reason: confidence, runner-up, slots and words', () => {
  const { slots, because, runnerUp } = engine.decide('请查询订单 20261101，手机尾号 5678');
  assert.deepEqual(slots, { orderNumber: '20261101', phoneTail: '5678' });
  assert.ok(because.includes('订单') || because.some((words) => words.includes('订单')), because.join());
  assert.notEqual(runnerUp.intent, '');
});

test('what is none of the intents, and what holds no word, is never sure', () => {
  for (const text of [
    '讲个笑话',
    'tell me a joke',
    '20261101',
    '🙂🙂',
    '',
    '?!',
    'الطقس اليوم',
    '\u0000'.repeat(5_000),
  ])
    assert.equal(engine.decide(text).sure, false, text);
  assert.equal(engine.decide('tell me a joke').intent, OTHER);
});

test('the same examples make the same model', () => {
  const again = IntentEngine.train(seed);
  for (const [text] of CLEAR) assert.deepEqual(again.decide(text), engine.decide(text));
});

test('an example that is added is learnt', () => {
  const before = engine.decide('rent a crane');
  assert.equal(before.intent === 'rental', false);
  const rental = {
    on: false,
    answer: { by: 'agent' },
    examples: { zh: [], en: ['rent a crane', 'rent it'] },
  };
  const more = IntentDocument.parse({ ...seed, intents: { ...seed.intents, rental } });
  assert.equal(IntentEngine.train(more).decide('rent a crane').intent, 'rental');
});

test('typing by sound, traditional characters and full width do not hide what is meant', () => {
  assert.equal(engine.decide('查寻丁单').intent, 'order-status');
  assert.equal(engine.decide('查詢訂單').intent, 'order-status');
  assert.equal(engine.decide('ｗｈｅｒｅ　ｉｓ　ｍｙ　ｏｒｄｅｒ').intent, 'order-status');
  assert.equal(normalised('訂單 ２０２６１１０１！'), normalised('订单20261101'));
});

test('a language is what most of the message is in', () => {
  assert.equal(languageOf('我的order到哪了'), 'zh');
  assert.equal(languageOf('where is 订单 now please'), 'en');
  assert.equal(languageOf('12345'), undefined);
});

test('what comes with Weft is sound, and what contradicts itself is named', () => {
  assert.deepEqual(problemsOf(seed), []);
  const spec = (en: readonly string[]) => ({ examples: { en } });
  const wrong = IntentDocument.parse({
    threshold: 0.6,
    intents: { one: spec(['Yes!']), two: spec(['yes', '?!']), three: spec([]) },
  });
  assert.deepEqual(
    problemsOf(wrong).map(({ intent }) => intent),
    ['two', 'two', 'three'],
  );
});
