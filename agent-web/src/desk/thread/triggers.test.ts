import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionedIn, replaceTrigger, triggerAt } from './triggers.ts';

const at = (text: string) => triggerAt(text, text.length);

test('a slash asks for a template at the start of a line only', () => {
  assert.deepEqual(at('/hel'), { kind: 'template', query: 'hel', from: 0 });
  assert.deepEqual(at('Hi\n/'), { kind: 'template', query: '', from: 3 });
  assert.equal(at('and/or'), undefined);
  assert.equal(at('https://x'), undefined);
});

test('an at sign asks for an agent, but not in an e-mail address', () => {
  assert.deepEqual(at('ask @an'), { kind: 'mention', query: 'an', from: 4 });
  assert.equal(at('kim@example'), undefined);
  assert.equal(at('@anna '), undefined);
});

test('what is chosen takes the place of what was typed, and the rest stays', () => {
  const text = 'ask @an today';
  const trigger = triggerAt(text, 7);
  assert.ok(trigger);
  assert.deepEqual(replaceTrigger(text, 7, trigger, '@Anna '), { text: 'ask @Anna  today', caret: 10 });
});

test('people are mentioned by the names that were put in', () => {
  const agents = [
    { agentId: 'anna', displayName: 'Anna Lee' },
    { agentId: 'ben', displayName: 'Ben' },
    { agentId: 'x', displayName: '' },
  ];
  assert.deepEqual(mentionedIn('please @Anna Lee', agents), ['anna']);
});
