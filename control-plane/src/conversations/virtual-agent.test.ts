import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { ControlRequestInit, Item } from '@weft/proto';
import { systemClock, wordsOf as textOf } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { demoOrders } from '../api/demo-orders.ts';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { SAYINGS } from '../intents/order-words.ts';
import { conversationOf } from '../own-conversation.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const patient = { timeoutMs: 60_000 };
const say = (value: string, clientId: string): Body => ({
  case: 'postItem',
  value: { clientId, body: { case: 'text', value } },
});

describe('the virtual agent', () => {
  const owned = new AsyncDisposableStack();
  let mesh: FakeMesh;
  let shopIs: 'well' | 'down' | 'silent' = 'well';
  before(async () => {
    mesh = owned.use(await FakeMesh.start());
    const shop = createServer((request, response) => {
      const number = /orders\/([^/]+)$/.exec(request.url ?? '')?.[1];
      const order = demoOrders(systemClock.now()).find((one) => one.number === number);
      if (shopIs === 'silent') return;
      if (shopIs === 'down') response.writeHead(500).end();
      else if (order === undefined) response.writeHead(404).end();
      else response.end(JSON.stringify(order));
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    owned.defer(() => {
      shop.closeAllConnections();
      return new Promise<void>((resolve) => void shop.close(() => resolve()));
    });
    const { port } = shop.address() as AddressInfo;
    const shopUrl = `http://127.0.0.1:${port}`;
    // Longer than a text is held for.
    const env = { STORE: 'memory', ORDERS_URL: shopUrl, ORDERS_TIMEOUT_MS: '30000' };
    await mesh.startControl('control-1', env);
    const first = mesh.client('first', 'customer');
    await until(
      () => first.ask({ case: 'syncConversation', value: {} }, 'timeline').then(() => true),
      patient,
    );
    // Until the examples are learnt, all texts go to agents.
    let tries = 0;
    await until(
      async () => {
        tries += 1;
        await first.ask(say('查询订单', `t-${tries}`), 'posted');
        const { items } = await first.ask({ case: 'syncConversation', value: {} }, 'timeline');
        return items.some(({ author }) => author?.kind === 'bot') || 'nothing is answered yet';
      },
      { ...patient, intervalMs: 500 },
    );
  });
  after(() => owned.disposeAsync());

  const timelineOf = async (page: FakeClient, conversationId = ''): Promise<readonly Item[]> =>
    (await page.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline')).items;
  const wordsOf = (items: readonly Item[]): readonly string[] =>
    items.flatMap(({ author, body }) => (textOf(body) === '' ? [] : [`${author?.kind}: ${textOf(body)}`]));
  const untilSaid = (page: FakeClient, words: string) =>
    until(async () => {
      const said = wordsOf(await timelineOf(page));
      return said.some((one) => one.startsWith(`bot: ${words}`)) || said.join(' | ');
    }, patient);

  it('asks a stranger for what proves the order theirs, and then tells of it, once', async () => {
    const kim = mesh.client('kim', 'customer');
    await kim.ask(say('where is my order', 'c-1'), 'posted');
    await untilSaid(kim, SAYINGS.en.ask);
    await kim.ask(say('20261101 and the phone ends in 5678', 'c-2'), 'posted');
    await untilSaid(kim, 'Order 20261101: out for delivery');
    await kim.ask(say('20261101 and the phone ends in 5678', 'c-2'), 'posted');
    const said = wordsOf(await timelineOf(kim)).filter((words) => words.startsWith('bot: Order'));
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /Out for delivery \(北京朝阳\)/);
    assert.match(said[0] ?? '', /https:\/\/tracking\.shop\.example\//);
  });

  it('tells nothing of an order to who does not know the phone', async () => {
    const eve = mesh.client('eve', 'customer');
    await eve.ask(say('查询订单 20261205 手机尾号 1234', 'c-1'), 'posted');
    await untilSaid(eve, SAYINGS.zh.unknown);
    await eve.ask(say('查询订单 20269999 手机尾号 1234', 'c-2'), 'posted');
    await until(async () => wordsOf(await timelineOf(eve)).length === 4 || 'not answered', patient);
    const [, one, , other] = wordsOf(await timelineOf(eve));
    assert.equal(one, other);
  });

  it('gives who wants a person to one at once, with all that was said and what it thinks', async () => {
    const anna = mesh.client('anna', 'agent');
    await anna.syncDesk();
    const conversationId = conversationOf('kim');
    const kim = mesh.client('kim', 'customer');
    await kim.ask(say('I want to talk to a human', 'c-3'), 'posted');
    await untilSaid(kim, SAYINGS.en.human);
    // She may have others': what was said before the examples were learnt waits for her too.
    await until(
      () =>
        anna
          .all('conversationChanged')
          .some(
            ({ conversation }) =>
              conversation?.conversationId === conversationId && conversation.agentId === 'anna',
          ) || 'not rung',
      patient,
    );
    assert.ok(
      wordsOf(await timelineOf(anna, conversationId)).some((words) => words.includes('Order 20261101')),
    );
    // From now on it is Anna's: what could be said is hers to send.
    await kim.ask(say('where is my order 20261101, phone ends in 5678', 'c-4'), 'posted');
    await until(async () => {
      const guesses = (await timelineOf(anna, conversationId)).flatMap(({ body }) =>
        body?.case === 'guess' ? [body.value.suggestion] : [],
      );
      return guesses.some((text) => text.startsWith('Order 20261101')) || `only ${guesses.length} guesses`;
    }, patient);
    const shown = await timelineOf(kim);
    assert.equal(
      shown.some(({ body }) => body?.case === 'guess'),
      false,
    );
    assert.equal(wordsOf(shown).filter((words) => words.startsWith('bot: Order')).length, 1);
  });

  it('gives a text to an agent with an honest word when the shop cannot be asked', async () => {
    shopIs = 'down';
    const anna = mesh.client('anna', 'agent');
    await anna.syncDesk();
    const pat = mesh.client('pat', 'customer');
    await pat.ask(say('查询订单 20261101 手机尾号 5678', 'c-1'), 'posted');
    await untilSaid(pat, SAYINGS.zh.away);
    const { conversation } = await pat.ask({ case: 'syncConversation', value: {} }, 'timeline');
    assert.ok((conversation?.waitingSinceMs ?? 0) > 0);
    await until(async () => {
      const { conversations } = await anna.ask(
        { case: 'listConversations', value: { view: 'all' } },
        'conversations',
      );
      const head = conversations.find(({ conversationId }) => conversationId === conversationOf('pat'));
      return head?.state === 'assigned' || `it is ${head?.state}`;
    }, patient);
    shopIs = 'well';
  });

  it('rings no agent for what it answers, however free they are', async () => {
    const anna = mesh.client('anna', 'agent');
    await anna.syncDesk();
    const lee = mesh.client('lee', 'customer');
    await lee.ask(say('查询订单 20261101 手机尾号 5678', 'c-1'), 'posted');
    await untilSaid(lee, '订单 20261101：派送中');
    const { conversation } = await lee.ask({ case: 'syncConversation', value: {} }, 'timeline');
    assert.deepEqual([conversation?.state, conversation?.waitingSinceMs], ['waiting', 0]);
  });

  it('keeps nobody from an agent for longer than a moment when the shop says nothing', async () => {
    shopIs = 'silent';
    const anna = mesh.client('anna', 'agent');
    await anna.syncDesk();
    const sam = mesh.client('sam', 'customer');
    await sam.ask(say('查询订单 20261101 手机尾号 5678', 'c-1'), 'posted');
    await until(async () => {
      const { conversation } = await sam.ask({ case: 'syncConversation', value: {} }, 'timeline');
      return conversation?.state === 'assigned' || `it is ${conversation?.state}`;
    }, patient);
    const said = wordsOf(await timelineOf(sam));
    assert.deepEqual(said, ['customer: 查询订单 20261101 手机尾号 5678']);
    shopIs = 'well';
  });

  it('offers a person with its answers, and understands the press and the number of it', async () => {
    for (const [page, press] of [
      [mesh.client('presses', 'customer'), '转人工客服'],
      [mesh.client('types', 'customer'), '1'],
    ] as const) {
      await page.ask(say('查询订单', 'c-1'), 'posted');
      await untilSaid(page, SAYINGS.zh.ask);
      const body = (await timelineOf(page)).at(-1)?.body;
      assert.deepEqual(body?.case === 'choices' && body.value.choices.map(({ label }) => label), [
        '转人工客服',
      ]);
      await page.ask(say(press, 'c-2'), 'posted');
      await untilSaid(page, SAYINGS.zh.human);
      const { conversation } = await page.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.ok((conversation?.waitingSinceMs ?? 0) > 0);
    }
  });
});
