import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { weiboChannel } from '@weft/control-plane/weibo';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { WebServer } from '../web-server.ts';
import type { Fan, WeiboSetup } from './platform.ts';
import { WeiboSimulator } from './simulator.ts';

const channel = weiboChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
type Arrival = ReturnType<NonNullable<typeof channel.parse>>[number];
type Account = Parameters<typeof channel.open>[0];
type Message = Parameters<Awaited<ReturnType<typeof channel.open>>['send']>[0];

let desk: WebServer;
let simulator: WeiboSimulator;
let account: Account;
const arrived: Arrival[] = [];

before(async () => {
  desk = await WebServer.start(0, [
    ({ method, path, query, body }) => {
      try {
        const request = { method: method as 'GET' | 'POST', url: path, query, headers: new Map(), body };
        const verified = channel.verify?.(request, account, systemClock.now());
        if (verified?.is === 'payload')
          arrived.push(...(channel.parse?.(verified.payload, account, systemClock.now()) ?? []));
        return verified?.answer;
      } catch (error) {
        return { status: 401, body: error instanceof WeftError ? error.code : String(error) };
      }
    },
  ]);
  const secrets = { uid: '1902538057', appSecret: 'app-secret', accessToken: 'access-token' };
  const setup: WeiboSetup = { ...secrets, webhookUrl: `${desk.url}/hook` };
  simulator = await WeiboSimulator.start({ setup, clock: systemClock });
  account = {
    ...{ accountId: 'weibo-1', name: 'Shop', kind: 'weibo' },
    settings: channel.settings.parse({ ...secrets, apiUrl: simulator.url, userUrl: simulator.url }),
  };
});
after(async () => {
  await simulator[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

/** The one whose id a JavaScript number cannot hold. */
const fan = (): Fan => {
  const found = simulator.platform.fans.at(-1);
  assert.ok(found !== undefined);
  return found;
};

const message = (text: string): Message => ({
  ...{
    messageId: text.slice(0, 20),
    conversationId: 'c',
    text,
    file: undefined,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'weibo', value: fan().uid, shown: '', also: [], displayName: '' },
});

const open = () => {
  const memory = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
  return channel.open(account, { arrived: () => Promise.resolve(), memory, epoch: 1 });
};

test('the address is checked, and two messages of one second arrive as two', async () => {
  assert.ok(await simulator.platform.checkAddress());
  arrived.length = 0;
  simulator.pusher.weather = { doubled: 1 };
  const taken = await Promise.all(['一', '二'].map((text) => simulator.platform.says(fan(), text)));
  simulator.pusher.weather = {};
  assert.ok(taken.every(({ delivered }) => delivered));
  const messages = arrived.filter((arrival) => arrival.is === 'message');
  assert.equal(messages.length, 4);
  assert.equal(new Set(messages.map(({ sourceId }) => sourceId)).size, 2);
  assert.ok(messages.every(({ from }) => from.value === '9007199254740993'));
});

test('who somebody is is asked of the platform', async () => {
  const sender = await open();
  const who = await sender.whois?.(message('').to);
  assert.equal(who?.displayName, fan().name);
});

test('another secret is refused', async () => {
  const right = simulator.platform.setup;
  simulator.platform.setup = { ...right, appSecret: 'other' };
  assert.ok(!(await simulator.platform.says(fan(), 'forged')).delivered);
  simulator.platform.setup = right;
});

test('a mention is answered once, a message as often as one likes, an unfollow never', async () => {
  const sender = await open();
  await simulator.platform.unfollows(fan());
  assert.deepEqual(await sender.send(message('stay')), { is: 'refused', code: 'window-closed' });
  await simulator.platform.mentions(fan(), '@shop');
  assert.equal((await sender.send(message('sorry to hear'))).is, 'sent');
  assert.deepEqual(await sender.send(message('and more')), { is: 'refused', code: 'window-closed' });
  await simulator.platform.says(fan(), 'here I am');
  const long = await sender.send(message('很长的一句话。'.repeat(100)));
  assert.deepEqual(long, { is: 'sent', carrierIds: [], segments: 3 });
});
