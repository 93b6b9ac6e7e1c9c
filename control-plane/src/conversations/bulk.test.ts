import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ControlRequestInit, Conversation, ConversationFilterInit } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';

type Change = NonNullable<
  Extract<NonNullable<ControlRequestInit['body']>, { case: 'changeConversations' }>['value']['change']
>;

const refused = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code;

/** Both kinds of store: what is said here holds on either. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  { name: 'the embedded store', start: () => Promise.resolve({ STORE: 'memory' }) },
];

for (const kept of STORES) {
  describe(`several conversations at once, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    let mesh: FakeMesh;
    let anna: FakeClient;
    let bob: FakeClient;
    /**
     * An agent with a desk, so that what they take stays theirs; away, so that what waits goes to nobody by
     * itself. Before anything waits: who comes to their desk is ready for a moment.
     */
    async function awayAtDesk(name: string): Promise<FakeClient> {
      const agent = mesh.client(name, 'agent');
      await agent.syncDesk();
      await agent.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      return agent;
    }
    before(async () => {
      const env = await kept.start(owned);
      mesh = owned.use(await FakeMesh.start());
      await mesh.startControl('control-1', env);
      const first = mesh.client('first', 'customer');
      const ready = () =>
        first.ask({ case: 'syncConversation', value: {} }, 'timeline').then(() => true as const);
      await until(ready, { timeoutMs: 60_000 });
      anna = await awayAtDesk('anna');
      bob = await awayAtDesk('bob');
    });
    after(() => owned.disposeAsync());

    const list = async (filter: ConversationFilterInit, view: 'all' | 'mine' | 'closed' = 'all') => {
      const asked = { case: 'listConversations', value: { view, filter, limit: 200 } } as const;
      return (await anna.ask(asked, 'conversations')).conversations;
    };
    const idsOf = (heads: readonly Conversation[]) =>
      heads.map(({ conversationId }) => conversationId).sort();
    /** Customers who write; their conversations, when they are all there. */
    async function customers(...names: readonly string[]): Promise<readonly string[]> {
      await Promise.all(
        names.map((name) =>
          mesh
            .client(name, 'customer')
            .ask(
              { case: 'postItem', value: { clientId: 'c-1', body: { case: 'text', value: 'hi' } } },
              'posted',
            ),
        ),
      );
      const ids = names.map(conversationOf);
      await until(async () => {
        const there = new Set(idsOf(await list({})));
        return ids.every((id) => there.has(id)) || 'not all are there';
      });
      return ids;
    }
    async function change(ids: readonly string[], step: Change) {
      const value = { chosen: ids.map((conversationId) => ({ conversationId })), change: step };
      const { outcomes } = await anna.ask({ case: 'changeConversations', value }, 'changed');
      assert.deepEqual(
        outcomes.map(({ conversationId }) => conversationId),
        ids,
      );
      return outcomes.map(({ fault }) => fault?.code ?? 'done');
    }

    it('tags, ranks, takes and closes, each as the one step does, and the list narrowed to it follows', async () => {
      const ids = await customers('ada', 'ben', 'cy');
      assert.deepEqual(await change(ids, { case: 'tag', value: { add: ['Bills'] } }), [
        'done',
        'done',
        'done',
      ]);
      assert.deepEqual(idsOf(await list({ tags: ['bills'] })), ids.toSorted());
      assert.deepEqual(await change(ids.slice(0, 2), { case: 'prioritize', value: { priority: 30 } }), [
        'done',
        'done',
      ]);
      const high = await list({ tags: ['bills'], priorities: ['high'], awaitingAnswer: true });
      assert.deepEqual(idsOf(high), ids.slice(0, 2).toSorted());
      assert.deepEqual(await change(ids, { case: 'take', value: {} }), ['done', 'done', 'done']);
      assert.deepEqual(idsOf(await list({ tags: ['bills'], agentId: 'anna' }, 'mine')), ids.toSorted());
      const closing: Change = { case: 'close', value: { disposition: 'solved' } };
      assert.deepEqual(await change(ids, closing), ['done', 'done', 'done']);
      assert.deepEqual(idsOf(await list({ tags: ['bills'] })), []);
      assert.deepEqual(idsOf(await list({ tags: ['bills'], agentId: 'anna' }, 'closed')), ids.toSorted());
      const conversationId = ids[0] ?? '';
      const { items } = await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
      assert.deepEqual(
        items.flatMap(({ body }) => (body?.case === 'event' ? [body.value.kind] : [])),
        ['tagged', 'prioritized', 'assigned', 'closed'],
      );
    });

    it('says of each that could not be changed why, and changes the others', async () => {
      const [dan = '', eve = '', fay = ''] = await customers('dan', 'eve', 'fay');
      assert.deepEqual(await change([dan], { case: 'close', value: { disposition: '' } }), ['done']);
      await bob.ask({ case: 'takeConversation', value: { conversationId: eve } }, 'accepted');
      const nobody = conversationOf('who-never-wrote');
      const take = await change([dan, eve, nobody, fay], { case: 'take', value: {} });
      assert.deepEqual(take, ['CONVERSATION_CLOSED', 'CONFLICT', 'CONVERSATION_NOT_FOUND', 'done']);
      // Seen as Bob's it is taken from him, as alone.
      const seen = {
        chosen: [{ conversationId: eve, fromAgentId: 'bob' }],
        change: { case: 'take', value: {} },
      } as const;
      const taken = await anna.ask({ case: 'changeConversations', value: seen }, 'changed');
      assert.equal(taken.outcomes[0]?.fault, undefined);
      const past = await change([fay], { case: 'snooze', value: { untilMs: 1 } });
      assert.deepEqual(past, ['BAD_REQUEST']);
    });

    it('changes a hundred, and every desk’s list hears of more than are told one by one', async () => {
      const names = Array.from({ length: 100 }, (_, i) => `many-${i}`);
      const ids = await customers(...names);
      const bea = mesh.client('bea', 'agent');
      await bea.syncDesk();
      await bea.ask({ case: 'listConversations', value: { view: 'all' } }, 'conversations');
      await until(() => bea.all('conversationCounts').length > 0 || 'no counts yet');
      const before = bea.all('conversationCounts').length;
      const outcomes = await change(ids, { case: 'tag', value: { add: ['flood'] } });
      assert.deepEqual(new Set(outcomes), new Set(['done']));
      assert.equal((await list({ tags: ['flood'] })).length, 100);
      // The counts are the same ones: that they are told again has the desk ask for its list.
      await until(() => bea.all('conversationCounts').length > before || 'not told');
    });

    it('is for agents alone', async () => {
      const gil = mesh.client('gil', 'customer');
      const value = {
        chosen: [{ conversationId: conversationOf('gil') }],
        change: { case: 'close', value: { disposition: '' } },
      } as const;
      await assert.rejects(gil.ask({ case: 'changeConversations', value }, 'changed'), refused('FORBIDDEN'));
    });
  });
}
