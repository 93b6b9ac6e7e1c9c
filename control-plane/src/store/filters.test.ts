import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type Channel,
  type Conversation,
  ConversationFilter,
  type ConversationFilterInit,
  fits,
  followerIn,
  isOpen,
  type PriorityLevel,
  WeftError,
} from '@weft/proto';
import { sql } from 'kysely';
import { setContactField } from './field-values.ts';
import {
  addSavedFilter,
  countsOf,
  removeSavedFilter,
  renameSavedFilter,
  savedBy,
  savedFiltersFor,
} from './saved-filters.ts';
import type { InboxView, SavedFilter } from './tables.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';
import { listHeads } from './views.ts';

const MANY = 3_000;
const CHANNELS: readonly Channel[] = ['chat', 'sms', 'email', 'wechat', 'weibo', 'phone'];
const POINTS = [0, 0, 0, -1, 1, 30, 499, 500, 1_000];
const TAGS = [[], [], ['billing'], ['vip', 'billing'], ['退款'], ["o'hara; drop"]];
const QUEUES = ['default', 'default', 'repairs', ''];
const AGENTS = ['', 'anna', 'bo'];
const CONTACTS = ['contact-1', 'contact-2'];
const DEVICES = [
  [],
  [],
  [{ key: 'device', value: '灯' }],
  [
    { key: 'device', value: "o'hara" },
    { key: 'x', value: 'yes' },
  ],
];
const GOLD = { key: 'plan', value: 'gold' };

/** Of a row of things the one at a place, over and over. */
const at = <Thing>(things: readonly Thing[], place: number): Thing => things[place % things.length] as Thing;

// Steps that share no divisor with the rows' lengths: everything meets everything.
const HEADS: readonly Conversation[] = Array.from({ length: MANY }, (_, i) => {
  const agentId = at(AGENTS, i);
  const open = agentId === '' ? 'waiting' : i % 5 === 0 ? 'snoozed' : 'assigned';
  return aHead(`conv-${i}`, {
    state: i % 7 === 6 ? 'closed' : open,
    agentId,
    contactId: at(CONTACTS, Math.floor(i / 17)),
    contactFields: at([[GOLD], []], Math.floor(i / 17)),
    fields: at(DEVICES, Math.floor(i / 19)),
    followers: i % 23 === 0 ? [{ agentId: 'anna' }] : [],
    channel: at(CHANNELS, Math.floor(i / 3)),
    priority: at(POINTS, Math.floor(i / 5)),
    tags: at(TAGS, Math.floor(i / 11)),
    routedQueueId: at(QUEUES, Math.floor(i / 13)),
    waitingSinceMs: Math.floor(i / 2) % 3 === 0 ? 0 : 500 + i,
    changedAtMs: 1_000 + Math.floor(i / 4),
  });
});

const FILTERS: readonly ConversationFilterInit[] = [
  {},
  { channels: ['sms'] },
  { channels: ['sms', 'weibo', 'email'] },
  { priorities: ['normal'] },
  { priorities: ['high'] },
  { priorities: ['urgent', 'high'] },
  { queueId: 'repairs' },
  { queueId: 'nowhere' },
  { tags: ['billing'] },
  { tags: ['billing', 'vip'] },
  { tags: ["o'hara; drop"] },
  { agentId: 'bo' },
  { awaitingAnswer: true },
  { fields: [{ key: 'device', value: '灯' }] },
  {
    fields: [
      { key: 'x', value: 'yes' },
      { key: 'device', value: "o'hara" },
    ],
  },
  { contactFields: [GOLD] },
  { contactFields: [{ key: 'plan', value: 'basic' }] },
  { contactFields: [GOLD], fields: [{ key: 'device', value: '灯' }], channels: ['sms'] },
  { channels: ['chat', 'sms'], priorities: ['normal', 'urgent'], awaitingAnswer: true, agentId: 'anna' },
  { tags: ['退款'], queueId: 'default', priorities: ['normal'] satisfies PriorityLevel[] },
];

const shows: Readonly<Record<Exclude<InboxView, 'mentions'>, (head: Conversation) => boolean>> = {
  mine: ({ state, agentId }) => state === 'assigned' && agentId === 'anna',
  snoozed: ({ state, agentId }) => state === 'snoozed' && agentId === 'anna',
  unassigned: ({ state }) => state === 'waiting',
  closed: ({ state }) => state === 'closed',
  followed: (head) => head.state !== 'closed' && followerIn(head, 'anna') !== undefined,
  all: ({ state }) => state !== 'closed',
};
const VIEWS = ['mine', 'snoozed', 'followed', 'unassigned', 'closed', 'all'] as const;

for (const engine of testEngines) {
  describe(`filters of lists in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (store) => {
        await addContact(store, 'contact-1', 'Li Wei');
        await addContact(store, 'contact-2', 'Kim');
        await setContactField(store, 'contact-1', { ...GOLD, seen: '' }, 1);
        await putHeads(store, HEADS);
        await sql`analyze`.execute(store);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    /** A whole list, page by page. */
    async function all(view: InboxView, filter: ConversationFilter): Promise<readonly string[]> {
      const found: string[] = [];
      for (let cursor = '', pages = 0; pages === 0 || cursor !== ''; pages += 1) {
        const wanted = { view, filter, cursor, agentId: 'anna', limit: 97, contactId: '', search: '' };
        const page = await test.store.read((store) => listHeads(store, { ...wanted, tags: [] }));
        found.push(...page.conversations.map(({ conversationId }) => conversationId));
        cursor = page.cursor;
      }
      return found;
    }

    it('gives in every view what the contract says fits, each once and newest change first', async () => {
      for (const init of FILTERS) {
        const filter = ConversationFilter.create(init);
        for (const view of VIEWS) {
          const expected = HEADS.filter((head) => shows[view](head) && fits(head, filter))
            .toSorted(
              (a, b) => b.changedAtMs - a.changedAtMs || (a.conversationId < b.conversationId ? 1 : -1),
            )
            .map(({ conversationId }) => conversationId);
          assert.deepEqual(await all(view, filter), expected, `${view} ${JSON.stringify(init)}`);
        }
      }
    });

    it('counts for each saved filter what its list has', async () => {
      const saved = VIEWS.flatMap((view) =>
        FILTERS.map((filter) => ({ view, filter: ConversationFilter.create(filter) })),
      );
      const counts = await test.store.read((store) => countsOf(store, 'anna', saved));
      for (const [i, { view, filter }] of saved.entries()) {
        const many = HEADS.filter((head) => shows[view](head) && fits(head, filter)).length;
        assert.equal(counts[i], Math.min(1_000, many), `${view} ${JSON.stringify(filter)}`);
      }
      assert.deepEqual(await test.store.read((store) => countsOf(store, 'anna', [])), []);
    });

    it('reads what is rare among the closed from an index', async () => {
      for (const where of [
        sql`routed_queue_id = 'nowhere'`,
        sql`agent_id = 'nobody'`,
        sql`channel = any(array['call'])`,
        sql`priority >= 500`,
        sql`fields <> '[]'::jsonb and fields @> '[{"key":"device","value":"none"}]'::jsonb`,
      ]) {
        const { rows } = await test.store.read((store) =>
          sql`explain select * from conversations where state = 'closed' and ${where}
            order by changed_at_ms desc, conversation_id desc limit 51`.execute(store),
        );
        assert.doesNotMatch(JSON.stringify(rows), /Seq Scan/);
      }
    });

    it('keeps filters by their owner, and gives an agent their own and everybody’s', async () => {
      const filter = ConversationFilter.create({ channels: ['sms'], tags: ['退款'] });
      const one = (filterId: string, ownerId: string, name: string): SavedFilter => ({
        ...{ filterId, ownerId, name, filter, view: 'all', changedBy: 'anna', changedAtMs: 1 },
      });
      const { store } = test;
      for (const each of [one('f-1', 'anna', 'Zulu'), one('f-2', '', 'Shared'), one('f-3', 'bo', 'Zulu')])
        await store.write((db) => addSavedFilter(db, each));
      const names = async (agentId: string) =>
        (await store.read((db) => savedFiltersFor(db, agentId))).map(({ name }) => name);
      assert.deepEqual(await names('anna'), ['Shared', 'Zulu']);
      assert.deepEqual(await names('carla'), ['Shared']);
      const [, own] = await store.read((db) => savedFiltersFor(db, 'anna'));
      assert.deepEqual(own?.filter, filter);
      assert.equal(await store.read((db) => savedBy(db, 'anna')), 1);
      await assert.rejects(
        store.write((db) => addSavedFilter(db, one('f-4', 'anna', 'Zulu'))),
        (error) => error instanceof WeftError && error.code === 'CONFLICT',
      );
      const change = { filterId: 'f-1', name: '退款', changedBy: 'anna', changedAtMs: 2 };
      await store.write((db) => renameSavedFilter(db, change));
      assert.deepEqual(await names('anna'), ['Shared', '退款']);
      await store.write((db) => removeSavedFilter(db, 'f-2'));
      assert.deepEqual(await names('anna'), ['退款']);
    });
  });
}

it('a filter that asks nothing lets everything through', () => {
  assert.ok(isOpen(ConversationFilter.create({})));
  assert.ok(FILTERS.slice(1).every((filter) => !isOpen(ConversationFilter.create(filter))));
});
