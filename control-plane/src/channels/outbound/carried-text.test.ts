import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Item } from '@weft/proto';
import { carriedText } from './carried-text.ts';

const { body } = Item.create({
  body: {
    case: 'choices',
    value: {
      text: 'On its way.',
      choices: [{ label: '20261110' }, { label: 'Talk to a person' }],
      hint: 'Reply:',
    },
  },
});

test('choices are lines with numbers where the channel has no buttons', () => {
  assert.equal(carriedText(body, false), 'On its way.\n\nReply:\n1. 20261110\n2. Talk to a person');
  assert.equal(carriedText(body, true), 'On its way.');
});

test('what has no choices goes as it is, and a file has no words', () => {
  assert.equal(carriedText({ case: 'text', value: 'Hello' }, false), 'Hello');
  assert.equal(carriedText(Item.create({ body: { case: 'attachment', value: {} } }).body, false), '');
});
