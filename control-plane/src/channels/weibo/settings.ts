import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';
import { said } from '../setting-fields.ts';

export const weiboSettings = z.strictObject({
  /** The verified account's own id. */
  uid: z
    .string()
    .regex(/^\d{1,20}$/)
    .meta(said('User id', '账号 UID')),
  /** What pushes are signed with. */
  appSecret: z.string().min(1).max(128).meta(said('App secret', '应用密钥（App Secret）')),
  /** From the fans service's developer page, or by OAuth; it does not end by itself. */
  accessToken: z.string().min(1).max(256).meta(said('Access token', '访问令牌（Access Token）')),
  /** Where the platform's APIs are; others than Weibo's own for tests and simulators. */
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://m.api.weibo.com')
    .meta(said('Address of the API', '接口地址')),
  fileUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://upload.api.weibo.com')
    .meta(said('Address for files', '文件接口地址')),
  userUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.weibo.com')
    .meta(said('Address for people', '用户接口地址')),
});

export type WeiboSettings = z.output<typeof weiboSettings>;
export type WeiboAccount = ChannelAccount<WeiboSettings>;
