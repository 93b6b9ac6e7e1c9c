import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { freePort, until } from '@weft/proto/testing';
import { createServer, type Session } from 'smpp';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import { signatureOf } from './sms-http/signature.ts';
import { AUTH_TOKEN, smsHttpAccount } from './sms-http/testing/account.ts';
import { Staff } from './testing/staff.ts';

const SID = `SM${'7'.padStart(32, '0')}`;
const patient = { timeoutMs: 60_000 };

/** A carrier that delivers one text and can go away. */
async function startCarrier() {
  const sessions = new Set<Session>();
  const server = createServer((session) => {
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
    session.on('bind_transceiver', (pdu) => {
      sessions.add(session);
      session.send(pdu.response());
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const goAway = async (): Promise<void> => {
    if (!server.listening) return;
    for (const session of sessions) session.destroy();
    server.close();
    await once(server, 'close');
  };
  const { port } = server.address() as AddressInfo;
  return { port, sessions, goAway, [Symbol.asyncDispose]: goAway };
}

/** A provider that takes whatever it is given. */
async function startProvider() {
  const taken: URLSearchParams[] = [];
  const server: Server = createHttpServer((request, response) => {
    void text(request).then((body) => {
      const isMessage = request.method === 'POST';
      if (isMessage) taken.push(new URLSearchParams(body));
      response.writeHead(isMessage ? 201 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ sid: SID, status: 'queued', num_segments: '1' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ taken, url: `http://127.0.0.1:${port}` },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('what a carrier that went away cannot send goes by the HTTP provider, whose receipt is on the desk', async () => {
  await using owned = new AsyncDisposableStack();
  const carrier = owned.use(await startCarrier());
  const provider = owned.use(await startProvider());
  const mesh = owned.use(await FakeMesh.start());
  const staff = await Staff.create(mesh.folder);
  const httpPort = await freePort();
  const publicUrl = `http://127.0.0.1:${httpPort}`;
  await mesh.startControl('control-1', {
    ...{ STORE: 'memory', HTTP_PORT: `${httpPort}`, PUBLIC_URL: publicUrl, ...staff.env },
  });
  await staff.signIn(httpPort, 'mei');
  const put = async (accountId: string, change: object): Promise<void> => {
    await until(async () => {
      const answer = await staff.ask('PUT', `/v1/channels/${accountId}`, change);
      return answer.status === 200 || (await answer.text());
    }, patient);
  };
  const settings = { ...smsHttpAccount().settings, apiUrl: provider.url };
  await put('provider', { name: 'Provider', kind: 'sms-http', settings });
  await put('carrier', {
    ...{ name: 'Carrier', kind: 'smpp', failoverTo: 'provider' },
    settings: { host: '127.0.0.1', port: carrier.port, systemId: 'weft', sender: '10690000' },
  });
  await until(() => carrier.sessions.size === 1 || 'not bound', patient);
  const [session] = carrier.sessions;
  session?.deliver_sm({
    ...{ source_addr_ton: 1, source_addr: '8613800000001', destination_addr: '1069' },
    short_message: 'hello',
  });
  const anna = mesh.client('anna', 'agent');
  const conversationId = conversationOf('phone +8613800000001');
  const items = async () =>
    (await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline')).items;
  const isThere = (): Promise<true | string> => items().then(() => true as const, String);
  await until(isThere, patient);

  await carrier.goAway();
  const value = {
    conversationId,
    clientId: 'a-1',
    body: { case: 'text', value: 'It is on its way' },
  } as const;
  await anna.ask({ case: 'postItem', value }, 'posted');
  const sent = () => provider.taken.filter((form) => form.get('Body') === 'It is on its way');
  await until(() => sent().length > 0 || 'the provider has nothing', patient);
  assert.equal(sent()[0]?.get('To'), '+8613800000001');

  const callback = sent()[0]?.get('StatusCallback') ?? '';
  assert.equal(callback, `${publicUrl}/v1/channels/provider/webhook`);
  const { accountSid: AccountSid } = smsHttpAccount().settings;
  const form = new URLSearchParams({ AccountSid, MessageSid: SID, MessageStatus: 'delivered' });
  const answer = await fetch(callback, {
    ...{ method: 'POST', body: form },
    headers: { 'x-twilio-signature': signatureOf(AUTH_TOKEN, callback, form) },
  });
  assert.equal(answer.status, 200, await answer.text());
  const status = async () => (await items()).find(({ clientId }) => clientId === 'a-1')?.status;
  await until(async () => (await status()) === 'delivered' || `${await status()}`, patient);
  assert.equal(sent().length, 1, 'it went once');
});
