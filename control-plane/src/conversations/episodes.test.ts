import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { type ItemInit, SystemEvent, type SystemEventInit } from '@weft/proto';
import type { Happening } from '../store/episodes.ts';
import { type TestStore, testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../store/testing/rows.ts';
import { openTicket } from '../store/tickets.ts';
import { episodesOf, stretchesOf } from './episodes.ts';

const told = (seq: number, init: SystemEventInit): Happening => ({
  ...SystemEvent.create(init),
  seq,
  atMs: 1_000 + seq,
});
const past = { conversationId: 'conv-1', openedAtMs: 1_001, lastSeq: 20, cut: false };
const TWO = [
  told(2, { kind: 'assigned', subject: 'Anna' }),
  told(5, { kind: 'transferred', subject: 'default' }),
  told(6, { kind: 'closed', subject: 'Anna', detail: 'Sold' }),
  told(7, { kind: 'rated', subject: '4' }),
  told(8, { kind: 'reopened' }),
  told(10, { kind: 'transferred', subject: 'Ben' }),
];

test('a matter goes from its opening to its close, with who had it and what was thought of it', () => {
  const [first, second, ...more] = stretchesOf({ ...past, happenings: TWO });
  assert.deepEqual(first, {
    ...{ conversationId: 'conv-1', fromSeq: 1, toSeq: 7, openedAtMs: 1_001, closedAtMs: 1_006 },
    ...{ agentName: 'Anna', disposition: 'Sold', rating: 4 },
  });
  assert.deepEqual(
    [second?.fromSeq, second?.toSeq, second?.closedAtMs, second?.agentName],
    [8, 20, 0, 'Ben'],
  );
  assert.deepEqual(more, []);
});

test('of a past that is cut off, a matter without its beginning is not told', () => {
  const stretches = stretchesOf({ ...past, happenings: TWO, cut: true });
  assert.deepEqual(
    stretches.map(({ fromSeq }) => fromSeq),
    [8],
  );
});

for (const engine of testEngines) {
  describe(`a contact's past in ${engine.name}`, () => {
    let store: TestStore;
    const event = (seq: number, value: SystemEventInit) =>
      anItem('conv-1', seq, { author: { kind: 'system' }, body: { case: 'event', value } });
    const item = (seq: number, more: ItemInit = {}) => anItem('conv-1', seq, more);
    before(async () => {
      store = await engine.start();
      await store.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        await addContact(sql, 'contact-2');
        await putHeads(sql, [
          aHead('conv-1', { openedAtMs: 1_001, lastSeq: 9 }),
          aHead('conv-2', { contactId: 'contact-2', lastSeq: 1 }),
        ]);
        const sms: ItemInit = { channel: 'sms', body: { case: 'text', value: '台灯坏了' } };
        const call: ItemInit = { channel: 'call', body: { case: 'call', value: { callId: 'call-1' } } };
        await putItems(sql, [
          ...[item(1, { deleted: true, body: undefined }), item(2, sms), item(3, call)],
          ...[event(4, { kind: 'assigned', subject: 'Anna' }), event(5, { kind: 'closed', detail: 'Sold' })],
          ...[event(6, { kind: 'rated', subject: '5' }), event(7, { kind: 'reopened' })],
          ...[item(8), item(9, { note: true, author: { kind: 'agent', id: 'anna' } })],
          anItem('conv-2', 1),
        ]);
        const ticket = (ticketId: string, atMs: number) => ({
          ...{ ticketId, atMs, contactId: 'contact-1', conversationId: 'conv-1', subject: 'Lamp' },
          ...{ description: '', priority: 'normal' as const, ownerId: '', queueId: '', tags: [], dueAtMs: 0 },
          createdBy: 'anna',
        });
        await openTicket(sql, ticket('ticket-1', 1_004));
        await openTicket(sql, ticket('ticket-2', 1_008));
      });
    });
    after(() => store[Symbol.asyncDispose]());

    it('tells each matter with its channels, first words, calls and tickets, newest first', async () => {
      const episodes = await store.store.read((sql) => episodesOf(sql, 'contact-1', 50));
      assert.deepEqual(
        episodes.map(({ fromSeq, channels, firstLine, calls, tickets }) => ({
          ...{ fromSeq, channels, firstLine, calls, tickets },
        })),
        [
          { fromSeq: 7, channels: ['chat'], firstLine: 'text 8', calls: 0, tickets: [2] },
          { fromSeq: 1, channels: ['call', 'chat', 'sms'], firstLine: '台灯坏了', calls: 1, tickets: [1] },
        ],
      );
      assert.deepEqual([episodes[1]?.rating, episodes[1]?.disposition], [5, 'Sold']);
    });

    it('gives no more than asked for, and nothing of a stranger', async () => {
      const read = (contactId: string, limit: number) =>
        store.store.read((sql) => episodesOf(sql, contactId, limit));
      assert.equal((await read('contact-1', 1)).length, 1);
      assert.deepEqual(await read('contact-9', 50), []);
    });
  });
}
