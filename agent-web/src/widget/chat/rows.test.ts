import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Item, type ItemInit } from '@weft/proto';
import { chatRows } from './rows.ts';

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
