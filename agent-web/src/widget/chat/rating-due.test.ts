import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, Item, type ItemInit } from '@weft/proto';
import { ratingDue } from './rating-due.ts';

const item = (seq: number, value: ItemInit): Item => Item.create({ seq, ...value });
const call = (seq: number, callId: string): Item => item(seq, { body: { case: 'call', value: { callId } } });
const rated = (seq: number): Item =>
  item(seq, { author: { kind: 'system' }, body: { case: 'event', value: { kind: 'rated', subject: '4' } } });
const open = Conversation.create({ state: 'assigned' });
const closed = (rating: number) => Conversation.create({ state: 'closed', rating });

test('a call that is just over is asked about, once, and the next one again', () => {
  const due = (items: readonly Item[], callId: string | undefined) =>
    ratingDue({ head: open, items }, callId);
  assert.equal(due([call(3, 'call-1')], 'call-1'), 'asked');
  assert.equal(due([call(3, 'call-1'), rated(4)], 'call-1'), 'told');
  assert.equal(due([call(3, 'call-1'), rated(4), call(5, 'call-2')], 'call-2'), 'asked');
  assert.equal(due([call(3, 'call-1')], undefined), 'no');
});

test('a call that no conversation knows is not asked about', () => {
  assert.equal(ratingDue({ head: undefined, items: [] }, 'call-1'), 'no');
  assert.equal(ratingDue({ head: open, items: [call(3, 'call-1')] }, 'call-2'), 'no');
});

test('a closed conversation is asked about where somebody served in it, and not when its call was rated', () => {
  const said = item(1, { author: { kind: 'customer' }, body: { case: 'text', value: 'hi' } });
  const answer = item(2, { author: { kind: 'agent' }, body: { case: 'text', value: 'hello' } });
  assert.equal(ratingDue({ head: closed(0), items: [said] }, undefined), 'no');
  assert.equal(ratingDue({ head: closed(0), items: [said, answer] }, undefined), 'asked');
  assert.equal(ratingDue({ head: closed(4), items: [said, answer, rated(3)] }, 'call-1'), 'told');
});
