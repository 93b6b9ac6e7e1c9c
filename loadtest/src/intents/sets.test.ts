import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalised, OTHER, seedDocument } from '@weft/control-plane/intents';
import { LANGUAGES, labelledSet } from './sets.ts';

const MIN_SENTENCES = 600;
const MIN_INTENTS = 12;

/** Sentences that differ in spaces, signs, width, or script alone are one. */
const keyOf = (text: string): string => normalised(text).replaceAll(' ', '');

const learnt = new Map<string, string>();
for (const [intent, { examples }] of Object.entries(seedDocument().intents))
  for (const text of [...examples.zh, ...examples.en]) learnt.set(keyOf(text), intent);

for (const language of LANGUAGES) {
  const tested = labelledSet('test', language);
  const developed = labelledSet('dev', language);

  test(`no sentence of the ${language} sets is an example that is learnt`, () => {
    for (const { text } of [...tested, ...developed]) assert.equal(learnt.get(keyOf(text)), undefined, text);
  });

  test(`no sentence of the ${language} test set is in the development set, or there twice`, () => {
    const seen = new Set(developed.map(({ text }) => keyOf(text)));
    for (const { text } of tested) {
      assert.ok(!seen.has(keyOf(text)), text);
      seen.add(keyOf(text));
    }
  });

  test(`the ${language} test set has enough sentences of enough intents, all of which are learnt`, () => {
    const intents = new Set(tested.map(({ intent }) => intent));
    assert.ok(tested.filter(({ intent }) => intent !== OTHER).length >= MIN_SENTENCES);
    assert.ok(intents.size > MIN_INTENTS);
    for (const intent of intents) assert.ok([...learnt.values()].includes(intent), intent);
  });
}
