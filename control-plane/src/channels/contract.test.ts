import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { silentLog, systemClock } from '@weft/proto';
import type { WebhookRequest } from './channel.ts';
import { emailChannel } from './email/email.ts';
import { smppChannel } from './smpp/channel.ts';
import { itIsAChannel } from './testing/contract.ts';
import { PaperCarrier } from './testing/paper-channel.ts';
import { wechatAccount } from './wechat/testing/account.ts';
import { wechatChannel } from './wechat/wechat.ts';
import { weiboChannel } from './weibo/weibo.ts';

const fetcher = (): Promise<Response> => Promise.reject(new TypeError('nobody is asked'));
const ports = { fetcher, clock: systemClock, log: silentLog };
const nowMs = 1_750_000_000_000;
const base = 'https://weft.example/v1/channels/account-1/webhook';

const pushed = (url: string, body: Uint8Array): WebhookRequest => ({
  ...{ method: 'POST', url, query: new URL(url).searchParams, headers: new Map<string, string>(), body },
});

/** As WeChat and Weibo sign: over the secret, the time and a nonce. */
function signed(secret: string, body: Uint8Array): WebhookRequest {
  const [timestamp, nonce] = [`${nowMs / 1_000}`, '7'];
  const signature = createHash('sha1').update([secret, timestamp, nonce].sort().join('')).digest('hex');
  return pushed(`${base}?${new URLSearchParams({ signature, timestamp, nonce })}`, body);
}

const recorded = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

itIsAChannel({
  channel: smppChannel(ports),
  settings: { host: 'smsc.example', systemId: 'weft', password: 'secret', sender: '10690000' },
  nowMs,
  pushes: [],
});

const { settings: wechat } = wechatAccount({ mode: 'plain' });
itIsAChannel({
  channel: wechatChannel(ports),
  settings: { ...wechat },
  nowMs,
  pushes: ['text.xml', 'image.xml', 'click.xml', 'text.json'].map((name) =>
    signed(wechat.token, recorded(`wechat/payloads/${name}`)),
  ),
});

itIsAChannel({
  channel: weiboChannel(ports),
  settings: { uid: '1902538057', appSecret: 'secret', accessToken: 'token' },
  nowMs,
  pushes: ['text.json', 'image.json', 'mention.json'].map((name) =>
    signed('secret', recorded(`weibo/payloads/${name}`)),
  ),
});

itIsAChannel({
  channel: emailChannel(ports),
  settings: {
    ...{ address: 'shop@example.com', imapHost: 'mail.example', imapUser: 'shop', imapPassword: 'secret' },
    ...{ smtpHost: 'mail.example', smtpPassword: 'secret' },
  },
  nowMs,
  pushes: [],
});

itIsAChannel({
  channel: new PaperCarrier().channel(),
  settings: { token: 'secret' },
  nowMs,
  pushes: ['m-1', 'm-2'].map((id) =>
    pushed(
      `${base}?token=secret`,
      Buffer.from(JSON.stringify([{ id, from: '+8613800000001', text: '你好' }])),
    ),
  ),
});
