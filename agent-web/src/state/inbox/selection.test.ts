import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation, type ConversationsChangedInit, ManualClock, silentLog, WeftError } from '@weft/proto';
import { FakeAsk, settle } from '../testing/fake-ask.ts';
import { AgentInbox } from './inbox.ts';
import { AgentSelection, colleaguesAmong, MAX_SELECTED } from './selection.ts';

async function listed(many: number, answer?: (ids: readonly string[]) => ConversationsChangedInit) {
  const heads = Array.from({ length: many }, (_, at) =>
    Conversation.create({
      ...{ conversationId: `c${String(at).padStart(3, '0')}`, state: 'assigned', revision: 1 },
      ...{ agentId: at % 2 === 0 ? 'anna' : 'bo', changedAtMs: 9_000 - at },
    }),
  );
  const fake = new FakeAsk({
    control: {
      listConversations: () => ({ case: 'conversations', value: { conversations: heads } }),
      changeConversations: ({ chosen }) => {
        if (answer === undefined) throw new WeftError('UNAVAILABLE');
        return { case: 'changed', value: answer(chosen.map(({ conversationId }) => conversationId)) };
      },
    },
  });
  const { ask } = fake;
  const inbox = new AgentInbox({
    ...{ ask, clock: new ManualClock(), log: silentLog, agentId: () => 'anna' },
    random: () => 0.5,
  });
  const selection = new AgentSelection({ inbox, ask, log: silentLog });
  inbox.choose('all');
  await settle();
  return { heads, fake, inbox, selection };
}

const done = (ids: readonly string[]): ConversationsChangedInit => ({
  outcomes: ids.map((conversationId) => ({ conversationId })),
});

describe('chosen rows', () => {
  it('are chosen one by one or all at once, and no more by the same again', async () => {
    const { selection } = await listed(4);
    selection.toggle('c001');
    selection.toggle('c002');
    selection.toggle('c001');
    selection.toggle('nowhere');
    assert.deepEqual(selection.get().ids, ['c002']);
    selection.toggleAll();
    assert.deepEqual(selection.get().ids, ['c000', 'c001', 'c002', 'c003']);
    selection.toggleAll();
    assert.deepEqual(selection.get().ids, []);
  });

  it('are counted where they are a colleague’s, and not where they are nobody’s or one’s own', async () => {
    const { heads, selection } = await listed(5);
    selection.toggleAll();
    const { ids } = selection.get();
    assert.equal(colleaguesAmong(heads, ids, 'anna'), 2);
    const [, ofBo] = heads;
    assert.ok(ofBo);
    assert.equal(colleaguesAmong([{ ...ofBo, state: 'snoozed' }], ids, 'anna'), 1);
    assert.equal(colleaguesAmong([{ ...ofBo, state: 'closed' }], ids, 'anna'), 0, 'over, it is nobody’s');
    assert.equal(colleaguesAmong(heads, ['c000'], 'anna'), 0);
  });

  it('are a hundred at most', async () => {
    const { selection } = await listed(150);
    selection.toggleAll();
    assert.equal(selection.get().ids.length, MAX_SELECTED);
    selection.toggle('c149');
    assert.equal(selection.get().ids.length, MAX_SELECTED);
    selection.toggleAll();
    assert.equal(selection.get().ids.length, 0);
  });

  it('are chosen no more when they leave the list, or another list is shown', async () => {
    const { heads, inbox, selection } = await listed(3);
    selection.toggleAll();
    const [first] = heads;
    assert.ok(first);
    inbox.told({ ...first, state: 'closed', revision: 2 });
    assert.deepEqual(selection.get().ids, ['c001', 'c002']);
    inbox.choose('closed');
    assert.deepEqual(selection.get().ids, []);
  });

  it('are told with whose they are, and let go of when it is done', async () => {
    const { fake, selection } = await listed(2, done);
    selection.toggleAll();
    selection.act({ case: 'take', value: {} });
    selection.act({ case: 'take', value: {} });
    assert.ok(selection.get().busy);
    await settle();
    const asked = fake.bodies.flatMap((body) => (body.case === 'changeConversations' ? [body.value] : []));
    assert.deepEqual(
      asked.map(({ chosen }) => chosen),
      [
        [
          { conversationId: 'c000', fromAgentId: 'anna' },
          { conversationId: 'c001', fromAgentId: 'bo' },
        ],
      ],
    );
    assert.deepEqual(selection.get(), {
      ids: [],
      busy: false,
      result: { step: 'take', done: 2, refused: [] },
    });
    selection.dismiss();
    assert.equal(selection.get().result, undefined);
  });

  it('stay chosen where they were refused, each reason told once with how many', async () => {
    const { selection } = await listed(6, (ids) => ({
      outcomes: ids.map((conversationId, at) => ({
        conversationId,
        ...(at === 0 ? {} : { fault: { code: at < 3 ? 'CONFLICT' : 'CONVERSATION_CLOSED' } }),
      })),
    }));
    selection.toggleAll();
    selection.act({ case: 'close', value: { disposition: 'spam' } });
    await settle();
    const { ids, result } = selection.get();
    assert.deepEqual(ids, ['c001', 'c002', 'c003', 'c004', 'c005']);
    assert.deepEqual(
      [
        result?.done,
        ...(result?.refused ?? []).map(({ problem, count }) => [
          problem.name === 'fault' && problem.code,
          count,
        ]),
      ],
      [1, ['CONVERSATION_CLOSED', 3], ['CONFLICT', 2]],
    );
  });

  it('stay chosen when nothing came back, and it is said of all of them', async () => {
    const { selection } = await listed(3);
    selection.toggleAll();
    selection.act({ case: 'tag', value: { add: ['vip'] } });
    await settle();
    const { ids, busy, result } = selection.get();
    assert.deepEqual([ids.length, busy, result?.done, result?.refused[0]?.count], [3, false, 0, 3]);
  });
});
