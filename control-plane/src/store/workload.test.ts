import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ConversationInit, OPEN_FILTER } from '@weft/proto';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';
import { countHeads, listHeads } from './views.ts';
import {
  countsFor,
  idleHeads,
  openCounts,
  overdueCount,
  overNaps,
  tallies,
  unansweredHeads,
} from './workload.ts';

const HEADS = [
  aHead('open', { state: 'assigned', agentId: 'anna', waitingSinceMs: 5 }),
  aHead('until-9', {
    state: 'snoozed',
    agentId: 'anna',
    snoozedAtMs: 1,
    snoozedUntilMs: 9,
    answeredAtMs: 1,
    dueAtMs: 2,
  }),
  aHead('until-4', { state: 'snoozed', agentId: 'anna', snoozedAtMs: 1, snoozedUntilMs: 4, dueAtMs: 3 }),
  aHead('until-they-write', { state: 'snoozed', agentId: 'ben', snoozedAtMs: 1, waitingSinceMs: 1 }),
];

for (const engine of testEngines) {
  describe(`what is set aside in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(sql, HEADS);
      });
    });
    after(() => test[Symbol.asyncDispose]());
    const listed = async (view: 'mine' | 'snoozed' | 'all', agentId = 'anna') => {
      const wanted = {
        view,
        agentId,
        cursor: '',
        limit: 50,
        contactId: '',
        search: '',
        tags: [],
        filter: OPEN_FILTER,
      };
      const { conversations } = await test.store.read((sql) => listHeads(sql, wanted));
      return conversations.map(({ conversationId }) => conversationId).sort();
    };

    it('is kept with its times', async () => {
      const { conversations } = await test.store.read((sql) =>
        listHeads(sql, {
          ...{
            view: 'snoozed',
            agentId: 'anna',
            cursor: '',
            limit: 1,
            contactId: '',
            search: '',
            tags: [],
            filter: OPEN_FILTER,
          },
        }),
      );
      assert.deepEqual(
        conversations.map(({ snoozedAtMs, snoozedUntilMs }) => [snoozedAtMs, snoozedUntilMs]),
        [[1, 9]],
      );
    });

    it('has left the agent’s own view for one of its own, and is among all that is open', async () => {
      assert.deepEqual(await listed('mine'), ['open']);
      assert.deepEqual(await listed('snoozed'), ['until-4', 'until-9']);
      assert.deepEqual(await listed('snoozed', 'ben'), ['until-they-write']);
      assert.equal((await listed('all')).length, 4);
    });

    it('is counted apart, for one agent as for all of them', async () => {
      const counts = { mine: 1, unassigned: 0, all: 4, mentions: 0, snoozed: 2, followed: 0 };
      assert.deepEqual(await test.store.read((sql) => countHeads(sql, 'anna')), counts);
      assert.deepEqual(countsFor(await test.store.read((sql) => tallies(sql)), 'anna'), counts);
    });

    it('takes none of its agent’s room, and is not taken from an agent who is gone', async () => {
      assert.deepEqual([...(await test.store.read((sql) => openCounts(sql)))], [['anna', 1]]);
      const left = await test.store.read((sql) => unansweredHeads(sql, [], 9));
      assert.deepEqual(
        left.map(({ conversationId }) => conversationId),
        ['open'],
      );
    });

    it('comes back when its time has come, the longest overdue first', async () => {
      const over = async (nowMs: number, limit = 9) =>
        (await test.store.read((sql) => overNaps(sql, nowMs, limit))).map(
          ({ conversationId }) => conversationId,
        );
      assert.deepEqual(await over(3), []);
      assert.deepEqual(await over(4), ['until-4']);
      assert.deepEqual(await over(100), ['until-4', 'until-9']);
      assert.deepEqual(await over(100, 1), ['until-4']);
    });

    it('is overdue only while nobody has answered at all', async () => {
      assert.equal(await test.store.read((sql) => overdueCount(sql, 100)), 1);
    });
  });
}

for (const engine of testEngines) {
  describe(`what stands still in ${engine.name}`, () => {
    it('is found by its queue, the stillest first, where nobody waits or calls', async () => {
      await using test = await engine.start();
      const still = (conversationId: string, changedAtMs: number, more: ConversationInit = {}) =>
        aHead(conversationId, {
          ...{ state: 'assigned', agentId: 'anna', routedQueueId: 'sales', changedAtMs, ...more },
        });
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(sql, [
          still('b', 20),
          still('a', 10),
          still('new', 100),
          still('waits', 1, { waitingSinceMs: 1 }),
          still('calls', 1, { callId: 'call-1' }),
          still('over', 1, { state: 'closed' }),
          still('elsewhere', 1, { routedQueueId: 'support' }),
        ]);
      });
      const found = await test.store.read((sql) => idleHeads(sql, 'sales', 100, 9));
      assert.deepEqual(
        found.map(({ conversationId }) => conversationId),
        ['a', 'b'],
      );
    });
  });
}
