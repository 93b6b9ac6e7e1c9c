import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlRequest, type ControlRequestInit, ListConversations, WeftError } from '@weft/proto';
import { parseCommand } from './commands.ts';

type Body = NonNullable<ControlRequestInit['body']>;
type FilterInit = NonNullable<Extract<Body, { case: 'listConversations' }>['value']['filter']>;
type Bulk = Extract<Body, { case: 'changeConversations' }>['value'];

const parse = (body: Body) => parseCommand(ControlRequest.encode({ body }));
const list = (filter: FilterInit) => parse({ case: 'listConversations', value: { view: 'all', filter } });
const change = (value: Bulk) => parse({ case: 'changeConversations', value });
const isBad = (error: unknown): boolean => error instanceof WeftError && error.code === 'BAD_REQUEST';
const chosen = (many: number) => Array.from({ length: many }, (_, i) => ({ conversationId: `conv-${i}` }));

test('a filter names each thing once, in the form it is kept in', () => {
  const command = list({
    ...{ channels: ['sms', 'sms'], tags: ['VIP', 'vip', ' A b '], awaitingAnswer: true },
    fields: [
      { key: 'device', value: 'phone' },
      { key: 'device', value: ' a  lamp\n' },
    ],
  });
  assert.ok(command.name === 'list-conversations');
  assert.deepEqual(command.filter, {
    ...{ channels: ['sms'], priorities: [], queueId: '', tags: ['vip', 'a-b'], agentId: '' },
    ...{ awaitingAnswer: true, fields: [{ key: 'device', value: 'a lamp' }], contactFields: [] },
  });
});

test('a filter that cannot be meant is refused: unknown names, crowds, huge and strange texts', () => {
  const long = 'x'.repeat(1_000_000);
  const many = (length: number) => Array.from({ length }, (_, i) => `tag-${i}`);
  for (const filter of [
    { channels: ['unspecified'] },
    { priorities: ['unspecified'] },
    { channels: Array.from({ length: 1_000 }, () => 'sms' as const) },
    { tags: many(13) },
    { tags: many(1_000) },
    { tags: ['***'] },
    { queueId: long },
    { queueId: 'a.*' },
    { agentId: long },
    { agentId: "'; drop table conversations" },
    { fields: [{ key: 'Device', value: 'x' }] },
    { contactFields: [{ key: 'device', value: ' ' }] },
    { contactFields: Array.from({ length: 7 }, (_, i) => ({ key: `f${i}`, value: 'x' })) },
  ] satisfies FilterInit[]) {
    assert.throws(() => list(filter), isBad, JSON.stringify(filter).slice(0, 80));
  }
  const tag = list({ tags: [long] });
  assert.ok(tag.name === 'list-conversations' && tag.filter.tags[0]?.length === 40);
});

test('a channel of a later version is refused and not taken for none', () => {
  // Field 6, the filter, with 99 among its channels (packed).
  const bytes = [...ListConversations.encode({ view: 'all' }), 0x32, 0x03, 0x0a, 0x01, 0x63];
  const inner = Uint8Array.from(bytes);
  const request = Uint8Array.from([0x8a, 0x01, inner.length, ...inner]);
  assert.throws(() => parseCommand(request), isBad);
});

test('several conversations are changed as each would be alone', () => {
  const command = change({ chosen: chosen(2), change: { case: 'close', value: { disposition: 'solved' } } });
  assert.deepEqual(command, {
    name: 'change-conversations',
    steps: ['conv-0', 'conv-1'].map((conversationId) => ({
      ...{ name: 'close-conversation', conversationId, disposition: 'solved' },
    })),
  });
  const taken = change({
    chosen: [{ conversationId: 'conv-1', fromAgentId: 'bo' }],
    change: { case: 'take', value: {} },
  });
  assert.deepEqual(taken, {
    name: 'change-conversations',
    steps: [{ name: 'take-conversation', conversationId: 'conv-1', fromAgentId: 'bo' }],
  });
});

test('none, more than a hundred, one twice, and what one may not ask either are refused', () => {
  const close = { case: 'close', value: { disposition: '' } } as const;
  assert.ok(change({ chosen: chosen(100), change: close }));
  for (const value of [
    { chosen: chosen(1) },
    { chosen: [], change: close },
    { chosen: chosen(101), change: close },
    { chosen: [...chosen(1), ...chosen(1)], change: close },
    { chosen: [{ conversationId: '' }], change: close },
    { chosen: [{ conversationId: 'a b' }], change: close },
    { chosen: chosen(1), change: { case: 'transfer', value: {} } },
    { chosen: chosen(1), change: { case: 'transfer', value: { agentId: 'anna', queueId: 'x' } } },
    { chosen: chosen(1), change: { case: 'tag', value: { add: [] } } },
    { chosen: chosen(1), change: { case: 'tag', value: { add: Array(1_000).fill('a') } } },
    { chosen: chosen(1), change: { case: 'prioritize', value: { priority: 1_001 } } },
    { chosen: chosen(1), change: { case: 'snooze', value: { untilMs: Number.NaN } } },
  ] satisfies Bulk[]) {
    assert.throws(() => change(value), isBad, JSON.stringify(value).slice(0, 100));
  }
});
