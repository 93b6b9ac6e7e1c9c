import { silentLog, systemClock } from '@weft/proto';
import type { WebhookRequest } from '../channel.ts';
import { signatureOf } from '../signed-query.ts';
import { itIsAChannel } from '../testing/contract.ts';
import { seal } from './cipher.ts';
import { PAYLOADS, payload, wechatAccount } from './testing/account.ts';
import { wechatChannel } from './wechat.ts';

const nowMs = 1_764_300_000_000;
const { settings } = wechatAccount();
const { token, encodingAesKey, appId } = settings;

const pushOf = (name: string): WebhookRequest => {
  const [timestamp, nonce] = [String(nowMs / 1_000), 'nonce1'];
  const sealed = seal(encodingAesKey, appId, payload(name));
  const query = new URLSearchParams({
    ...{ timestamp, nonce, signature: signatureOf(token, timestamp, nonce) },
    msg_signature: signatureOf(token, timestamp, nonce, sealed),
  });
  const body = Buffer.from(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`);
  return { method: 'POST', url: '/', query, headers: new Map(), body };
};

itIsAChannel({
  channel: wechatChannel({ fetcher: fetch, clock: systemClock, log: silentLog }),
  ...{ settings: { ...settings }, nowMs, pushes: PAYLOADS.map(pushOf) },
});
