import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Conversation, Item } from '@weft/proto';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Staff } from '../channels/staff.ts';
import { type Carrier, startSmsc } from '../channels/vendors.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { settingsWith, startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, signIn } from '../wire/http.ts';

const PHONE = '+8613800000001';
const REGION = 'eu';
const patient = { timeoutMs: 60_000 };

describe('a telephone at a simulated carrier, and an agent', () => {
  const owned = new AsyncDisposableStack();
  let carrier: Carrier;
  let desk: EdgeClient;
  const heads = async (): Promise<readonly Conversation[]> => {
    const reply = await desk.control({ body: { case: 'listConversations', value: { view: 'all' } } });
    return reply.case === 'conversations' ? reply.value.conversations : [];
  };
  const items = async (conversationId: string): Promise<readonly Item[]> => {
    const reply = await desk.control({ body: { case: 'syncConversation', value: { conversationId } } });
    return reply.case === 'timeline' ? reply.value.items : [];
  };
  const texts = async (conversationId: string): Promise<readonly string[]> =>
    (await items(conversationId)).flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));
  const act = (what: string, text = ''): Promise<Response> =>
    fetch(`${carrier.simulator.url}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: PHONE, act: what, text }),
    });
  const post = (conversationId: string, value: string, clientId: string) =>
    desk.control({
      body: { case: 'postItem', value: { conversationId, clientId, body: { case: 'text', value } } },
    });
  const conversation = async (): Promise<string> => {
    await until(async () => (await heads()).length > 0 || 'nothing is listed', patient);
    return (await heads())[0]?.conversationId ?? '';
  };

  before(async () => {
    const settings = settingsWith({
      WEFT_CONTROL_REQUESTS_PER_SECOND: '1000',
      WEFT_CONTROL_REQUEST_BURST: '1000',
    });
    const { stack } = owned.use(
      await startTemporaryStack({ regions: [REGION], nodesPerRegion: 1, pages: false, settings }),
    );
    await storeOpened(stack.url, REGION, systemClock);
    const anna = stack.signIns.find(({ login }) => login === 'anna');
    assert.ok(anna);
    const session = await signIn(stack.url, anna.login, anna.password);
    desk = owned.use(await EdgeClient.connect({ url: edgeOf(session, REGION), token: session.token }));
    const admin = await Staff.signIn(stack, 'mei');
    const contract = { segmentsPerSecond: 0, receiptMs: 50 };
    carrier = owned.use(await startSmsc({ stackUrl: stack.url, admin, accountId: 'sms-shop', contract }));
    await until(() => carrier.simulator.center.bound > 0 || 'not bound', patient);
  });
  after(() => owned.disposeAsync());

  it('shows a text on the desk, carries the answer, and shows that it arrived', async () => {
    assert.equal((await act('say', '我的订单到哪了？😀')).status, 200);
    const conversationId = await conversation();
    assert.ok((await texts(conversationId)).includes('我的订单到哪了？😀'));
    await post(conversationId, '您好，正在派送中', 'a-1');
    const { ledger } = carrier.simulator.center;
    const received = () => ledger.of(PHONE, 100).flatMap(({ is, text }) => (is === 'received' ? [text] : []));
    await until(() => received().includes('您好，正在派送中') || 'not received', patient);
    const status = async () =>
      (await items(conversationId)).find(({ clientId }) => clientId === 'a-1')?.status;
    await until(async () => (await status()) === 'delivered' || `${await status()}`, patient);
  });

  it('puts long texts together in both directions, whatever order their parts come in', async () => {
    const conversationId = await conversation();
    carrier.simulator.center.weather = { shuffledMs: 200 };
    const before = (await texts(conversationId)).length;
    await act('long');
    await until(async () => (await texts(conversationId)).length > before || 'not there', patient);
    carrier.simulator.center.weather = {};
    const said = (await texts(conversationId)).at(-1) ?? '';
    const sent = carrier.simulator.center.ledger.of(PHONE, 100).findLast(({ is }) => is === 'pushed')?.text;
    assert.equal(said, sent);
    const answer = `${'长回复😀'.repeat(60)}完`;
    await post(conversationId, answer, 'a-2');
    const { ledger } = carrier.simulator.center;
    await until(() => ledger.of(PHONE, 100).some(({ text }) => text === answer) || 'not received', patient);
  });

  it('shows what a switched-off telephone did not get, and goes on after the line was cut', async () => {
    const conversationId = await conversation();
    await act('off');
    await post(conversationId, '收到了吗', 'a-3');
    const item = async (id: string) => (await items(conversationId)).find(({ clientId }) => clientId === id);
    await until(async () => (await item('a-3'))?.status === 'failed' || 'not failed', patient);
    assert.equal((await item('a-3'))?.failure, 'UNDELIV 027');
    await act('off');
    await act('drop');
    await post(conversationId, '又连上了', 'a-4');
    await until(async () => (await item('a-4'))?.status === 'delivered' || 'not delivered', patient);
  });
});
