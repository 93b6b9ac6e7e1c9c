import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';

const PATIENTLY = { timeoutMs: 60_000 };
const SNOOZE_MS = 4_000;

/** Both kinds of store: both keep what is set aside over the death of an instance. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  {
    name: 'the embedded store',
    start: (_owned: AsyncDisposableStack, mesh: FakeMesh) =>
      Promise.resolve({ STORE: 'folder', STORE_DIR: `${mesh.folder}/store` }),
  },
];

for (const kept of STORES) {
  describe(`what was set aside, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    let mesh: FakeMesh;
    let env: Readonly<Record<string, string>>;
    before(async () => {
      mesh = owned.use(await FakeMesh.start());
      env = { ...(await kept.start(owned, mesh)), LEASE_TTL_MS: '3000' };
    });
    after(() => owned.disposeAsync());

    /** A desk that is there and is given nothing by the rules. */
    async function deskOf(name: string): Promise<FakeClient> {
      const desk = mesh.client(name, 'agent');
      // Together: where the machine stands still in between, the desk is taken for gone.
      await until(async () => {
        await desk.syncDesk();
        await desk.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
        return true as const;
      }, PATIENTLY);
      return desk;
    }
    const say = (page: FakeClient, value: string) =>
      page.ask({ case: 'postItem', value: { clientId: value, body: { case: 'text', value } } }, 'posted');
    const look = (desk: FakeClient, conversationId: string) =>
      desk.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
    const list = (desk: FakeClient, view: 'mine' | 'snoozed') =>
      desk.ask({ case: 'listConversations', value: { view } }, 'conversations');

    it('comes back once, at its time, though the instance that heard of it was killed before', async () => {
      const first = await mesh.spawnControl('control-a', env);
      const kim = mesh.client('kim', 'customer');
      const anna = await deskOf('anna');
      const conversationId = conversationOf('kim');
      await until(() => say(kim, 'hello').then(() => true as const), PATIENTLY);
      await until(
        () =>
          anna
            .ask({ case: 'takeConversation', value: { conversationId } }, 'accepted')
            .then(() => true as const),
        PATIENTLY,
      );
      const now = systemClock.now();
      const snooze = (untilMs: number) =>
        anna.ask({ case: 'snoozeConversation', value: { conversationId, untilMs } }, 'accepted');
      await assert.rejects(snooze(now - 1), { code: 'BAD_REQUEST' });
      await assert.rejects(
        kim.ask({ case: 'snoozeConversation', value: { conversationId, untilMs: 0 } }, 'accepted'),
        { code: 'FORBIDDEN' },
      );
      const untilMs = systemClock.now() + SNOOZE_MS;
      await snooze(untilMs);
      const set = await list(anna, 'snoozed');
      assert.deepEqual(
        [set.conversations.map((head) => head.conversationId), set.counts?.snoozed, set.counts?.mine],
        [[conversationId], 1, 0],
      );
      await first.kill('SIGKILL');

      // Two that compete for what it left; the embedded store is one instance's, which comes back.
      const instances = kept.name === 'PostgreSQL' ? ['control-b', 'control-c'] : ['control-a'];
      for (const id of instances) await mesh.startControl(id, env);
      await until(async () => {
        const { conversation } = await look(anna, conversationId);
        return conversation?.state !== 'snoozed' || 'it sleeps';
      }, PATIENTLY);
      const { conversation, items } = await look(anna, conversationId);
      // Hers; or the rules', who know it was, where a start takes so long that her desk is taken for gone.
      assert.equal(conversation?.agentId || conversation?.previousAgentId, 'anna');
      const woken = items.filter(({ body }) => body?.case === 'event' && body.value.kind === 'woken');
      assert.equal(woken.length, 1);
      assert.ok((woken[0]?.atMs ?? 0) >= untilMs, 'not before its time');
    });

    it('goes to whom the rules say when its agent is gone by then', async () => {
      const lee = mesh.client('lee', 'customer');
      const ben = await deskOf('ben');
      const conversationId = conversationOf('lee');
      await say(lee, 'hello');
      await until(
        () =>
          ben
            .ask({ case: 'takeConversation', value: { conversationId } }, 'accepted')
            .then(() => true as const),
        PATIENTLY,
      );
      const untilMs = systemClock.now() + 15_000;
      await ben.ask({ case: 'snoozeConversation', value: { conversationId, untilMs } }, 'accepted');
      ben.leave();
      const carl = mesh.client('carl', 'agent');
      await carl.syncDesk();
      await until(async () => {
        const { conversation } = await look(carl, conversationId);
        return (
          conversation?.agentId === 'carl' || `it is ${conversation?.state} with ${conversation?.agentId}`
        );
      }, PATIENTLY);
      const { conversation } = await look(carl, conversationId);
      assert.equal(conversation?.previousAgentId, 'ben');
    });
  });
}
