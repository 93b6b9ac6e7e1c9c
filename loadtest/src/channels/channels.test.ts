import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Channel, type Conversation, type Item, systemClock, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Entry, Ledger } from '../simulators/ledger.ts';
import type { WechatSimulator } from '../simulators/wechat/simulator.ts';
import type { WeiboSimulator } from '../simulators/weibo/simulator.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { Staff } from './staff.ts';
import { startWechat, startWeibo } from './vendors.ts';

const owned = new AsyncDisposableStack();
let admin: Staff;
let anna: Staff;
let desk: EdgeClient;
let wechat: WechatSimulator;
let secondWechat: WechatSimulator;
let weibo: WeiboSimulator;

const ONE_REGION = { regions: ['eu'], nodesPerRegion: 1, pages: false } as const;
/** The test asks more often than an agent would. */
const PATIENT = { control: { WEFT_CONTROL_REQUESTS_PER_SECOND: '1000', WEFT_CONTROL_REQUEST_BURST: '1000' } };
const patient = { timeoutMs: 60_000 };

before(async () => {
  const { stack } = owned.use(await startTemporaryStack({ ...ONE_REGION, settings: PATIENT }));
  admin = await Staff.signIn(stack, 'mei');
  anna = await Staff.signIn(stack, 'anna');
  const edge = edgeOf(await guestSession(stack.url, 'Nobody'), 'eu');
  desk = owned.use(await EdgeClient.connect({ url: edge, token: anna.token }));
  // A store that is new takes a while to open.
  await until(
    () =>
      listed().then(
        () => true as const,
        (error: unknown) => String(error),
      ),
    patient,
  );
  const common = { stackUrl: stack.url, admin };
  wechat = owned.use(await startWechat({ ...common, accountId: 'wechat-shop' }));
  secondWechat = owned.use(await startWechat({ ...common, accountId: 'wechat-service', mode: 'compatible' }));
  weibo = owned.use(await startWeibo({ ...common, accountId: 'weibo-shop' }));
  await until(async () => (await wechat.platform.checkAddress()) || 'the account is not there yet', patient);
  await until(async () => (await secondWechat.platform.checkAddress()) || 'not there yet', patient);
  await until(async () => (await weibo.platform.checkAddress()) || 'not there yet', patient);
});
after(() => owned.disposeAsync());

async function listed() {
  const reply = await desk.control({ body: { case: 'listConversations', value: { view: 'all' } } });
  if (reply.case !== 'conversations') throw new WeftError('INTERNAL', reply.case);
  return reply.value.conversations;
}

/** The conversation in which somebody said this; what a list shows of it may be the virtual agent's answer already. */
async function conversationWith(words: string): Promise<Conversation> {
  let conversation: Conversation | undefined;
  await until(async () => {
    for (const head of await listed()) {
      const texts = await textsOf(head.conversationId);
      if (texts.some((text) => text.includes(words))) conversation = head;
    }
    return conversation !== undefined || `no conversation says ${words}`;
  }, patient);
  assert.ok(conversation !== undefined);
  return conversation;
}

async function itemsOf(conversationId: string): Promise<readonly Item[]> {
  const reply = await desk.control({ body: { case: 'syncConversation', value: { conversationId } } });
  if (reply.case !== 'timeline') throw new WeftError('INTERNAL', reply.case);
  return reply.value.items;
}

/** What people said; the virtual agent's words are its own tests' business. */
const textsOf = async (conversationId: string): Promise<readonly string[]> =>
  (await itemsOf(conversationId)).flatMap(({ author, body }) =>
    body?.case === 'text' && author?.kind !== 'bot' ? [body.value] : [],
  );

let answers = 0;
async function answer(
  conversationId: string,
  words: string,
  channel: Channel,
): Promise<() => Promise<string>> {
  answers += 1;
  const clientId = `answer-${answers}`;
  const value = { conversationId, clientId, channel, body: { case: 'text', value: words } as const };
  await desk.control({ body: { case: 'postItem', value } });
  return async () => {
    const item = (await itemsOf(conversationId)).find((one) => one.clientId === clientId);
    return `${item?.status ?? 'not there'} ${item?.failure ?? ''}`.trim();
  };
}

const received = (ledger: Ledger): readonly string[] =>
  ledger.entries
    .filter((entry): entry is Extract<Entry, { is: 'received' }> => entry.is === 'received')
    .map(({ text }) => text);

const lin = () => {
  const [follower] = wechat.platform.followers;
  assert.ok(follower !== undefined);
  return follower;
};

test('a follower writes, the desk has it once, the answer arrives at WeChat', async () => {
  wechat.pusher.weather = { doubled: 1, shuffledMs: 50 };
  for (const words of ['我的台灯坏了', '订单 20261101']) {
    const { delivered } = await wechat.platform.says(lin(), words);
    assert.ok(delivered, words);
  }
  wechat.pusher.weather = {};
  const { conversationId, channel } = await conversationWith('订单 20261101');
  assert.equal(channel, 'wechat');
  assert.deepEqual(await textsOf(conversationId), ['我的台灯坏了', '订单 20261101']);
  const status = await answer(conversationId, '马上为您处理', 'wechat');
  await until(() => received(wechat.platform.ledger).includes('马上为您处理') || 'not received', patient);
  await until(async () => (await status()) === 'sent' || (await status()), patient);
});

test('how many answers are left, and until when, is told to the agent; the sixth is not tried', async () => {
  const before = received(wechat.platform.ledger).length;
  const { delivered } = await wechat.platform.says(lin(), '在吗');
  assert.ok(delivered);
  const { conversationId } = await conversationWith('在吗');
  const left = async () => {
    const { channels } = (await anna.ask('GET', `/v1/conversations/${conversationId}/channels`)) as {
      channels: {
        channel: string;
        accountId: string;
        remaining: number | null;
        untilMs: number | null;
        closed: string;
      }[];
    };
    return channels.find(({ channel }) => channel === 'wechat');
  };
  // What an agent, and the virtual one, answered within two seconds before counts, because two clocks are involved.
  const remaining = (await left())?.remaining ?? 0;
  assert.ok(remaining >= 5 - before && remaining <= 5, `${remaining} are left after ${before} answers`);
  for (let count = 1; count <= remaining; count += 1) {
    const status = await answer(conversationId, `第${count}条`, 'wechat');
    await until(async () => (await status()) === 'sent' || (await status()), patient);
  }
  assert.deepEqual([(await left())?.remaining, (await left())?.closed], [0, 'quota-used']);
  const refused = await answer(conversationId, '再一条', 'wechat');
  await until(async () => (await refused()) === 'failed quota-used' || (await refused()), patient);
  assert.ok(
    !wechat.platform.ledger.entries.some((entry) => entry.is === 'refused'),
    'WeChat was not bothered',
  );
});

test("the same person at another account of the company's is the same conversation", async () => {
  const { conversationId } = await conversationWith('再一条');
  const same = secondWechat.platform.add({
    ...{ openId: 'oSecondLinXiaoyan00000000001', unionId: lin().unionId, name: '林小燕' },
  });
  const { delivered } = await secondWechat.platform.says(same, '我也关注了这个号');
  assert.ok(delivered);
  await until(
    async () =>
      (await textsOf(conversationId)).includes('我也关注了这个号') || 'it is not in her conversation',
    patient,
  );
  const status = await answer(conversationId, '欢迎', 'wechat');
  await until(
    () => received(secondWechat.platform.ledger).includes('欢迎') || 'not where she wrote last',
    patient,
  );
  await until(async () => (await status()) === 'sent' || (await status()), patient);
});

test('a menu that an administrator makes is at WeChat, and a press goes to the queue and opens one ticket', async () => {
  const path = '/v1/channels/wechat-shop/menu';
  assert.deepEqual(await admin.ask('GET', path), { menu: null });
  const menu = {
    buttons: [
      { is: 'click', name: '报修', key: 'ticket:报修' },
      {
        is: 'more',
        name: '帮助',
        buttons: [
          { is: 'view', name: '商城', url: 'https://shop.example/' },
          { is: 'click', name: '客服时间', key: 'opening-hours' },
        ],
      },
    ],
  };
  await admin.ask('PUT', path, menu);
  assert.deepEqual(await admin.ask('GET', path), { menu });
  for (const wrong of [
    { buttons: [{ is: 'click', name: '六个汉字长了', key: 'k' }] },
    { buttons: Array.from({ length: 4 }, (_, at) => ({ is: 'click', name: `${at}`, key: 'k' })) },
  ])
    await assert.rejects(admin.ask('PUT', path, wrong));

  const second = (): number => Math.floor(systemClock.now() / 1_000);
  const firstAt = second();
  assert.ok((await wechat.platform.presses(lin(), '报修')).delivered);
  // WeChat tells clicks apart by the second.
  await until(() => second() > firstAt || 'still the same second');
  for (const name of ['商城', '报修', '客服时间'])
    assert.ok((await wechat.platform.presses(lin(), name)).delivered, name);
  const { conversationId } = await conversationWith('opening-hours');
  const said = await textsOf(conversationId);
  assert.deepEqual(said.slice(-3), [
    '[菜单 · menu] 报修',
    '[菜单 · menu] 报修',
    '[菜单 · menu] opening-hours',
  ]);
  const { tickets } = (await anna.ask('GET', '/v1/tickets')) as {
    tickets: { subject: string; state: string; createdBy: string; conversationId: string }[];
  };
  assert.deepEqual(
    tickets.map(({ subject, state, createdBy }) => [subject, state, createdBy]),
    [['报修', 'open', 'wechat-shop']],
  );
  assert.equal(tickets[0]?.conversationId, conversationId);

  await admin.ask('DELETE', path);
  assert.equal(wechat.platform.accountMenu.menu, undefined);
});

test('what a follower wrote is gone everywhere once they unfollow, and what they wrote elsewhere is not', async () => {
  const gone = secondWechat.platform.add({
    ...{ openId: 'oSecondLeaving0000000000001', unionId: 'uLeaving', name: '不再关注' },
  });
  assert.ok((await secondWechat.platform.says(gone, '请忘记我的地址')).delivered);
  const { conversationId } = await conversationWith('请忘记我的地址');
  assert.ok((await secondWechat.platform.unfollows(gone)).delivered);
  await until(async () => {
    const words = (await itemsOf(conversationId)).filter(({ author }) => author?.kind === 'customer');
    const named = words.some(({ author }) => author?.displayName !== '');
    return (words.every(({ deleted, body }) => deleted && body === undefined) && !named) || 'still there';
  }, patient);
  const { channels } = (await anna.ask('GET', `/v1/conversations/${conversationId}/channels`)) as {
    channels: object[];
  };
  assert.deepEqual(channels, []);
  assert.ok((await textsOf((await conversationWith('opening-hours')).conversationId)).length > 0);
});

test('two messages of one second come from Weibo as two, and the answer arrives there', async () => {
  const fan = weibo.platform.fans.at(-1);
  assert.ok(fan !== undefined);
  weibo.pusher.weather = { doubled: 1 };
  await Promise.all(['微博第一条', '微博第二条'].map((words) => weibo.platform.says(fan, words)));
  weibo.pusher.weather = {};
  const { conversationId } = await conversationWith('微博第');
  await until(async () => (await textsOf(conversationId)).length === 2 || 'not both', patient);
  const status = await answer(conversationId, '收到', 'weibo');
  await until(() => received(weibo.platform.ledger).includes('收到') || 'not received', patient);
  await until(async () => (await status()) === 'sent' || (await status()), patient);
});
