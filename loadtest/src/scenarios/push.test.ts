import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import { wechatChannel } from '@weft/control-plane/wechat';
import { weiboChannel } from '@weft/control-plane/weibo';
import { silentLog, systemClock } from '@weft/proto';
import type { Push } from '../../k6/push.ts';

const STAND_IN = new URL('./stand-in/crypto.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'k6/crypto' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});
const { pushOf } = await import('../../k6/push.ts');

const ports = { fetcher: fetch, clock: systemClock, log: silentLog };
const words = { follower: 7, text: '订单 1 到哪了？', serial: 1_234_567 };
const requestOf = ({ url, body }: Push) => ({
  ...({ method: 'POST', url, query: new URL(url).searchParams, headers: new Map() } as const),
  body: Buffer.from(body),
});

test('a push of the flood is WeChat’s own to the channel: signed, and read whole', () => {
  const channel = wechatChannel(ports);
  const secrets = { appId: 'wxflood', appSecret: 'app-secret', token: 'pushtoken', mode: 'plain' };
  const settings = channel.settings.parse({ ...secrets, encodingAesKey: '', apiUrl: 'http://127.0.0.1:1' });
  const account = { accountId: 'wechat-1', name: 'Shop', kind: 'wechat', settings } as const;
  const webhook = { kind: 'wechat', url: 'http://127.0.0.1:1/hook', secret: 'pushtoken' } as const;
  const push = pushOf(webhook, { ...words, atMs: systemClock.now() });
  const verified = channel.verify?.(requestOf(push), account, systemClock.now());
  assert.equal(verified?.is === 'payload' && verified.answer.body, push.taken);
  const arrived =
    verified?.is === 'payload' ? channel.parse?.(verified.payload, account, systemClock.now()) : undefined;
  assert.deepEqual(
    arrived?.map((one) => one.is === 'message' && [one.text, one.from.value]),
    [[words.text, 'oFlood00000007']],
  );
});

test('a push of the flood is Weibo’s own to the channel, with an id that no JavaScript number holds', () => {
  const channel = weiboChannel(ports);
  const secrets = { uid: '1902538057', appSecret: 'app-secret', accessToken: 'access-token' };
  const settings = channel.settings.parse({ ...secrets, apiUrl: 'http://127.0.0.1:1' });
  const account = { accountId: 'weibo-1', name: 'Shop', kind: 'weibo', settings } as const;
  const webhook = { kind: 'weibo', url: 'http://127.0.0.1:1/hook', secret: 'app-secret' } as const;
  const push = pushOf(webhook, { ...words, atMs: systemClock.now() });
  const verified = channel.verify?.(requestOf(push), account, systemClock.now());
  assert.equal(verified?.is === 'payload' && verified.answer.body, push.taken);
  const arrived =
    verified?.is === 'payload' ? channel.parse?.(verified.payload, account, systemClock.now()) : undefined;
  assert.deepEqual(
    arrived?.map((one) => one.is === 'message' && [one.text, one.from.value]),
    [[words.text, '9007199200000007']],
  );
});

test('two messages of one follower are two to the vendor', () => {
  const webhook = { kind: 'wechat', url: 'http://127.0.0.1:1/hook', secret: 'x' } as const;
  const ids = [1, 2].map(
    (serial) => /<MsgId>(\d+)</.exec(pushOf(webhook, { ...words, serial, atMs: 1 }).body)?.[1],
  );
  assert.notEqual(ids[0], ids[1]);
});
