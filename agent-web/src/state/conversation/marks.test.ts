import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ConversationInit, Item } from '@weft/proto';
import { marksToTell, unreadOf } from './marks.ts';

const NONE = { deliveredSeq: 0, readSeq: 0 };
const ANNA = { side: 'agent', id: 'anna' } as const;
const KIM = { side: 'customer', id: 'kim' } as const;
/** A customer's word, an answer, and a note after it. */
const ITEMS = [
  Item.create({ seq: 1, author: { kind: 'customer', id: 'kim' } }),
  Item.create({ seq: 2, author: { kind: 'agent', id: 'ben' } }),
  Item.create({ seq: 3, author: { kind: 'agent', id: 'ben' }, note: true }),
];
const head = (more: ConversationInit = {}): Conversation =>
  Conversation.create({ conversationId: 'c', agentId: 'ben', lastSeq: 3, ...more });
const followed = (readSeq: number, unread: number, more: ConversationInit = {}): Conversation =>
  head({ followers: [{ agentId: 'anna', readSeq, unread }], ...more });

test('a customer and the agent whose it is have read up to what the other wrote last', () => {
  assert.deepEqual(marksToTell(head(), ITEMS, KIM, true, NONE), { deliveredSeq: 3, readSeq: 3 });
  const own = head({ agentId: 'anna' });
  assert.equal(marksToTell(own, ITEMS, ANNA, true, NONE)?.readSeq, 1);
  assert.equal(marksToTell(head({ agentId: 'anna', agentReadSeq: 1 }), ITEMS, ANNA, true, NONE), undefined);
});

test('who follows reads for themselves, notes too, whatever the agent whose it is has read', () => {
  const unread = followed(0, 2, { agentReadSeq: 3 });
  assert.equal(marksToTell(unread, ITEMS, ANNA, false, NONE), undefined);
  const marks = marksToTell(unread, ITEMS, ANNA, true, NONE);
  assert.equal(marks?.readSeq, 3);
  assert.equal(marksToTell(unread, ITEMS, ANNA, true, marks ?? NONE), undefined);
  assert.equal(marksToTell(followed(3, 0), ITEMS, ANNA, true, NONE), undefined);
  assert.equal(unreadOf(unread, ITEMS, ANNA, NONE), 1);
});

test('who follows their own conversation tells what either mark lacks', () => {
  const own = followed(3, 0, { agentId: 'anna' });
  assert.equal(marksToTell(own, ITEMS, ANNA, true, NONE)?.readSeq, 1);
  const both = followed(1, 1, { agentId: 'anna', agentReadSeq: 1 });
  assert.equal(marksToTell(both, ITEMS, ANNA, true, NONE)?.readSeq, 3);
});
