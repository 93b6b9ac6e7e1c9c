import type { Capabilities, Channel } from '../channel.ts';
import type { HttpChannelPorts } from '../vendor-http.ts';
import { AccessToken } from './access-token.ts';
import { WechatOpenAccount } from './account.ts';
import { WechatApi } from './api.ts';
import { parse } from './parse.ts';
import { quotaOf } from './quota.ts';
import { type WechatSettings, wechatSettings } from './settings.ts';
import { verify } from './verify.ts';

/** Characters that one of WeChat's messages holds whatever they are: 2,000 bytes, three each. */
const PART_LENGTH = 666;
/** WeChat's bound for pictures. */
const MAX_IMAGE_BYTES = 10 * 1_024 * 1_024;

const unchanging = {
  files: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'],
  maxFileBytes: MAX_IMAGE_BYTES,
  receipts: 'none',
} as const satisfies Partial<Capabilities>;

/** WeChat Official (service) Accounts. */
export const wechatChannel = ({ fetcher, clock, log }: HttpChannelPorts): Channel<WechatSettings> => ({
  kind: 'wechat',
  channel: 'wechat',
  settings: wechatSettings,
  secrets: ['appSecret', 'token', 'encodingAesKey'],
  sentTo: { appSecret: ['apiUrl'] },
  asksWho: true,
  hasButtons: true,
  hasMenu: true,
  verify,
  parse,
  capabilities: (_account, record, nowMs) => {
    const quota = quotaOf(record, nowMs);
    if (quota.is === 'closed')
      return { ...unchanging, maxTextLength: 0, remaining: 0, untilMs: undefined, closed: quota.why };
    const { remaining, untilMs } = quota;
    return { ...unchanging, maxTextLength: remaining * PART_LENGTH, remaining, untilMs, closed: undefined };
  },
  open: async ({ settings }, { memory }) => {
    const token = await AccessToken.create({ settings, memory, fetcher, clock, log });
    const { apiUrl } = settings;
    const api = new WechatApi(apiUrl, token, fetcher);
    const account = new WechatOpenAccount({ api, apiUrl, fetcher, clock });
    await account.probe();
    return account;
  },
});
