import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { wechatChannel } from '@weft/control-plane/wechat';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { WebServer } from '../web-server.ts';
import type { WechatSetup } from './envelope.ts';
import { WechatSimulator } from './simulator.ts';

const channel = wechatChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
type Arrival = ReturnType<NonNullable<typeof channel.parse>>[number];
type Account = Parameters<typeof channel.open>[0];
type Message = Parameters<Awaited<ReturnType<typeof channel.open>>['send']>[0];

let desk: WebServer;
let simulator: WechatSimulator;
let account: Account;
const arrived: Arrival[] = [];
/** What the desk's webhook does instead of answering as it should. */
let mood: 'well' | 'failing' = 'well';

/** Sets both sides up alike. */
function setUp(mode: WechatSetup['mode'], format: WechatSetup['format']): void {
  const secrets = { appId: 'wxsimulated', appSecret: 'app-secret', token: 'pushtoken' };
  const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
  const webhookUrl = `${desk.url}/hook`;
  simulator.platform.setup = { ...secrets, encodingAesKey, mode, format, webhookUrl };
  account = {
    ...{ accountId: 'wechat-1', name: 'Shop', kind: 'wechat' },
    settings: channel.settings.parse({ ...secrets, encodingAesKey, mode, apiUrl: simulator.url }),
  };
}

before(async () => {
  desk = await WebServer.start(0, [
    ({ method, path, query, body }) => {
      if (mood === 'failing') return { status: 503, body: '' };
      try {
        const request = { method: method as 'GET' | 'POST', url: path, query, headers: new Map(), body };
        const verified = channel.verify?.(request, account, systemClock.now());
        if (verified === undefined) return undefined;
        if (verified.is === 'payload')
          arrived.push(...(channel.parse?.(verified.payload, account, systemClock.now()) ?? []));
        return verified.answer;
      } catch (error) {
        return { status: 401, body: error instanceof WeftError ? error.code : String(error) };
      }
    },
  ]);
  const setup: WechatSetup = {
    ...{
      appId: '',
      appSecret: '',
      token: '',
      encodingAesKey: '',
      mode: 'plain',
      format: 'xml',
      webhookUrl: desk.url,
    },
  };
  simulator = await WechatSimulator.start({ setup, clock: systemClock });
  setUp('secure', 'xml');
});
after(async () => {
  await simulator[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const lin = () => {
  const [follower] = simulator.platform.followers;
  assert.ok(follower !== undefined);
  return follower;
};

const open = () => {
  let kept: string | undefined;
  const memory = {
    read: () => Promise.resolve(kept),
    write: (text: string) => {
      kept = text;
      return Promise.resolve();
    },
  };
  return channel.open(account, { arrived: () => Promise.resolve(), memory, epoch: 1 });
};

const message = (text: string, file?: Message['file']): Message => ({
  ...{
    messageId: text,
    conversationId: 'c',
    text,
    file,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'wechat', value: lin().openId, shown: '', also: [], displayName: '' },
});

test('the address is checked, and every mode and format is understood', async () => {
  for (const mode of ['plain', 'compatible', 'secure'] as const) {
    for (const format of ['xml', 'json'] as const) {
      setUp(mode, format);
      arrived.length = 0;
      assert.ok(await simulator.platform.checkAddress(), mode);
      const words = `订单 <![CDATA[1]]> & "quoted" ${mode} ${format}`;
      assert.deepEqual((await simulator.platform.says(lin(), words)).delivered, true, `${mode} ${format}`);
      assert.ok((await simulator.platform.clicks(lin(), 'report-a-fault')).delivered);
      const [said, clicked] = arrived;
      assert.ok(said?.is === 'message' && clicked?.is === 'event');
      assert.equal(said.text, words);
      const entry = simulator.platform.ledger.entries.at(-2);
      assert.equal(said.sourceId, `m-${entry?.is === 'pushed' ? entry.id : ''}`);
      assert.deepEqual([clicked.event, clicked.detail], ['menu-clicked', 'report-a-fault']);
    }
  }
});

test('another token and another key are refused', async () => {
  setUp('secure', 'xml');
  const right = simulator.platform.setup;
  for (const wrong of [
    { token: 'other1' },
    { encodingAesKey: `B${right.encodingAesKey.slice(1)}` },
    { appId: 'wx2' },
  ]) {
    simulator.platform.setup = { ...right, ...wrong };
    assert.ok(!(await simulator.platform.says(lin(), 'forged')).delivered, JSON.stringify(wrong));
  }
  simulator.platform.setup = right;
});

test('a desk that fails is tried three times; what is pushed twice has one id', async () => {
  mood = 'failing';
  const lost = await simulator.platform.says(lin(), 'lost');
  assert.deepEqual([lost.delivered, lost.tries], [false, 3]);
  mood = 'well';
  arrived.length = 0;
  simulator.pusher.weather = { doubled: 1, shuffledMs: 20 };
  await Promise.all(Array.from({ length: 20 }, (_, i) => simulator.platform.says(lin(), `word ${i}`)));
  simulator.pusher.weather = {};
  assert.equal(arrived.length, 40);
  const ids = new Set(arrived.map((arrival) => (arrival.is === 'message' ? arrival.sourceId : '')));
  assert.equal(ids.size, 20);
});

test('answers go until the quota is used, and the sixth is refused for that', async () => {
  await simulator.platform.says(lin(), 'hello');
  const sender = await open();
  assert.equal(sender.health.is, 'up');
  for (let count = 1; count <= 5; count += 1)
    assert.equal((await sender.send(message(`answer ${count}`))).is, 'sent');
  assert.deepEqual(await sender.send(message('one more')), { is: 'refused', code: 'quota-used' });
  await simulator.platform.unfollows(lin());
  assert.deepEqual(await sender.send(message('still there?')), { is: 'refused', code: 'window-closed' });
  const received = simulator.platform.ledger.entries.filter((entry) => entry.is === 'received');
  assert.deepEqual(
    received.map(({ text }) => text),
    [1, 2, 3, 4, 5].map((count) => `answer ${count}`),
  );
});

test('pictures go both ways, and who somebody is can be asked', async () => {
  await simulator.platform.follows(lin());
  const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  arrived.length = 0;
  await simulator.platform.sendsImage(lin(), { contentType: 'image/jpeg', bytes });
  const sender = await open();
  const [picture] = arrived;
  const file = picture?.is === 'message' ? picture.files[0] : undefined;
  assert.ok(file?.from.is === 'remote');
  assert.deepEqual(Buffer.from((await sender.fetch?.(file.from.reference, 100)) ?? []), Buffer.from(bytes));
  const sent = await sender.send(message('Look', { fileName: 'a.png', mediaType: 'image/png', bytes }));
  assert.deepEqual([sent.is, sent.is === 'sent' ? sent.segments : 0], ['sent', 2]);
  const who = await sender.whois?.(message('').to);
  assert.deepEqual(who?.also, [{ kind: 'wechat-union', value: lin().unionId }]);
});

test('a token that somebody made void is replaced without losing the message', async () => {
  await simulator.platform.says(lin(), 'hello again');
  const sender = await open();
  simulator.platform.tokens.void();
  assert.equal((await sender.send(message('after the change'))).is, 'sent');
});

test('the page is there, in two languages, and lets a newcomer write', async () => {
  const page = await fetch(simulator.url);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
  assert.match(await page.text(), /page\.js/);
  const act = (body: object, type = 'application/json') =>
    fetch(`${simulator.url}/act`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify(body),
    });
  const said = { person: lin().openId, act: 'say', text: 'from the page' };
  assert.equal((await act(said)).status, 200);
  assert.equal((await act({ ...said, act: 'fly' })).status, 400);
  assert.equal((await act(said, 'text/plain')).status, 400, "another site's form");
  const view = (await (await fetch(`${simulator.url}/view`)).json()) as { lines: { text: string }[] };
  assert.equal(view.lines.at(-1)?.text, 'from the page');
});

test('choices come with the words, and a press on one comes back as its words', async () => {
  setUp('secure', 'xml');
  arrived.length = 0;
  await simulator.platform.says(lin(), '我的订单');
  await using opened = await open();
  assert.equal((await opened.send({ ...message('派送中'), choices: ['20261110', '转人工'] })).is, 'sent');
  const entry = simulator.platform.ledger.entries.at(-1);
  assert.deepEqual(entry?.is === 'received' && [entry.text, entry.choices], [
    '派送中',
    ['20261110', '转人工'],
  ]);
  assert.ok((await simulator.platform.chooses(lin(), '转人工')).delivered);
  const pressed = arrived.at(-1);
  assert.equal(pressed?.is === 'message' && pressed.text, '转人工');
});
