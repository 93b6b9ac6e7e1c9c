import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from './compile-rules.ts';
import { type Work, workOf } from './model.ts';
import type { RuleSetInput } from './rules.ts';

const RULES: RuleSetInput['rules'] = [
  { name: 'refunds', when: 'work.topic == "refund" AND work.value > 10' },
  { name: 'either', when: 'work.topic IN ["refund", "sales"]' },
  { name: 'anybody', when: 'work.urgent' },
  { name: 'turned round', when: '"sales" == work.topic' },
  { name: 'not this', when: 'NOT work.topic == "refund"' },
  { name: 'or that', when: 'work.topic == "refund" OR work.language == "zh"' },
  { name: 'chinese', when: 'work.language == "zh"' },
];

function rulesFor(work: Partial<Work>): readonly string[] {
  const compiled = compileRules({
    rules: RULES,
    queues: { q: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  const whole = workOf({ workId: 'w', channel: 'chat', arrivedAtMs: 0, ...work });
  return compiled.rules.rules.for({ work: whole }).map(({ name }) => name);
}

test('rules that demand another topic are not asked, and all others are, in their order', () => {
  const always = ['anybody', 'not this', 'or that', 'chinese'];
  assert.deepEqual(rulesFor({ topic: 'refund' }), ['refunds', 'either', ...always]);
  assert.deepEqual(rulesFor({ topic: 'sales' }), [
    'either',
    'anybody',
    'turned round',
    'not this',
    'or that',
    'chinese',
  ]);
  assert.deepEqual(rulesFor({ topic: 'other' }), always);
});

test('where nothing is demanded of one attribute, every rule is asked', () => {
  const compiled = compileRules({
    rules: [{ name: 'any', when: 'work.value > 3' }],
    queues: { q: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  assert.ok(compiled.ok);
  const work = workOf({ workId: 'w', channel: 'chat', arrivedAtMs: 0 });
  assert.equal(compiled.rules.rules.for({ work }).length, 1);
});
