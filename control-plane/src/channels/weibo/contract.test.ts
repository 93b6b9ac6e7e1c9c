import { silentLog, systemClock } from '@weft/proto';
import type { WebhookRequest } from '../channel.ts';
import { signatureOf } from '../signed-query.ts';
import { itIsAChannel } from '../testing/contract.ts';
import { PAYLOADS, payload, weiboAccount } from './testing/account.ts';
import { weiboChannel } from './weibo.ts';

const nowMs = 1_764_312_000_000;
const { settings } = weiboAccount();

const pushOf = (name: string): WebhookRequest => {
  const [timestamp, nonce] = [String(nowMs / 1_000), '4711'];
  const signature = signatureOf(settings.appSecret, timestamp, nonce);
  const query = new URLSearchParams({ timestamp, nonce, signature });
  return { method: 'POST', url: '/', query, headers: new Map(), body: payload(name) };
};

itIsAChannel({
  channel: weiboChannel({ fetcher: fetch, clock: systemClock, log: silentLog }),
  ...{ settings: { ...settings }, nowMs, pushes: PAYLOADS.map(pushOf) },
});
