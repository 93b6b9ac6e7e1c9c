import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  Conversation,
  ConversationFilter,
  type ConversationInit,
  type ConversationListInit,
  isOpen,
  ManualClock,
  silentLog,
  WeftError,
} from '@weft/proto';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { AgentInbox } from './inbox.ts';

const head = (id: string, changes: ConversationInit = {}): Conversation =>
  Conversation.create({
    conversationId: id,
    state: 'assigned',
    agentId: 'anna',
    revision: 1,
    changedAtMs: 1_000,
    ...changes,
  });

function setUp(list: (cursor: string, search: string) => ConversationListInit) {
  const clock = new ManualClock();
  const fake = new FakeAsk({
    control: {
      listConversations: ({ cursor, search }) => ({ case: 'conversations', value: list(cursor, search) }),
    },
  });
  const inbox = new AgentInbox({
    ...{ ask: fake.ask, clock, log: silentLog, agentId: () => 'anna' },
    random: () => 0.5,
  });
  const ids = (): string[] => inbox.get().rows.map(({ conversationId }) => conversationId);
  return { clock, fake, inbox, ids };
}

/** Time goes on, a step at a time: what is asked at one is answered before the next. */
async function elapse(clock: ManualClock, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= 100) {
    clock.advance(100);
    await settle();
  }
}

async function listed(conversations: readonly Conversation[], more: ConversationListInit = {}) {
  const parts = setUp((cursor) => (cursor === '' ? { conversations, ...more } : { conversations: [] }));
  parts.inbox.renew();
  await settle();
  return parts;
}

describe('the list of conversations', () => {
  it('shows the first page, newest change first, and the counts', async () => {
    const { inbox, ids } = await listed([head('b', { changedAtMs: 2_000 }), head('a')], {
      counts: { mine: 2, unassigned: 5 },
    });
    assert.deepEqual(ids(), ['b', 'a']);
    assert.equal(inbox.get().counts?.unassigned, 5);
    assert.deepEqual([inbox.get().loading, inbox.get().more], ['none', false]);
  });

  it('goes by the counts that were told last, whatever a list says in between', async () => {
    const followed = { mine: 0, unassigned: 0, all: 1, mentions: 0, snoozed: 0, followed: 1 };
    const { clock, fake, inbox } = await listed([head('a')], { counts: { ...followed, followed: 0 } });
    inbox.counted(followed);
    // It is asked in the moment in which it is not followed; back again, it is as it was told.
    await elapse(clock, 1_000);
    assert.equal(fake.asked.length, 2);
    assert.equal(inbox.get().counts?.followed, 1);
  });

  it('goes by what a list says in a new session, of which nothing was told yet', async () => {
    let followed = 0;
    const { inbox } = setUp(() => ({ conversations: [head('a')], counts: { followed } }));
    inbox.renew();
    await settle();
    inbox.counted({ mine: 0, unassigned: 0, all: 1, mentions: 0, snoozed: 0, followed: 0 });
    followed = 1;
    inbox.renew();
    await settle();
    assert.equal(inbox.get().counts?.followed, 1);
  });

  it('asks for further pages until there is none', async () => {
    const { fake, inbox, ids } = setUp((cursor) =>
      cursor === ''
        ? { conversations: [head('b', { changedAtMs: 2_000 })], cursor: 'next' }
        : { conversations: [head('a')] },
    );
    inbox.renew();
    await settle();
    assert.equal(inbox.get().more, true);
    inbox.more();
    inbox.more();
    await settle();
    assert.deepEqual(ids(), ['b', 'a']);
    inbox.more();
    assert.equal(fake.asked.length, 2);
  });

  it('asks again when something came while the first page was asked for', async () => {
    const answers = [[], [head('new')]];
    const { fake, inbox, ids } = setUp(() => ({ conversations: answers.shift() ?? [] }));
    inbox.renew();
    inbox.told(head('new'));
    await settle();
    await settle();
    assert.deepEqual([ids(), fake.asked.length], [['new'], 2]);
  });

  it('counts the unread anew when others took conversations while the page was away', async () => {
    const own = [head('a', { unread: 3 }), head('b', { unread: 1 })];
    const { inbox } = setUp(() => ({ conversations: own }));
    inbox.renew();
    await settle();
    assert.equal(inbox.get().unread, 4);
    own.shift();
    inbox.renew();
    await settle();
    assert.equal(inbox.get().unread, 1);
    inbox.choose('closed');
    own.shift();
    inbox.renew();
    await settle();
    assert.equal(inbox.get().unread, 0);
  });

  it('counts the unread of what is followed beside the agent’s own, each once, and not what others have', async () => {
    const follows = (unread: number) => ({ followers: [{ agentId: 'anna', unread }] });
    const theirs = { agentId: 'ben', ...follows(2) };
    const { fake, inbox } = setUp(() => ({}));
    fake.answers.control.listConversations = ({ view }) => ({
      case: 'conversations',
      value: {
        conversations:
          view === 'mine'
            ? [head('a', { unread: 3 }), head('b', { unread: 1, ...follows(4) })]
            : [head('b', { unread: 1, ...follows(4) }), head('c', { unread: 7, ...theirs })],
        counts: { mine: 2, followed: 2 },
      },
    });
    inbox.renew();
    await settle();
    await settle();
    assert.equal(inbox.get().unread, 3 + 4 + 2);
    inbox.told(head('c', { ...theirs, followers: [], unread: 7, revision: 2 }));
    inbox.told(head('d', { agentId: 'ben', unread: 9 }));
    assert.equal(inbox.get().unread, 3 + 4);
    inbox.told(head('b', { state: 'closed', revision: 2, ...follows(4) }));
    assert.equal(inbox.get().unread, 3);
  });

  it('shows what the agent follows, until it is over or they follow no more', async () => {
    const mine = { followers: [{ agentId: 'anna' }], agentId: 'ben' };
    const { inbox, ids } = await listed([head('a', mine)]);
    inbox.choose('followed');
    await settle();
    inbox.told(head('b', { ...mine, changedAtMs: 2_000 }));
    assert.deepEqual(ids(), ['b', 'a']);
    inbox.told(head('b', { ...mine, state: 'closed', revision: 2 }));
    inbox.told(head('a', { agentId: 'anna', revision: 2 }));
    assert.deepEqual(ids(), []);
  });

  it('keeps what was told while the first page was asked for again', async () => {
    const { inbox } = await listed([head('a', { revision: 4, preview: 'old' })]);
    inbox.renew();
    inbox.told(head('a', { revision: 5, preview: 'new' }));
    await settle();
    assert.equal(inbox.get().rows[0]?.preview, 'new');
  });

  it('moves a conversation up when something happens in it', async () => {
    const { inbox, ids } = await listed([head('b', { changedAtMs: 2_000 }), head('a')]);
    inbox.told(head('a', { changedAtMs: 3_000, revision: 2, preview: 'Hello' }));
    assert.deepEqual(ids(), ['a', 'b']);
    assert.equal(inbox.get().rows[0]?.preview, 'Hello');
  });

  it('does not go back to an older head', async () => {
    const { inbox } = await listed([head('a', { revision: 5, preview: 'new' })]);
    inbox.told(head('a', { revision: 4, preview: 'old' }));
    assert.equal(inbox.get().rows[0]?.preview, 'new');
  });

  it('takes in what comes to the view and lets go of what leaves it', async () => {
    const { inbox, ids } = await listed([head('a')]);
    inbox.told(head('b', { changedAtMs: 500 }));
    assert.deepEqual(ids(), ['a', 'b']);
    inbox.told(head('a', { agentId: 'ben', revision: 2 }));
    assert.deepEqual(ids(), ['b']);
    inbox.told(head('c', { state: 'waiting', agentId: '' }));
    assert.deepEqual(ids(), ['b']);
  });

  it('takes nothing in unasked while words are looked for', async () => {
    const { clock, inbox, ids } = await listed([head('a')]);
    inbox.search('lamp');
    clock.advance(1_000);
    await settle();
    inbox.told(head('b'));
    assert.deepEqual(ids(), ['a']);
  });

  it('looks for words when the typing pauses, once', async () => {
    const { clock, fake, inbox } = await listed([head('a')]);
    for (const words of ['l', 'la', 'lam', 'lamp']) inbox.search(words);
    clock.advance(1_000);
    await settle();
    assert.equal(fake.asked.length, 2);
    const last = fake.bodies.at(-1);
    assert.ok(last?.case === 'listConversations' && last.value.search === 'lamp');
  });

  it('shows nothing of the view before, nor of an answer that comes too late', async () => {
    const { fake, inbox, ids } = await listed([head('a')]);
    let answer: (rows: ConversationListInit) => void = () => undefined;
    fake.answers.control.listConversations = () =>
      new Promise((resolve) => {
        answer = (value) => resolve({ case: 'conversations', value });
      });
    inbox.choose('all');
    const late = answer;
    assert.deepEqual([ids(), inbox.get().loading], [[], 'first']);
    await settle();
    inbox.choose('closed');
    await settle();
    late({ conversations: [head('x')] });
    await settle();
    assert.deepEqual(ids(), []);
  });

  it('finds out what is new when the counts change, many at once with one question', async () => {
    const rows = [head('a')];
    const { clock, fake, inbox, ids } = await listed(rows);
    rows.unshift(head('b', { changedAtMs: 2_000 }));
    for (const mine of [2, 3, 2])
      inbox.counted({ mine, unassigned: 0, all: 2, mentions: 0, snoozed: 0, followed: 0 });
    clock.advance(1_000);
    await settle();
    assert.deepEqual(ids(), ['b', 'a']);
    assert.equal(fake.asked.length, 2);
  });

  it('drops what the mesh does not name any more, after a session is new', async () => {
    const rows = [head('b', { changedAtMs: 2_000 }), head('a')];
    const { inbox, ids } = await listed(rows);
    rows.shift();
    inbox.renew();
    await settle();
    assert.deepEqual(ids(), ['a']);
  });

  it('is loading while the store behind it opens, and comes by itself', async () => {
    const { clock, fake, inbox, ids } = setUp(() => ({ conversations: [head('a')] }));
    const { listConversations } = fake.answers.control;
    fake.answers.control.listConversations = () => Promise.reject(new WeftError('UNAVAILABLE'));
    inbox.renew();
    await elapse(clock, 15_000);
    assert.deepEqual([inbox.get().loading, inbox.get().problem], ['first', undefined]);
    assert.ok(fake.asked.length > 3 && fake.asked.length < 20, `${fake.asked.length} times`);
    if (listConversations !== undefined) fake.answers.control.listConversations = listConversations;
    await elapse(clock, 7_000);
    assert.deepEqual([ids(), inbox.get().loading, inbox.get().problem], [['a'], 'none', undefined]);
    const asked = fake.asked.length;
    await elapse(clock, 60_000);
    assert.equal(fake.asked.length, asked, 'what is there is not asked for again');
  });

  it('says what lasts, and still comes by itself, with what was told meanwhile', async () => {
    const answers = [[head('a')], [head('new', { changedAtMs: 2_000 }), head('a')]];
    const { clock, fake, inbox, ids } = setUp(() => ({ conversations: answers.shift() ?? [] }));
    const { listConversations } = fake.answers.control;
    fake.answers.control.listConversations = () => Promise.reject(new WeftError('UNAVAILABLE'));
    inbox.renew();
    await elapse(clock, 21_000);
    const { problem, loading } = inbox.get();
    assert.ok(problem?.name === 'fault' && problem.code === 'UNAVAILABLE');
    assert.equal(loading, 'none');
    inbox.told(head('new', { changedAtMs: 2_000 }));
    inbox.counted({ mine: 2, unassigned: 0, all: 2, mentions: 0, snoozed: 0, followed: 0 });
    if (listConversations !== undefined) fake.answers.control.listConversations = listConversations;
    await elapse(clock, 7_000);
    assert.deepEqual([ids(), inbox.get().problem], [['new', 'a'], undefined]);
  });

  it('does not ask again for a view that was left, nor after signing out', async () => {
    const { clock, fake, inbox } = setUp(() => ({}));
    fake.answers.control.listConversations = () => Promise.reject(new WeftError('UNAVAILABLE'));
    inbox.choose('all');
    await settle();
    inbox.choose('closed');
    await settle();
    inbox.clear();
    const asked = fake.asked.length;
    await elapse(clock, 60_000);
    assert.equal(fake.asked.length, asked);
    assert.equal(inbox.get().problem, undefined);
  });

  it('says at once what no waiting mends, and asks again when it is told to', async () => {
    const { fake, inbox, ids } = setUp(() => ({ conversations: [head('a')] }));
    const { listConversations } = fake.answers.control;
    fake.answers.control.listConversations = () => Promise.reject(new WeftError('FORBIDDEN'));
    inbox.renew();
    await settle();
    const { problem } = inbox.get();
    assert.ok(problem?.name === 'fault' && problem.code === 'FORBIDDEN');
    if (listConversations !== undefined) fake.answers.control.listConversations = listConversations;
    inbox.retry();
    await settle();
    assert.deepEqual([ids(), inbox.get().problem], [['a'], undefined]);
  });

  it('keeps the identity of rows that did not change', async () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => head(`c${at}`, { changedAtMs: 5_000 - at }));
    const { inbox } = await listed(rows);
    const before = new Set(inbox.get().rows);
    inbox.told(head('c500', { changedAtMs: 9_000, revision: 2 }));
    assert.equal(inbox.get().rows.filter((row) => !before.has(row)).length, 1);
  });

  it('is narrowed to a filter, and keeps to it with what is told', async () => {
    const sms = { channel: 'sms', tags: ['vip'] } as const;
    const { fake, inbox, ids } = await listed([head('a', sms)]);
    inbox.narrow(ConversationFilter.create({ channels: ['sms'], tags: ['vip'] }));
    await settle();
    const last = fake.bodies.at(-1);
    assert.ok(last?.case === 'listConversations');
    assert.deepEqual([last.value.filter?.channels, last.value.filter?.tags], [['sms'], ['vip']]);
    inbox.told(head('b', { channel: 'chat', tags: ['vip'], changedAtMs: 2_000 }));
    inbox.told(head('c', { ...sms, changedAtMs: 3_000 }));
    assert.deepEqual(ids(), ['c', 'a']);
    inbox.told(head('a', { ...sms, tags: [], revision: 2 }));
    assert.deepEqual(ids(), ['c']);
    inbox.told(head('a', { ...sms, revision: 3, changedAtMs: 4_000 }));
    assert.deepEqual(ids(), ['a', 'c']);
  });

  it('leaves the filter behind with another view, or the same one once more', async () => {
    const { fake, inbox } = await listed([head('a')]);
    const filter = ConversationFilter.create({ awaitingAnswer: true });
    for (const view of ['mine', 'all'] as const) {
      inbox.show('mine', filter);
      assert.deepEqual([inbox.get().view, inbox.get().filter], ['mine', filter]);
      inbox.choose(view);
      assert.deepEqual([inbox.get().view, isOpen(inbox.get().filter)], [view, true]);
      await settle();
    }
    assert.ok(fake.bodies.every((body) => body.case === 'listConversations'));
    inbox.narrow(filter);
    inbox.clear();
    assert.ok(isOpen(inbox.get().filter));
  });

  it('counts every choice, of what is chosen already too', async () => {
    const { inbox } = await listed([head('a')]);
    const before = inbox.get().choices;
    inbox.choose('all');
    inbox.search('#vip');
    inbox.choose('all');
    inbox.search('#vip');
    assert.equal(inbox.get().choices, before + 4);
    assert.deepEqual([inbox.get().view, inbox.get().search], ['all', '#vip']);
  });
});
