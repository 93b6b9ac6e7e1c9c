import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sleep, systemClock, WeftError } from '@weft/proto';
import { freePort, startPostgres, until } from '@weft/proto/testing';
import { z } from 'zod';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { Staff } from '../channels/testing/staff.ts';
import { conversationOf } from '../own-conversation.ts';
import { Receiver } from './testing/receiver.ts';

const PATIENTLY = { timeoutMs: 60_000 };
const MESSAGES = 24;
const Told = z.object({ data: z.looseObject({ message: z.object({ text: z.string() }) }) });
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
  describe(`messages that are told of, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    let mesh: FakeMesh;
    let staff: Staff;
    let receiver: Receiver;
    let env: Readonly<Record<string, string>>;
    before(async () => {
      mesh = owned.use(await FakeMesh.start());
      staff = await Staff.create(mesh.folder);
      receiver = owned.use(await new Receiver().up());
      env = {
        ...(await kept.start(owned, mesh)),
        ...staff.env,
        ...{ LEASE_TTL_MS: '2000', VIRTUAL_AGENT: 'off', WEBHOOKS_OWN_NETWORK: 'on' },
      };
    });
    after(() => owned.disposeAsync());

    const start = async () => {
      const port = await freePort();
      const control = await mesh.spawnControl('control-a', { ...env, HTTP_PORT: `${port}` });
      await until(() => staff.signIn(port, 'mei').then(() => true as const), PATIENTLY);
      return control;
    };

    it('are all told of, in order, though the control plane is killed again and again', async () => {
      let control = await start();
      const added = await staff.ask('POST', '/v1/webhooks', {
        ...{ name: 'CRM', url: receiver.url, kinds: ['message.created'], active: true },
      });
      assert.equal(added.status, 200, await added.text());
      // Slow enough that some are always on their way.
      receiver.answer = (response) => void systemClock.after(40, () => response.end());
      const page = mesh.client('kim', 'customer');
      const write = (clientId: string): Promise<void> =>
        until(
          () =>
            page
              .ask(
                { case: 'postItem', value: { clientId, body: { case: 'text', value: clientId } } },
                'posted',
              )
              .then(
                () => true as const,
                (error: unknown) => {
                  if (error instanceof WeftError && error.retryable) return error.code;
                  throw error;
                },
              ),
          PATIENTLY,
        );
      const words = Array.from({ length: MESSAGES }, (_, at) => `kim-${at + 1}`);
      const writing = (async () => {
        for (const one of words) {
          await write(one);
          await sleep(systemClock, 30);
        }
      })();
      for (const afterMs of [300, 700]) {
        await sleep(systemClock, afterMs);
        await control.kill('SIGKILL');
        control = await start();
      }
      await writing;
      const said = (): readonly string[] => [
        ...new Set(receiver.told.map(({ body }) => Told.parse(JSON.parse(body)).data.message.text)),
      ];
      await until(() => said().length >= MESSAGES || said().join(), PATIENTLY);
      assert.deepEqual(said(), words);
      const ids = new Set(receiver.told.map(({ headers }) => headers['webhook-id']));
      assert.equal(ids.size, MESSAGES, 'an event under two ids');
      for (const id of ids) assert.ok(`${id}`.startsWith(`${conversationOf('kim')}_`), `${id}`);
      await control.kill('SIGTERM');
    });
  });
}
