import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { keys } from '@weft/proto';
import { freePort, startPostgres, until } from '@weft/proto/testing';
import { createServer, type Session } from 'smpp';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import { Staff } from './testing/staff.ts';

const patient = { timeoutMs: 60_000 };

test('what a carrier delivers again to the instance after one that was killed is there once, and said again twice', async () => {
  await using owned = new AsyncDisposableStack();
  let bound: Session | undefined;
  const server = createServer((session) => {
    session.on('error', () => undefined);
    session.on('bind_transceiver', (pdu) => {
      bound = session;
      session.send(pdu.response());
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('close', () => {
      if (bound === session) bound = undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  owned.defer(async () => {
    bound?.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const { url: DATABASE_URL } = owned.use(await startPostgres());
  const mesh = owned.use(await FakeMesh.start());
  const staff = await Staff.create(mesh.folder);
  const httpPort = await freePort();
  const env = { DATABASE_URL, LEASE_TTL_MS: '2000', HTTP_PORT: `${httpPort}`, ...staff.env };
  const first = await mesh.spawnControl('control-a', env);
  await staff.signIn(httpPort, 'mei');
  const settings = { host: '127.0.0.1', port, systemId: 'weft', password: 'secret', sender: '10690000' };
  const account = { name: 'Carrier', kind: 'smpp', settings };
  assert.equal((await staff.ask('PUT', '/v1/channels/carrier', account)).status, 200);
  const noted = () => mesh.directory.get(keys.channelMemory('carrier'));
  await until(async () => (await noted()) !== undefined || 'nothing is noted', patient);

  /** Delivers, and says when it was answered. */
  const deliver = async (text: string): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bound?.deliver_sm(
      {
        ...{ source_addr_ton: 1, source_addr: '8613800000001' },
        ...{ destination_addr: '1069', short_message: text },
      },
      () => resolve(),
    );
    await promise;
  };
  await deliver('yes');
  // To the carrier it is the same whether the answer was on its way or had never left.
  await first.kill('SIGKILL');
  await until(() => bound === undefined || 'still bound', patient);
  await mesh.spawnControl('control-b', env);
  await until(() => bound !== undefined || 'not bound again', patient);
  await deliver('yes');
  await deliver('and');
  await deliver('yes');
  await deliver('last');

  const anna = mesh.client('anna', 'agent');
  const conversationId = conversationOf('phone +8613800000001');
  const texts = async () => {
    const { items } = await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
    return items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));
  };
  await until(() => texts().then((all) => all.includes('last') || all.join(), String), patient);
  assert.deepEqual(await texts(), ['yes', 'and', 'yes', 'last']);
});
