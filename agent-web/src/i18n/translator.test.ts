import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Translator } from './translator.ts';

Object.assign(globalThis, { document: { documentElement: { lang: '' } } });

const english = { chat: { hello: 'Hello' } };
const chinese = { chat: { hello: '你好' } };
const says = ({ i18n }: Translator): string => i18n.t('chat:hello' as 'chat:send');

test('Chinese is fetched once, when it is first wanted', async () => {
  let fetched = 0;
  const translator = new Translator(english, async () => {
    fetched += 1;
    return chinese;
  });
  assert.deepEqual([says(translator), fetched], ['Hello', 0]);
  await translator.speak('zh');
  assert.equal(says(translator), '你好');
  await translator.speak('en');
  assert.equal(says(translator), 'Hello');
  await translator.speak('zh');
  assert.deepEqual([says(translator), fetched], ['你好', 1]);
});

test('words that cannot be had leave the language as it is, and are asked for again', async () => {
  let tries = 0;
  const translator = new Translator(english, () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(chinese);
  });
  await translator.speak('zh');
  assert.equal(says(translator), 'Hello');
  await translator.speak('zh');
  assert.equal(says(translator), '你好');
});

test('who wants English again meanwhile gets English', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof chinese>();
  const translator = new Translator(english, () => promise);
  const wish = translator.speak('zh');
  await translator.speak('en');
  resolve(chinese);
  await wish;
  assert.equal(says(translator), 'Hello');
});
