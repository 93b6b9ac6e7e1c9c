import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { OPEN_FILTER, WeftError } from '@weft/proto';
import { sql } from 'kysely';
import { seeMentions } from './mentions.ts';
import { shownIn } from './narrowing.ts';
import { takeSteps } from './steps.ts';
import type { Sql } from './store.ts';
import { tagsInUse } from './tags.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from './testing/rows.ts';
import { countHeads, type ListWanted, listHeads, listMine } from './views.ts';

const MANY = 10_000;
const wanted = (more: Partial<ListWanted>): ListWanted => ({
  ...{ view: 'all', agentId: 'anna', cursor: '', limit: 50, contactId: '', search: '', tags: [] },
  ...{ filter: OPEN_FILTER, ...more },
});

/** Of the conversations with these numbers; 9 is closed. */
const TAGS = new Map([
  [4, ['billing', 'vip']],
  [5, ['billing']],
  [9, ['退款', 'billing']],
]);

async function fill(store: Sql): Promise<void> {
  await addContact(store, 'contact-1', 'Li Wei');
  await addContact(store, 'contact-2', '王小明');
  const heads = Array.from({ length: MANY }, (_, i) => {
    const agent = i % 4 === 0 ? 'anna' : i % 4 === 1 ? 'bo' : '';
    return aHead(`conv-${i}`, {
      contactId: i % 100 === 0 ? 'contact-2' : 'contact-1',
      state: i % 10 === 9 ? 'closed' : agent === '' ? 'waiting' : 'assigned',
      agentId: agent,
      // Many change in the same millisecond.
      changedAtMs: 1_000 + Math.floor(i / 7),
      tags: TAGS.get(i) ?? [],
      // What is over stays followed, and only grows.
      followers: i % 900 === 0 || i % 10 === 9 ? [{ agentId: 'anna' }] : [],
    });
  });
  for (let at = 0; at < MANY; at += 2_000) await putHeads(store, heads.slice(at, at + 2_000));
  await putItems(store, [
    anItem('conv-4', 1, { body: { case: 'text', value: '我的订单在哪里？Order A-17' } }),
    anItem('conv-5', 1, { note: true, body: { case: 'text', value: 'order A-17, a note' } }),
  ]);
  await sql`analyze`.execute(store);
}

for (const engine of testEngines) {
  describe(`an agent's lists in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(fill);
    });
    after(() => test[Symbol.asyncDispose]());
    const list = (more: Partial<ListWanted>) => test.store.read((sql) => listHeads(sql, wanted(more)));
    const ids = async (more: Partial<ListWanted>) =>
      (await list(more)).conversations.map(({ conversationId }) => conversationId);

    it('gives every conversation of a view once, last changed first, page by page', async () => {
      const seen: string[] = [];
      let last = Number.POSITIVE_INFINITY;
      for (let cursor = '', pages = 0; pages === 0 || cursor !== ''; pages += 1) {
        const page = await list({ view: 'mine', cursor, limit: 200 });
        for (const { conversationId, changedAtMs, agentId } of page.conversations) {
          assert.ok(changedAtMs <= last);
          assert.equal(agentId, 'anna');
          last = changedAtMs;
          seen.push(conversationId);
        }
        cursor = page.cursor;
      }
      const mine = (await test.store.read((sql) => countHeads(sql, 'anna'))).mine;
      assert.equal(seen.length, mine);
      assert.equal(new Set(seen).size, mine);
    });

    it('gives the own views of many agents at once as it gives each alone', async () => {
      const agents = ['bo', 'nobody', 'anna'];
      for (const limit of [1, 50]) {
        const pages = await test.store.read((sql) => listMine(sql, agents, limit));
        const alone = await Promise.all(agents.map((agentId) => list({ view: 'mine', agentId, limit })));
        assert.deepEqual(pages, alone);
      }
    });

    it('shows in each view what belongs there', async () => {
      const states = async (more: Partial<ListWanted>) =>
        new Set((await list({ ...more, limit: 200 })).conversations.map(({ state }) => state));
      assert.deepEqual(await states({ view: 'unassigned' }), new Set(['waiting']));
      assert.deepEqual(await states({ view: 'closed' }), new Set(['closed']));
      assert.deepEqual(await states({ view: 'all' }), new Set(['assigned', 'waiting']));
      assert.deepEqual(
        await states({ view: 'all', contactId: 'contact-1' }),
        new Set(['assigned', 'waiting', 'closed']),
      );
    });

    it('reads a page from an index, however long the list is', async () => {
      for (const view of ['mine', 'unassigned', 'all', 'closed', 'followed'] as const) {
        const where = {
          ...{ mine: sql`agent_id = 'anna' and state = 'assigned'`, unassigned: sql`state = 'waiting'` },
          ...{ all: sql`state <> 'closed'`, closed: sql`state = 'closed'` },
          followed: shownIn('followed', 'anna'),
        }[view];
        const { rows } = await test.store.read((store) =>
          sql`explain select * from conversations where ${where}
            order by changed_at_ms desc, conversation_id desc limit 51`.execute(store),
        );
        const plan = JSON.stringify(rows);
        assert.doesNotMatch(plan, /Sort|Seq Scan/, view);
      }
    });

    it('counts each view for its agent', async () => {
      const counts = await test.store.read((sql) => countHeads(sql, 'anna'));
      assert.deepEqual(counts, {
        ...{ mine: 2_500, unassigned: 4_500, all: 9_000 },
        ...{ mentions: 0, snoozed: 0, followed: 12 },
      });
    });

    it('lists what mentions an agent, and counts it until it was seen', async () => {
      const seen = { agentId: 'anna', conversationId: 'conv-3', upToSeq: 902, atMs: 6 };
      const mentioning = [1, 2].map((seq) =>
        anItem('conv-3', 900 + seq, { note: true, mentions: ['anna', 'anna'] }),
      );
      const step = { stream: 'TIMELINE', partition: 0, heads: [], opened: [] };
      await test.store.change((sql) => takeSteps(sql, [{ ...step, from: 0, to: 1, items: mentioning }]));
      await test.store.change((sql) => takeSteps(sql, [{ ...step, from: 1, to: 2, items: mentioning }]));
      assert.deepEqual(await ids({ view: 'mentions' }), ['conv-3']);
      assert.equal((await test.store.read((sql) => countHeads(sql, 'anna'))).mentions, 1);
      await test.store.write((sql) => seeMentions(sql, seen));
      assert.equal((await test.store.read((sql) => countHeads(sql, 'anna'))).mentions, 0);
      assert.deepEqual(await ids({ view: 'mentions' }), ['conv-3']);
      assert.deepEqual(await ids({ view: 'mentions', agentId: 'bo' }), []);
    });

    it('finds words in names and messages, in Chinese as in English, and never in notes', async () => {
      assert.deepEqual(await ids({ search: '订单' }), ['conv-4']);
      assert.deepEqual(await ids({ search: 'ORDER 17' }), ['conv-4']);
      assert.deepEqual(await ids({ search: 'note' }), []);
    });

    it('finds conversations by their tags, closed ones too, and says which tags are used most', async () => {
      assert.deepEqual(await ids({ tags: ['billing'] }), ['conv-9', 'conv-5', 'conv-4']);
      assert.deepEqual(await ids({ tags: ['billing', 'vip'] }), ['conv-4']);
      assert.deepEqual(await ids({ tags: ['billing'], search: 'order' }), ['conv-4']);
      assert.deepEqual(await ids({ tags: ['bill'] }), []);
      assert.deepEqual(await test.store.read((sql) => tagsInUse(sql, 2)), ['billing', 'vip']);
    });

    it('lists the conversations of a contact and of those joined with it', async () => {
      assert.equal((await ids({ contactId: 'contact-2', limit: 200 })).length, 100);
      await test.store.write((store) =>
        sql`update contacts set root_id = 'contact-2', joined_into = 'contact-2' where contact_id = 'contact-1'`.execute(
          store,
        ),
      );
      const names = (await list({ contactId: 'contact-1', limit: 10 })).conversations.map((head) => [
        head.contactId,
        head.contactName,
      ]);
      assert.deepEqual(names[0], ['contact-2', '王小明']);
      assert.equal((await ids({ contactId: 'contact-1', limit: 150 })).length, 150);
    });

    it('refuses a cursor that is none', async () => {
      for (const cursor of ['x', '!!', Buffer.from('[1]').toString('base64url')])
        await assert.rejects(
          list({ cursor }),
          (error) => error instanceof WeftError && error.code === 'BAD_REQUEST',
        );
    });
  });
}
