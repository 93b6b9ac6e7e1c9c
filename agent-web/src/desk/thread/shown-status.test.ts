import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, Item, type ItemInit } from '@weft/proto';
import { statusOf } from './shown-status.ts';

const item = (changes: ItemInit = {}): Item =>
  Item.create({ seq: 5, status: 'sent', author: { kind: 'agent', id: 'anna' }, ...changes });
const head = Conversation.create({ customerDeliveredSeq: 6, customerReadSeq: 4 });

test('a chat message is delivered and read as far as the head says', () => {
  assert.equal(statusOf(item({ seq: 4 }), head), 'read');
  assert.equal(statusOf(item({ seq: 6 }), head), 'delivered');
  assert.equal(statusOf(item({ seq: 7 }), head), 'sent');
});

test('what another channel tells of a message counts', () => {
  assert.equal(statusOf(item({ seq: 9, status: 'read' }), head), 'read');
  assert.equal(statusOf(item({ seq: 1, status: 'failed' }), head), 'failed');
});

test('what waits for the customer’s morning is held, whoever wrote it', () => {
  for (const kind of ['agent', 'bot'] as const) {
    const author = { kind, id: 'one' };
    const held = item({ author, channel: 'sms', status: 'queued-out', heldUntilMs: 9 });
    assert.equal(statusOf(held, head), 'held');
    assert.equal(statusOf({ ...held, heldUntilMs: 0 }, head), 'queued-out');
  }
});

test('notes, deleted messages and what customers write have no status', () => {
  for (const changes of [{ note: true }, { deleted: true }, { author: { kind: 'customer' } }] as const)
    assert.equal(statusOf(item(changes), head), undefined);
});
