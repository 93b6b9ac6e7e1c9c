import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlRequest, type ControlRequestInit, WeftError } from '@weft/proto';
import { parseCommand } from './commands.ts';
import { messageText } from './conversation-commands.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const parse = (body: Body) => parseCommand(ControlRequest.encode({ body }));
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
  return 'taken';
};

test('a message is as long as 8,000 characters, whatever they are made of', () => {
  assert.equal(messageText('😀'.repeat(8_000)), '😀'.repeat(8_000));
  for (const long of ['x'.repeat(8_001), '😀'.repeat(8_001), '😀'.repeat(2_500_000)]) {
    assert.equal(
      refusal(() => messageText(long)),
      'TOO_LONG',
    );
  }
});

test('what words need stays in them: directions, joiners, combining marks, lines', () => {
  const family = '👨‍👩‍👧';
  const hebrew = 'שלום \u2067world\u2069 \u200f!';
  const combined = 'Zá̈̆lgo é';
  for (const text of [family, hebrew, combined, 'one\n\ttwo']) assert.equal(messageText(text), text);
  assert.equal(messageText('a\u0000b\u001bc\r\nd\re \ud800'), 'abc\nd\ne \ufffd');
});

test('a message that says nothing, of nobody or of nowhere is refused', () => {
  const post = (value: object): string =>
    refusal(() => parse({ case: 'postItem', value: { clientId: 'c-1', ...value } }));
  const text = { case: 'text', value: 'hello' } as const;
  assert.equal(post({ body: text }), 'taken');
  assert.equal(post({}), 'BAD_REQUEST');
  assert.equal(post({ body: { case: 'text', value: ' \n\u0007 ' } }), 'BAD_REQUEST');
  assert.equal(post({ body: text, clientId: '' }), 'BAD_REQUEST');
  assert.equal(post({ body: text, clientId: '../x' }), 'BAD_REQUEST');
  assert.equal(post({ body: text, conversationId: 'a.*' }), 'BAD_REQUEST');
  assert.equal(post({ body: text, mentions: ['a b'] }), 'BAD_REQUEST');
  assert.equal(post({ body: text, mentions: Array.from({ length: 21 }, () => 'anna') }), 'BAD_REQUEST');
  assert.equal(post({ body: { case: 'attachmentId', value: '../../etc/passwd' } }), 'BAD_REQUEST');
});

test('stars are 1 to 5, a view is named, a transfer goes to one place', () => {
  for (const stars of [0, 6]) {
    assert.equal(
      refusal(() => parse({ case: 'rateConversation', value: { stars } })),
      'BAD_REQUEST',
    );
  }
  assert.equal(
    refusal(() => parse({ case: 'listConversations', value: {} })),
    'BAD_REQUEST',
  );
  const conversationId = 'conversation-1';
  for (const to of [{}, { agentId: 'anna', queueId: 'default' }]) {
    assert.equal(
      refusal(() => parse({ case: 'transferConversation', value: { conversationId, ...to } })),
      'BAD_REQUEST',
    );
  }
});

test('who is to follow is named by ids, and not more of them than may follow', () => {
  const follow = (value: object): string =>
    refusal(() => parse({ case: 'followConversation', value: { conversationId: 'c-1', ...value } }));
  const many = (count: number) => Array.from({ length: count }, (_, i) => `agent-${i}`);
  assert.equal(follow({ add: ['anna'], remove: ['ben'] }), 'taken');
  assert.equal(follow({ add: many(20) }), 'taken');
  for (const wrong of [
    {},
    { add: ['a b'] },
    { remove: ['.*'] },
    { add: many(21) },
    { add: ['anna'], conversationId: '' },
  ])
    assert.equal(follow(wrong), 'BAD_REQUEST', JSON.stringify(wrong));
});

test('what an agent says who hands over arrives whole, with its lines, or is refused', () => {
  const noteOf = (note: string): unknown => {
    const value = { conversationId: 'conversation-1', agentId: 'ben', note };
    const command = parse({ case: 'transferConversation', value });
    return command.name === 'transfer-conversation' ? command.note : undefined;
  };
  const long = `Wants:\n- the lamp\n- ${'and so on '.repeat(350)}`.trim();
  assert.equal(noteOf(long), long);
  assert.equal(noteOf(''), '');
  assert.equal(
    refusal(() => noteOf('x'.repeat(4_001))),
    'TOO_LONG',
  );
});

test('limits are brought into their range, and nothing else of a question is changed', () => {
  const limitOf = (limit: number): unknown => {
    const command = parse({ case: 'syncConversation', value: { sinceRevision: 7, limit } });
    return command.name === 'sync-conversation' ? command.limit : undefined;
  };
  assert.deepEqual([0, 1, 300, 1_000_000].map(limitOf), [200, 10, 300, 500]);
});
