import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ConversationInit, Item } from '@weft/proto';
import { takeSteps } from './steps.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, anItem } from './testing/rows.ts';
import { changeTicket, openTicket } from './tickets.ts';
import {
  dueDeliveries,
  keepTry,
  latestDeliveries,
  sendAgain,
  sweepDeliveries,
  type TriedDelivery,
} from './webhook-deliveries.ts';
import { addEndpoint, changeEndpoint, endpointsOf, removeEndpoint } from './webhook-endpoints.ts';
import { EVENT_KINDS, type EventKind } from './webhook-tables.ts';

const SYSTEM = { kind: 'system', id: '', displayName: '' } as const;
const LATER_MS = 1_000_000;

for (const engine of testEngines) {
  describe(`what endpoints are to be told, in ${engine.name}`, () => {
    let test: TestStore;
    let position = 0;
    before(async () => {
      test = await engine.start();
      await test.store.write((sql) => addContact(sql, 'contact-1'));
    });
    after(() => test[Symbol.asyncDispose]());
    beforeEach(() =>
      test.store.write(async (sql) => {
        for (const { endpointId } of await endpointsOf(sql)) await removeEndpoint(sql, endpointId);
      }),
    );

    const text = (kinds: readonly EventKind[], active = true) => ({
      ...{ name: 'CRM', url: 'https://crm.example/', kinds: [...kinds], active },
      ...{ changedBy: 'mei', changedAtMs: 1 },
    });
    const add = (endpointId: string, kinds: readonly EventKind[] = EVENT_KINDS, active = true) =>
      test.store.write((sql) => addEndpoint(sql, { ...text(kinds, active), endpointId, secret: 'sealed' }));
    const take = async (
      conversationId: string,
      items: readonly Item[],
      more: ConversationInit & { readonly isNew?: true } = {},
    ) => {
      const { isNew, ...rest } = more;
      const head = aHead(conversationId, { revision: items.at(-1)?.revision ?? 1, ...rest });
      const from = position;
      position += 1;
      const step = { stream: 'TIMELINE', partition: 1, from, to: position, heads: [head], items };
      const opened = isNew ? [head] : [];
      const [kept] = await test.store.change((sql) => takeSteps(sql, [{ ...step, opened }]));
      assert.ok(kept);
    };
    const told = async (endpointId: string) =>
      (await test.store.read((sql) => latestDeliveries(sql, endpointId, 50)))
        .toReversed()
        .map(({ kind, eventId }) => `${kind} ${eventId}`);
    const says = (conversationId: string, seq: number, kind: string) =>
      anItem(conversationId, seq, {
        author: SYSTEM,
        body: { case: 'event', value: { kind: kind as never, subject: 'Anna' } },
      });
    const due = (endpointId: string, nowMs = LATER_MS, limit = 10) =>
      test.store.read((sql) => dueDeliveries(sql, { endpointId, nowMs, limit }));
    const tried = (one: Pick<TriedDelivery, 'delivery' | 'endpointId'>, more: Partial<TriedDelivery>) =>
      test.store.write((sql) =>
        keepTry(
          sql,
          {
            ...{ state: 'waiting', tries: 1, dueAtMs: 0, status: 500, reason: 'status', settledAtMs: 0 },
            ...{ delivery: one.delivery, endpointId: one.endpointId },
            ...more,
          },
          7_000,
        ),
      );

    it('is written with what happens, once, in order, for those who want it', async () => {
      await add('all');
      await add('messages', ['message.created']);
      await add('off', EVENT_KINDS, false);
      const bot = { kind: 'bot', id: 'virtual-agent', displayName: '' } as const;
      const agent = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
      await take('a', [anItem('a', 1), anItem('a', 2, { author: bot })], { isNew: true });
      await take('a', [
        says('a', 3, 'assigned'),
        anItem('a', 4, { author: agent }),
        anItem('a', 5, { author: agent, note: true }),
        says('a', 6, 'tagged'),
        says('a', 7, 'closed'),
        says('a', 8, 'rated'),
        says('a', 9, 'reopened'),
      ]);
      assert.deepEqual(await told('all'), [
        'conversation.created a_0',
        'message.created a_1',
        'message.created a_2',
        'conversation.assigned a_3',
        'message.created a_4',
        'conversation.resolved a_7',
        'rating.given a_8',
        'conversation.reopened a_9',
      ]);
      assert.deepEqual(
        await told('messages'),
        ['a_1', 'a_2', 'a_4'].map((id) => `message.created ${id}`),
      );
      assert.deepEqual(await told('off'), []);
    });

    it('is not written again for what only changes, however late the endpoint came', async () => {
      await take('b', [anItem('b', 1)], { isNew: true });
      await add('all');
      await take('b', [anItem('b', 1, { revision: 2, status: 'read' })]);
      await take('b', [anItem('b', 2, { revision: 3 })]);
      await test.store.write((sql) => sql.deleteFrom('webhookDeliveries').execute());
      await take('b', [anItem('b', 2, { revision: 4, deleted: true })]);
      assert.deepEqual(await told('all'), []);
    });

    it('is not written where the step is not taken', async () => {
      await add('all');
      const head = aHead('c');
      const step = { stream: 'TIMELINE', partition: 1, from: 999_999, to: 1_000_000, heads: [head] };
      const [kept] = await test.store.change((sql) =>
        takeSteps(sql, [{ ...step, opened: [head], items: [anItem('c', 1)] }]),
      );
      assert.equal(kept, undefined);
      assert.deepEqual(await told('all'), []);
    });

    it('is written with tickets, or not at all', async () => {
      await add('all');
      const ticket = {
        ...{ ticketId: 'ticket-1', contactId: null, conversationId: null, subject: 'A lamp', tags: [] },
        ...{ description: '', ownerId: '', queueId: '', dueAtMs: 0, createdBy: 'anna', atMs: 1_000 },
        priority: 'normal' as const,
      };
      await test.store.write((sql) => openTicket(sql, ticket));
      await test.store.write((sql) => changeTicket(sql, 'ticket-1', 1, { state: 'solved' }, 2_000));
      await assert.rejects(test.store.write((sql) => changeTicket(sql, 'ticket-1', 1, {}, 3_000)));
      assert.deepEqual(await told('all'), ['ticket.created ticket-1_1', 'ticket.changed ticket-1_2']);
    });

    it('is told of each conversation in order, and waits for the earlier one, not for that of another', async () => {
      await add('all', ['message.created']);
      await take('d', [anItem('d', 1), anItem('d', 2)], { isNew: true });
      await take('e', [anItem('e', 1)], { isNew: true });
      const ids = async (nowMs?: number) => (await due('all', nowMs)).map(({ eventId }) => eventId);
      assert.deepEqual(await ids(), ['d_1', 'e_1']);
      assert.deepEqual(await ids(0), []);
      const [first, other] = await due('all');
      assert.ok(first && other);
      await tried(first, { dueAtMs: 2 * LATER_MS });
      assert.deepEqual(await ids(), ['e_1']);
      await tried(first, { state: 'given-up', settledAtMs: 9 });
      assert.deepEqual(await ids(), ['e_1', 'd_2']);
      // What was given up goes again, before what came after it.
      await test.store.write((sql) => sendAgain(sql, first, 5_000));
      assert.deepEqual(await ids(), ['e_1', 'd_1']);
      await tried(other, { state: 'delivered', status: 204, reason: '' });
      await assert.rejects(
        test.store.write((sql) => sendAgain(sql, other, 5_000)),
        /CONFLICT|delivered/,
      );
      await assert.rejects(
        test.store.write((sql) => sendAgain(sql, { ...other, endpointId: 'another' }, 5_000)),
        /no such delivery/,
      );
    });

    it('says since when nothing got through, until something does', async () => {
      await add('all', ['message.created']);
      await take('f', [anItem('f', 1)], { isNew: true });
      const [one] = await due('all');
      assert.ok(one);
      const failing = async () => (await test.store.read(endpointsOf))[0]?.failingSinceMs;
      await tried(one, {});
      assert.equal(await failing(), 7_000);
      await tried(one, { state: 'delivered', status: 200, reason: '' });
      assert.equal(await failing(), 0);
      // What was settled stays so.
      await tried(one, {});
      const [kept] = await test.store.read((sql) => latestDeliveries(sql, 'all', 1));
      assert.deepEqual([kept?.state, kept?.status], ['delivered', 200]);
    });

    it('is swept when it is old, and with its endpoint', async () => {
      await add('all', ['message.created']);
      await take(
        'g',
        [1, 2, 3].map((seq) => anItem('g', seq)),
        { isNew: true },
      );
      const [first] = await due('all');
      assert.ok(first);
      await tried(first, { state: 'delivered', settledAtMs: 50 });
      const sweep = (deliveredMs: number, happenedMs: number) =>
        test.store.write((sql) => sweepDeliveries(sql, { deliveredMs, happenedMs }));
      await sweep(50, 0);
      assert.equal((await told('all')).length, 3);
      await sweep(51, 0);
      assert.deepEqual(await told('all'), ['message.created g_2', 'message.created g_3']);
      await sweep(0, 1_003);
      assert.deepEqual(await told('all'), ['message.created g_3']);
      await test.store.write((sql) => sql.deleteFrom('webhookEndpoints').execute());
      await sweep(0, 0);
      assert.deepEqual(await told('all'), []);
    });

    it('goes to an endpoint as it was changed last, by who saw what it was', async () => {
      await add('all');
      const change = (revision: number) =>
        test.store.write((sql) =>
          changeEndpoint(sql, { endpointId: 'all', revision }, text(['rating.given'], false)),
        );
      assert.deepEqual((await change(1)).kinds, ['rating.given']);
      await assert.rejects(change(1), /first/);
      assert.equal((await test.store.read(endpointsOf))[0]?.secret, 'sealed');
      for (let more = 1; more < 20; more += 1) await add(`more-${more}`);
      await assert.rejects(add('one-more'), /20 endpoints/);
    });
  });
}
