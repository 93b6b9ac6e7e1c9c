import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { uuidIds } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { kindOf } from '../channels/kinds.ts';
import { PaperCarrier } from '../channels/testing/paper-channel.ts';
import { Staff } from '../channels/testing/staff.ts';
import { conversationOf } from '../own-conversation.ts';

const patient = { timeoutMs: 60_000 };

describe('a conversation that its customer has mailed to them', () => {
  const owned = new AsyncDisposableStack();
  const carrier = new PaperCarrier();
  let mesh: FakeMesh;
  let url: string;
  let staff: Staff;
  let anna: FakeClient;
  before(async () => {
    mesh = owned.use(await FakeMesh.start());
    staff = await Staff.create(mesh.folder);
    const kinds = [kindOf({ ...carrier.channel(), channel: 'email' })];
    const env = { STORE: 'memory', VIRTUAL_AGENT: 'off', ...staff.env };
    const { port } = await mesh.startControl('control-1', env, uuidIds, kinds);
    url = `http://127.0.0.1:${port}`;
    anna = mesh.client('anna', 'agent');
    await until(
      () => anna.ask({ case: 'listConversations', value: { view: 'all' } }, 'conversations').then(() => true),
      patient,
    );
    await staff.signIn(port, 'mei');
  });
  after(() => owned.disposeAsync());

  const guest = async (): Promise<{ token: string; subjectId: string }> => {
    const answer = await fetch(`${url}/v1/sessions/guest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return (await answer.json()) as { token: string; subjectId: string };
  };
  const ask = (token: string, method: string, body?: object): Promise<Response> =>
    fetch(`${url}/v1/transcripts`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const wanted = { address: ' Li@Example.com ', language: 'zh', timeZone: 'Asia/Shanghai' };
  const codeOf = async (answer: Response): Promise<string> =>
    ((await answer.json()) as { code: string }).code;
  /** A customer whose conversation an agent has answered. */
  const served = async () => {
    const { token, subjectId } = await guest();
    const conversationId = conversationOf(subjectId);
    const customer = mesh.client(subjectId, 'customer');
    const text = (value: string) => ({ case: 'text', value }) as const;
    await customer.ask({ case: 'postItem', value: { clientId: 'c-1', body: text('台灯坏了') } }, 'posted');
    await until(
      () =>
        anna
          .ask(
            { case: 'postItem', value: { conversationId, clientId: 'a-1', body: text('马上换新') } },
            'posted',
          )
          .then(() => true),
      patient,
    );
    const close = () => anna.ask({ case: 'closeConversation', value: { conversationId } }, 'accepted');
    const itemOf = async () =>
      (await customer.ask({ case: 'syncConversation', value: {} }, 'timeline')).items.find(
        ({ body }) => body?.case === 'transcript',
      );
    return { token, close, itemOf };
  };

  it('is offered where there is a mailbox', async () => {
    const { token } = await guest();
    assert.deepEqual(await (await ask(token, 'GET')).json(), { offered: false });
    const made = await staff.ask('PUT', '/v1/channels/paper', {
      ...{ name: 'Paper', kind: 'paper', settings: { token: 'secret' } },
    });
    assert.equal(made.status, 200);
    await until(() => carrier.open === 1 || 'not opened', patient);
    assert.deepEqual(await (await ask(token, 'GET')).json(), { offered: true });
    assert.equal(await codeOf(await ask('', 'GET')), 'TOKEN_INVALID');
  });

  it('is sent once it is over, in the words of the customer, and what became of it is told', async () => {
    const { token, close, itemOf } = await served();
    assert.equal(await codeOf(await ask(token, 'POST', wanted)), 'NOT_AVAILABLE');
    await close();
    assert.equal((await ask(token, 'POST', wanted)).status, 204);
    await until(async () => (await itemOf())?.status === 'sent' || 'not told as sent', patient);
    const [mail, ...more] = carrier.sent;
    assert.deepEqual([mail?.to.value, mail?.subject, more.length], ['li@example.com', '您的会话记录', 0]);
    assert.match(mail?.text ?? '', /您: 台灯坏了\n\[[^\]]+\] anna: 马上换新$/);
  });

  it('goes to nobody who is no address, nowhere without an agent, and not more often than a few times', async () => {
    const { token: stranger } = await guest();
    assert.equal(await codeOf(await ask(stranger, 'POST', wanted)), 'CONVERSATION_NOT_FOUND');
    const { token, close } = await served();
    await close();
    for (const wrong of [
      { address: 'nobody' },
      { address: 'a@b.c\r\nBcc: d@e.f' },
      { timeZone: 'Mars/Base' },
      { language: 'xx' },
    ])
      assert.equal(await codeOf(await ask(token, 'POST', { ...wanted, ...wrong })), 'BAD_REQUEST');
    // One address, whoever asks: one has gone there before.
    assert.equal((await ask(token, 'POST', wanted)).status, 204);
    assert.equal((await ask(token, 'POST', wanted)).status, 204);
    assert.equal(await codeOf(await ask(token, 'POST', wanted)), 'RATE_LIMITED');
    const { token: other, close: end } = await served();
    await end();
    assert.equal(await codeOf(await ask(other, 'POST', wanted)), 'RATE_LIMITED');
  });
});
