import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ControlRequestInit } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const refused = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code;
const say = (value: string, clientId: string): Body => ({
  case: 'postItem',
  value: { clientId, body: { case: 'text', value } },
});

/** Both kinds of store: what is said here holds on either. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  { name: 'the embedded store', start: () => Promise.resolve({ STORE: 'memory' }) },
];

for (const kept of STORES) {
  describe(`a customer who is blocked, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    const conversationId = conversationOf('troll');
    let troll: FakeClient;
    let anna: FakeClient;
    before(async () => {
      const env = await kept.start(owned);
      const mesh = owned.use(await FakeMesh.start());
      await mesh.startControl('control-1', env);
      troll = mesh.client('troll', 'customer');
      anna = mesh.client('anna', 'agent');
      const ready = () =>
        troll.ask({ case: 'syncConversation', value: {} }, 'timeline').then(() => true as const);
      await until(ready, { timeoutMs: 60_000 });
      await troll.ask(say('rubbish', 'c-1'), 'posted');
      await anna.syncDesk();
    });
    after(() => owned.disposeAsync());

    const block = (on: boolean): Body => ({ case: 'blockCustomer', value: { conversationId, on } });
    const head = async (of: FakeClient) => {
      const { conversation } = await of.ask(
        { case: 'syncConversation', value: of === anna ? { conversationId } : {} },
        'timeline',
      );
      return conversation;
    };

    it('is blocked by agents and by no customer', async () => {
      await assert.rejects(troll.ask(block(true), 'accepted'), refused('FORBIDDEN'));
      await until(async () => (await head(anna).catch(() => undefined)) !== undefined || 'not stored yet');
      await anna.ask(block(true), 'accepted');
      const blocked = await head(anna);
      assert.equal(blocked?.state, 'closed');
      assert.ok((blocked?.blockedAtMs ?? 0) > 0);
      assert.deepEqual([(await head(troll))?.state, (await head(troll))?.blockedAtMs], ['closed', 0]);
    });

    it('is kept and waits for nobody when they write again', async () => {
      await troll.ask(say('more of it', 'c-2'), 'posted');
      await until(async () => {
        const { items } = await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
        return items.some(({ clientId }) => clientId === 'c-2') || 'not kept yet';
      });
      const { state, waitingSinceMs, unread } = (await head(anna)) ?? {};
      assert.deepEqual([state, waitingSinceMs, unread], ['closed', 0, 0]);
    });

    it('cannot call until they are heard again', async () => {
      await assert.rejects(troll.requestCall(), refused('NOT_AVAILABLE'));
      await anna.ask(block(false), 'accepted');
      const call = await troll.requestCall();
      await troll.ask({ case: 'hangUp', value: { callId: call.callId } }, 'accepted');
    });
  });
}
