import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { uuidIds } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { kindOf } from '../channels/kinds.ts';
import { PaperCarrier } from '../channels/testing/paper-channel.ts';
import { Staff } from '../channels/testing/staff.ts';

const patient = { timeoutMs: 60_000 };

describe('a conversation that an agent begins', () => {
  const owned = new AsyncDisposableStack();
  const carrier = new PaperCarrier();
  let mesh: FakeMesh;
  let port = 0;
  let staff: Staff;
  let anna: FakeClient;
  before(async () => {
    mesh = owned.use(await FakeMesh.start());
    staff = await Staff.create(mesh.folder);
    const env = { STORE: 'memory', VIRTUAL_AGENT: 'off', ...staff.env };
    ({ port } = await mesh.startControl('control-1', env, uuidIds, [kindOf(carrier.channel())]));
    anna = mesh.client('anna', 'agent');
    await until(
      () => anna.ask({ case: 'listConversations', value: { view: 'all' } }, 'conversations').then(() => true),
      patient,
    );
    await staff.signIn(port, 'mei');
  });
  after(() => owned.disposeAsync());

  const begin = (words: object): Promise<Response> => staff.ask('POST', '/v1/conversations', words);
  const codeOf = async (answer: Response): Promise<string> =>
    ((await answer.json()) as { code: string }).code;
  const headOf = async (conversationId: string) =>
    (await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline')).conversation;
  const arrives = (id: string, from: string, text: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/v1/channels/paper/webhook?token=secret`, {
      method: 'POST',
      body: JSON.stringify([{ id, from, text }]),
    });

  it('needs an account by which people may be written to first', async () => {
    const none = await staff.ask('GET', '/v1/conversations/accounts');
    assert.deepEqual(await none.json(), { accounts: [] });
    const words = { accountId: 'paper', to: '13800000001', text: 'hello' };
    assert.equal(await codeOf(await begin(words)), 'NOT_AVAILABLE');
    const made = await staff.ask('PUT', '/v1/channels/paper', {
      ...{ name: 'Paper', kind: 'paper', settings: { token: 'secret' } },
    });
    assert.equal(made.status, 200);
    await until(() => carrier.open === 1 || 'not opened', patient);
    const one = await staff.ask('GET', '/v1/conversations/accounts');
    assert.deepEqual(await one.json(), { accounts: [{ accountId: 'paper', name: 'Paper', channel: 'sms' }] });
  });

  it('goes out to whoever was named, is the agent’s, and is where the answer comes', async () => {
    const answer = await begin({
      ...{ accountId: 'paper', to: '138 0000 0001', name: 'Li Lei', text: '您的台灯到了' },
    });
    assert.equal(answer.status, 200);
    const { conversationId } = (await answer.json()) as { conversationId: string };
    await until(() => carrier.sent.length === 1 || 'not sent', patient);
    const [sent] = carrier.sent;
    assert.deepEqual([sent?.to.value, sent?.text], ['+8613800000001', '您的台灯到了']);
    const head = await headOf(conversationId);
    assert.deepEqual(
      [head?.state, head?.agentName, head?.contactName, head?.channel, head?.waitingSinceMs],
      ['assigned', 'Mei', 'Li Lei', 'sms', 0],
    );
    await arrives('in-1', '+8613800000001', '谢谢');
    await until(async () => {
      const { items } = await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
      return (
        items.some(({ body }) => body?.case === 'text' && body.value === '谢谢') || 'the answer is not there'
      );
    }, patient);
  });

  it('is the one that the person has already', async () => {
    await arrives('in-2', '+8613900000002', 'I wrote first');
    let theirs = '';
    await until(async () => {
      const found = await anna.ask(
        { case: 'listConversations', value: { view: 'all', search: 'wrote' } },
        'conversations',
      );
      theirs = found.conversations[0]?.conversationId ?? '';
      return theirs !== '' || 'not there yet';
    }, patient);
    const answer = await begin({ accountId: 'paper', to: '+8613900000002', text: 'and now we do' });
    assert.deepEqual(await answer.json(), { conversationId: theirs });
  });

  it('is written once, however often its agent tries', async () => {
    const words = { accountId: 'paper', to: '13800000003', text: 'once', clientId: 'client-1' };
    const answers = await Promise.all([begin(words), begin(words)]);
    answers.push(await begin(words));
    const names = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { conversationId: string }).conversationId),
    );
    assert.equal(new Set(names).size, 1);
    await begin({ ...words, text: 'and last', clientId: 'client-2' });
    await until(() => carrier.sent.some(({ text }) => text === 'and last') || 'not sent', patient);
    assert.equal(carrier.sent.filter(({ text }) => text === 'once').length, 1);
  });

  it('is refused for what is no number and for words that say nothing', async () => {
    const words = { accountId: 'paper', to: '13800000001', text: 'hello' };
    assert.equal(await codeOf(await begin({ ...words, to: 'Li Lei' })), 'BAD_REQUEST');
    assert.equal(await codeOf(await begin({ ...words, text: ' \n ' })), 'BAD_REQUEST');
    assert.equal(await codeOf(await begin({ ...words, accountId: 'other' })), 'NOT_AVAILABLE');
  });
});
