import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AgentRecord, type ControlRequestInit, followerIn, keys, type Role } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const refused = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code;
const say = (value: string, clientId: string, more: object = {}): Body => ({
  case: 'postItem',
  value: { clientId, body: { case: 'text', value }, ...more },
});
/** Every text that was pushed to a page. */
const heard = (page: FakeClient): readonly string[] =>
  page
    .all('conversationChanged')
    .flatMap(({ items }) => items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : [])));

/** Both kinds of store: what is said here holds on either. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  { name: 'the embedded store', start: () => Promise.resolve({ STORE: 'memory' }) },
];

for (const kept of STORES) {
  describe(`a conversation that agents follow, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    const conversationId = conversationOf('li');
    let mesh: FakeMesh;
    let li: FakeClient;
    let anna: FakeClient;
    let wei: FakeClient;
    const become = async (agentId: string, role: Role, barred = false): Promise<void> => {
      const value = AgentRecord.toJson({ agentId, login: agentId, displayName: agentId, role, barred });
      await mesh.directory.transact([{ do: 'put', key: keys.agent(agentId), value }]);
    };
    before(async () => {
      const env = await kept.start(owned);
      mesh = owned.use(await FakeMesh.start());
      for (const agentId of ['anna', 'wei', 'mia']) await become(agentId, 'agent');
      await become('otto', 'operator');
      await mesh.startControl('control-1', env);
      li = mesh.client('li', 'customer');
      anna = mesh.client('anna', 'agent');
      wei = mesh.client('wei', 'agent');
      const ready = () =>
        li.ask({ case: 'syncConversation', value: {} }, 'timeline').then(() => true as const);
      await until(ready, { timeoutMs: 60_000 });
      await li.ask(say('hello', 'c-1'), 'posted');
      for (const desk of [anna, wei]) {
        await desk.syncDesk();
        await desk.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      }
      await anna.ask({ case: 'takeConversation', value: { conversationId } }, 'accepted');
    });
    after(() => owned.disposeAsync());

    const follow = (add: readonly string[], remove: readonly string[] = []): Body => ({
      case: 'followConversation',
      value: { conversationId, add: [...add], remove: [...remove] },
    });
    const listed = async (of: FakeClient) => {
      const list = { case: 'listConversations', value: { view: 'followed' } } as const;
      const { conversations, counts } = await of.ask(list, 'conversations');
      return [conversations.map((head) => head.conversationId), counts?.followed];
    };
    const followers = async (): Promise<readonly string[]> => {
      const { conversation } = await anna.ask(
        { case: 'syncConversation', value: { conversationId } },
        'timeline',
      );
      return conversation?.followers.map(({ agentId }) => agentId) ?? [];
    };

    it('is in the follower’s list and counts, and its customer’s words and notes come to their desk', async () => {
      await wei.ask(follow(['wei']), 'accepted');
      await until(() => wei.last('conversationCounts')?.followed === 1 || 'not counted');
      assert.deepEqual(await listed(wei), [[conversationId], 1]);
      await li.ask(say('where is it?', 'c-2'), 'posted');
      await anna.ask(say('they mean the lamp', 'n-1', { conversationId, note: true }), 'posted');
      await until(() => heard(wei).includes('they mean the lamp') || 'nothing heard');
      assert.ok(heard(wei).includes('where is it?'));
      const unread = () => {
        const head = wei.last('conversationChanged')?.conversation;
        return head === undefined ? undefined : followerIn(head, 'wei')?.unread;
      };
      assert.equal(unread(), 2);
      const { lastSeq: readSeq = 0 } = wei.last('conversationChanged')?.conversation ?? {};
      await wei.ask({ case: 'markSeen', value: { conversationId, readSeq } }, 'accepted');
      await until(() => unread() === 0 || 'still unread');
      // A desk that was away has the same.
      const again = mesh.client('wei', 'agent');
      await again.syncDesk();
      assert.deepEqual(await listed(again), [[conversationId], 1]);
    });

    it('is followed by agents who may see it, and by nobody else', async () => {
      await assert.rejects(li.ask(follow(['li']), 'accepted'), refused('FORBIDDEN'));
      await assert.rejects(
        mesh.client('otto', 'operator').ask(follow(['otto']), 'accepted'),
        refused('FORBIDDEN'),
      );
      for (const none of ['otto', 'nobody', 'li'])
        await assert.rejects(anna.ask(follow([none]), 'accepted'), refused('BAD_REQUEST'), none);
      const nowhere = {
        case: 'followConversation',
        value: { conversationId: 'none', add: ['anna'] },
      } as const;
      await assert.rejects(anna.ask(nowhere, 'accepted'), refused('CONVERSATION_NOT_FOUND'));
      const { conversation } = await li.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.deepEqual(conversation?.followers, []);
    });

    it('is followed by whom a note mentions, until their account ends or they are no agents', async () => {
      const mentions = ['mia', 'otto'];
      await anna.ask(say('do you know?', 'n-2', { conversationId, note: true, mentions }), 'posted');
      await until(async () => (await followers()).includes('mia') || 'not followed');
      assert.deepEqual(await followers(), ['wei', 'mia']);
      await become('mia', 'agent', true);
      await until(async () => !(await followers()).includes('mia') || 'still followed');
      await become('wei', 'operator');
      await until(async () => (await followers()).length === 0 || 'still followed');
    });
  });
}
