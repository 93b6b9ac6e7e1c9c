import type { Capabilities, Channel } from '../channel.ts';
import type { HttpChannelPorts } from '../vendor-http.ts';
import { MAX_TEXT_LENGTH, WeiboOpenAccount } from './account.ts';
import { allowanceOf } from './allowance.ts';
import { parse } from './parse.ts';
import { type WeiboSettings, weiboSettings } from './settings.ts';
import { verify } from './verify.ts';

/** Parts that one answer is cut into at most. */
const MAX_PARTS = 10;

const unchanging = { files: [], maxFileBytes: 0, receipts: 'none' } as const satisfies Partial<Capabilities>;

/** Weibo's fans service (粉丝服务): direct messages, mentions and events of a verified account. */
export const weiboChannel = ({ fetcher, clock }: HttpChannelPorts): Channel<WeiboSettings> => ({
  kind: 'weibo',
  channel: 'weibo',
  settings: weiboSettings,
  secrets: ['appSecret', 'accessToken'],
  sentTo: { accessToken: ['apiUrl', 'fileUrl', 'userUrl'] },
  asksWho: true,
  verify,
  parse,
  capabilities: (_account, record, nowMs) => {
    const allowance = allowanceOf(record, nowMs);
    if (allowance.is === 'closed')
      return { ...unchanging, maxTextLength: 0, remaining: 0, untilMs: undefined, closed: allowance.why };
    const { remaining, untilMs } = allowance;
    const maxTextLength = MAX_TEXT_LENGTH * Math.min(remaining ?? MAX_PARTS, MAX_PARTS);
    return { ...unchanging, maxTextLength, remaining, untilMs, closed: undefined };
  },
  open: ({ settings }) => Promise.resolve(new WeiboOpenAccount(settings, fetcher, clock)),
});
