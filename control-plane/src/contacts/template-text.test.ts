import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownVariables } from './template-text.ts';

test('variables of the contact, the agent and any attribute are known', () => {
  assert.deepEqual(unknownVariables('{{contact.name}} {{ agent.name }} {{size}} {{订单}} { {x.y} } {{'), []);
});

test('a variable that nobody would fill in is told with its column', () => {
  assert.deepEqual(unknownVariables('Hi {{contact.nam}}, {{}}'), [
    { name: 'contact.nam', column: 4 },
    { name: '', column: 21 },
  ]);
});
