import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillTemplate, firstPlace, placesIn } from './template-text.ts';

test('variables are filled in, in any letters; what is not known or is empty stays for the agent to see', () => {
  const values = { 'contact.name': 'Kim', 'agent.name': '', size: 'L', 订单: '42', 'shoe-size': '39' };
  assert.equal(
    fillTemplate('{{contact.name}} {{ agent.name }} {{size}} {{订单}} {{shoe-size}} {{colour}}', values),
    'Kim {{ agent.name }} L 42 39 {{colour}}',
  );
});

test('what a customer is called fills in nothing further', () => {
  assert.equal(fillTemplate('Hi {{contact.name}}', { 'contact.name': '{{size}}', size: 'L' }), 'Hi {{size}}');
});

test('a variable named as what every object has stays as it is', () => {
  assert.equal(fillTemplate('{{constructor}} {{toString}}', {}), '{{constructor}} {{toString}}');
});

test('what is still to be filled in is found, with where the first of it stands', () => {
  assert.deepEqual(placesIn('Hi {{a}}, {{ b }} {{a}} { {c} }'), ['{{a}}', '{{ b }}']);
  assert.deepEqual(firstPlace('Hi {{ a }}, {{b}}'), { from: 3, to: 10 });
  assert.equal(firstPlace('Hi'), undefined);
});
