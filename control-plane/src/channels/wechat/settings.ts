import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';
import { said } from '../setting-fields.ts';

/** How WeChat's pushes are protected; chosen on its platform's page, and the same here. */
const modes = ['plain', 'compatible', 'secure'] as const;

export const wechatSettings = z
  .strictObject({
    appId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .meta(said('App id', '开发者 ID（AppID）')),
    appSecret: z.string().min(1).max(128).meta(said('App secret', '开发者密码（AppSecret）')),
    /** What pushes are signed with; chosen by whoever set the address up. */
    token: z
      .string()
      .regex(/^[A-Za-z0-9]{3,32}$/)
      .meta(said('Token', '令牌（Token）', { en: 'As on WeChat’s page.', zh: '与微信公众平台上的一致。' })),
    mode: z.enum(modes).meta(said('Protection of pushes', '消息加解密方式')),
    /** 43 characters, the key of compatible and secure mode; empty in plain mode. */
    encodingAesKey: z
      .string()
      .regex(/^[A-Za-z0-9]{43}$|^$/)
      .default('')
      .meta(
        said('Key of messages', '消息加解密密钥（EncodingAESKey）', {
          en: '43 characters; none in plain mode.',
          zh: '43 个字符；明文模式下不填。',
        }),
      ),
    /** Where the platform's API is; another one than WeChat's own for tests and simulators. */
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .default('https://api.weixin.qq.com')
      .meta(said('Address of the API', '接口地址')),
  })
  .refine(({ mode, encodingAesKey }) => mode === 'plain' || encodingAesKey !== '', {
    path: ['encodingAesKey'],
    message: 'this mode needs the key',
  });

export type WechatSettings = z.output<typeof wechatSettings>;
export type WechatAccount = ChannelAccount<WechatSettings>;
