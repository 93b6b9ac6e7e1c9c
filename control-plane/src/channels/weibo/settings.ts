import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';

export const weiboSettings = z.strictObject({
  /** The verified account's own id. */
  uid: z.string().regex(/^\d{1,20}$/),
  /** What pushes are signed with. */
  appSecret: z.string().min(1).max(128),
  /** From the fans service's developer page, or by OAuth; it does not end by itself. */
  accessToken: z.string().min(1).max(256),
  /** Where the platform's APIs are; others than Weibo's own for tests and simulators. */
  apiUrl: z.url({ protocol: /^https?$/ }).default('https://m.api.weibo.com'),
  fileUrl: z.url({ protocol: /^https?$/ }).default('https://upload.api.weibo.com'),
});

export type WeiboSettings = z.output<typeof weiboSettings>;
export type WeiboAccount = ChannelAccount<WeiboSettings>;
