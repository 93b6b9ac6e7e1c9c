import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, Item } from '@weft/proto';
import { headFor, itemsFor } from './customer-view.ts';

test('how a mail looked is for agents: its customer is not told where it is kept', () => {
  const item = Item.create({
    author: { kind: 'customer', id: 'contact-1', displayName: 'Lin' },
    ...{ channel: 'email', originalId: 'attachment-1', body: { case: 'text', value: 'My lamp' } },
  });
  assert.equal(itemsFor('agent', [item])[0]?.originalId, 'attachment-1');
  assert.equal(itemsFor('customer', [item])[0]?.originalId, '');
});

test('what the company thinks of a customer is not told to the customer', () => {
  const known = {
    ...{ contactLevel: 'difficult', contactValue: 7, contactLanguage: 'zh', contactNameClaimed: true },
  };
  const head = Conversation.create({ conversationId: 'conv-1', ...known });
  assert.deepEqual(headFor('agent', head), head);
  const { contactLevel, contactValue, contactLanguage } = headFor('customer', head);
  assert.deepEqual([contactLevel, contactValue, contactLanguage], ['', 0, '']);
  assert.equal(headFor('customer', head).contactNameClaimed, false);
});
