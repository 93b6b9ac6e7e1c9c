import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sleep, systemClock, WeftError } from '@weft/proto';
import { freePort, startPostgres, until } from '@weft/proto/testing';
import type { ControlProcess } from '../calls/testing/control-process.ts';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { Staff } from '../channels/testing/staff.ts';
import { contactOf } from '../contacts/contact-id.ts';
import { conversationOf } from '../own-conversation.ts';

const PATIENTLY = { timeoutMs: 60_000 };
const STORES = [
  {
    name: 'PostgreSQL',
    // How long after the join its instances are killed: before it was acted on, and about then.
    killedAfterMs: [0, 700],
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  {
    name: 'the embedded store',
    killedAfterMs: [700],
    start: (_owned: AsyncDisposableStack, mesh: FakeMesh) =>
      Promise.resolve({ STORE: 'folder', STORE_DIR: `${mesh.folder}/store` }),
  },
];

for (const kept of STORES) {
  describe(`conversations that are to become one, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    const several = kept.name === 'PostgreSQL';
    let mesh: FakeMesh;
    let staff: Staff;
    let anna: FakeClient;
    let start: () => Promise<readonly ControlProcess[]>;
    before(async () => {
      mesh = owned.use(await FakeMesh.start());
      staff = await Staff.create(mesh.folder);
      const shared = { ...(await kept.start(owned, mesh)), ...staff.env, LEASE_TTL_MS: '2000' };
      // Of PostgreSQL two, so that conversations have owners of their own; the embedded store is one instance's.
      const ids = several ? ['control-a', 'control-b'] : ['control-a'];
      start = async () => {
        const ports = await Promise.all(ids.map(() => freePort()));
        const env = { ...shared, VIRTUAL_AGENT: 'off' };
        const started = await Promise.all(
          ids.map((id, at) => mesh.spawnControl(id, { ...env, HTTP_PORT: `${ports[at]}` })),
        );
        await until(() => staff.signIn(ports[0] ?? 0, 'anna').then(() => true as const), PATIENTLY);
        return started;
      };
      anna = mesh.client('anna', 'agent');
    });
    after(() => owned.disposeAsync());

    /** Again until it is taken, as a page does. */
    const write = (page: FakeClient, clientId: string): Promise<void> =>
      until(
        () =>
          page
            .ask({ case: 'postItem', value: { clientId, body: { case: 'text', value: clientId } } }, 'posted')
            .then(
              () => true as const,
              (error: unknown) => {
                if (error instanceof WeftError && error.retryable) return error.code;
                throw error;
              },
            ),
        PATIENTLY,
      );
    const look = async (conversationId: string) => {
      const asked = { case: 'syncConversation', value: { conversationId } } as const;
      const { conversation, items } = await anna.ask(asked, 'timeline');
      const words = items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));
      const joined = items.flatMap(({ body }) =>
        body?.case === 'event' && body.value.kind === 'conversation-joined' ? [body.value] : [],
      );
      return { state: conversation?.state, words, joined: joined.length };
    };

    for (const killedAfterMs of kept.killedAfterMs) {
      it(`are one, once, though all instances are killed ${killedAfterMs} ms after their contacts were joined`, async () => {
        const instances = await start();
        await until(() => anna.syncDesk().then(() => true as const), PATIENTLY);
        await anna.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
        const names = [`kim-${killedAfterMs}`, `lee-${killedAfterMs}`] as const;
        const pages = names.map((name) => mesh.client(name, 'customer'));
        const [one, other] = [conversationOf(names[0]), conversationOf(names[1])];
        const [kim, lee] = pages;
        assert.ok(kim && lee);
        await write(kim, 'kim-1');
        await until(async () => (await look(one)).words.length === 1 || 'not there', PATIENTLY);
        await write(lee, 'lee-1');
        await until(async () => (await look(other)).words.length === 1 || 'not there', PATIENTLY);
        const joining = await staff.ask('POST', `/v1/contacts/${contactOf(names[0])}/joins`, {
          contactId: contactOf(names[1]),
        });
        assert.equal(joining.status, 200, await joining.text());
        // Both go on writing while they become one.
        const writing = Promise.all([write(kim, 'kim-2'), write(lee, 'lee-2')]);
        await sleep(systemClock, killedAfterMs);
        await Promise.all(instances.map((instance) => instance.kill('SIGKILL')));
        const next = await start();
        await writing;
        await until(async () => {
          const both = [await look(one), await look(other)];
          const open = both.filter(({ state }) => state !== 'closed').length;
          const words = both.flatMap((each) => each.words);
          return (open === 1 && words.length === 4) || `${open} are open with ${words.join()}`;
        }, PATIENTLY);
        await write(kim, 'kim-3');
        await write(lee, 'lee-3');
        await until(async () => {
          const both = [await look(one), await look(other)];
          const goesOn = both.find(({ state }) => state !== 'closed');
          const last = goesOn?.words.slice(-2).toSorted().join();
          return last === 'kim-3,lee-3' || JSON.stringify(both);
        }, PATIENTLY);
        const both = [await look(one), await look(other)];
        const words = both.flatMap((each) => each.words).toSorted();
        assert.deepEqual(words, ['kim-1', 'kim-2', 'kim-3', 'lee-1', 'lee-2', 'lee-3'], 'each once');
        assert.deepEqual(both.map(({ joined }) => joined).toSorted(), [0, 1], 'told once');
        await Promise.all(next.map((instance) => instance.kill('SIGKILL')));
      });
    }
  });
}
