import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Item, type ItemInit } from '@weft/proto';
import { placeOfGoal, timelineRows } from './timeline-rows.ts';

const noon = new Date(2026, 2, 10, 12).getTime();
const item = (seq: number, changes: ItemInit = {}): Item =>
  Item.create({
    seq,
    atMs: noon + seq * 1_000,
    author: { kind: 'customer', id: 'kim' },
    body: { case: 'text', value: 'Hello' },
    ...changes,
  });
const shape = (items: readonly Item[]): string[] =>
  timelineRows(items, []).map((row) =>
    row.kind === 'item' ? `${row.key}${row.first ? ' first' : ''}` : row.kind,
  );

test('a day begins with its separator, whatever the hour', () => {
  const midnight = new Date(2026, 2, 11).getTime();
  const items = [item(1), item(2, { atMs: midnight - 1 }), item(3, { atMs: midnight })];
  assert.deepEqual(shape(items), ['day', 'item-1 first', 'item-2 first', 'day', 'item-3 first']);
});

test('what one author writes in a row is one group', () => {
  assert.deepEqual(shape([item(1), item(2)]), ['day', 'item-1 first', 'item-2']);
});

test('another author, a note, another channel, a call or a pause begins a new group', () => {
  const others: readonly ItemInit[] = [
    { author: { kind: 'agent', id: 'anna' } },
    { note: true },
    { channel: 'email' },
    { body: { case: 'event', value: { kind: 'closed' } } },
    { atMs: noon + 10 * 60_000 },
  ];
  for (const other of others)
    assert.deepEqual(shape([item(1), item(2, other)]), ['day', 'item-1 first', 'item-2 first']);
});

test('what is not sent yet stands last', () => {
  const outgoing = {
    clientId: 'x',
    body: { kind: 'text', text: 'Hi' },
    atMs: noon,
    note: false,
    mentions: [],
    channel: 'chat',
    state: { name: 'waiting' },
  } as const;
  assert.equal(timelineRows([item(1)], [outgoing]).at(-1)?.key, 'own-x');
});

test('an item is gone to with its day, and not before it is there', () => {
  const rows = timelineRows([item(5), item(6), item(8, { atMs: noon + 86_400_000 })], []);
  assert.equal(placeOfGoal(rows, 6, 'none'), 2);
  assert.equal(placeOfGoal(rows, 8, 'available'), 3);
  assert.equal(placeOfGoal(rows, 2, 'loading'), -1);
  // Gone for good: the next one that there is.
  assert.equal(placeOfGoal(rows, 2, 'none'), 0);
  assert.equal(placeOfGoal([], 2, 'none'), -1);
});
