import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ConversationState, Item, type ItemInit } from '@weft/proto';
import type { ConversationSnapshot } from '../../state/types.ts';
import { chatRows, openChoices } from './rows.ts';

const noon = new Date(2026, 4, 4, 12).getTime();
const item = (seq: number, minutes: number, init: ItemInit = {}): Item =>
  Item.create({
    seq,
    atMs: noon + minutes * 60_000,
    author: { kind: 'agent', displayName: 'Anna' },
    body: { case: 'text', value: 'words' },
    ...init,
  });
const marks = (items: readonly Item[]): readonly string[] =>
  chatRows(items).map((row) =>
    row.kind === 'day' ? 'day' : `${row.first ? '[' : ''}${row.item.seq}${row.last ? ']' : ''}`,
  );

test('what one author says in one go stands together', () => {
  assert.deepEqual(marks([item(1, 0), item(2, 1), item(3, 9)]), ['day', '[1', '2]', '[3]']);
});

test('another author begins anew, and so does the next day', () => {
  const kim = { kind: 'customer', displayName: 'Kim' } as const;
  assert.deepEqual(marks([item(1, 0), item(2, 1, { author: kim }), item(3, 24 * 60, { author: kim })]), [
    'day',
    '[1]',
    '[2]',
    'day',
    '[3]',
  ]);
});

test('calls and happenings stand by themselves', () => {
  const call = { case: 'call', value: { callId: 'call-1' } } as const;
  assert.deepEqual(marks([item(1, 0), item(2, 0, { body: call }), item(3, 0)]), ['day', '[1]', '[2]', '[3]']);
});

test('choices are open until somebody says more, or an agent has the conversation', () => {
  const asks = item(1, 0, {
    body: { case: 'choices', value: { text: 'Which?', choices: [{ label: 'This' }] } },
  });
  const labels = (
    items: readonly Item[],
    state: ConversationState = 'waiting',
    outgoing = 0,
  ): readonly string[] => {
    const snapshot: Pick<ConversationSnapshot, 'head' | 'items' | 'outgoing'> = {
      ...{ head: Conversation.create({ state }), items },
      outgoing: Array.from({ length: outgoing }, (_, at) => ({
        ...{ clientId: `${at}`, atMs: 0, note: false, mentions: [], channel: 'chat' },
        ...{ body: { kind: 'text', text: 'This' }, state: { name: 'waiting' } },
      })),
    };
    return openChoices(snapshot).map(({ label }) => label);
  };
  const event = item(2, 1, { body: { case: 'event', value: { kind: 'call-moved' } } });
  assert.deepEqual(labels([asks, event]), ['This']);
  assert.deepEqual(labels([asks, item(2, 1)]), []);
  assert.deepEqual(labels([asks], 'assigned'), []);
  assert.deepEqual(labels([asks], 'waiting', 1), []);
  assert.deepEqual(labels([{ ...asks, deleted: true }]), []);
});
