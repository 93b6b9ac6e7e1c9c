import assert from 'node:assert/strict';
import { test } from 'node:test';
import { score } from './score.ts';

const judged = (intent: string, decided: string, sure = true) => ({ intent, decided, sure });

test('every intent counts the same, however many sentences it has', () => {
  const many = Array.from({ length: 98 }, () => judged('a', 'a'));
  const result = score([...many, judged('b', 'a'), judged('b', 'a')], 'none');
  assert.equal(result.accuracy, 0.98);
  assert.ok(result.macroF1 < 0.5, `${result.macroF1}`);
  assert.deepEqual(result.intents.b, { precision: 0, recall: 0, f1: 0, sentences: 2 });
});

test('what is none of the intents lowers the precision of the one it is taken for', () => {
  const result = score([judged('a', 'a'), judged('none', 'a'), judged('none', 'none', false)], 'none');
  assert.deepEqual(result.intents.a, { precision: 0.5, recall: 1, f1: 0.6667, sentences: 1 });
  assert.deepEqual([result.abstained, result.rightWhenSure], [0.3333, 0.5]);
  assert.equal('none' in result.intents, false);
});

test('nothing judged is no score, and no division by nothing', () => {
  assert.deepEqual(score([], 'none').macroF1, 0);
});
