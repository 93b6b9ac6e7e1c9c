import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';

/** How WeChat's pushes are protected; chosen on its platform's page, and the same here. */
const modes = ['plain', 'compatible', 'secure'] as const;

export const wechatSettings = z
  .strictObject({
    appId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    appSecret: z.string().min(1).max(128),
    /** What pushes are signed with; chosen by whoever set the address up. */
    token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
    mode: z.enum(modes),
    /** 43 characters, the key of compatible and secure mode; empty in plain mode. */
    encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$|^$/),
    /** Where the platform's API is; another one than WeChat's own for tests and simulators. */
    apiUrl: z.url({ protocol: /^https?$/ }).default('https://api.weixin.qq.com'),
  })
  .refine(({ mode, encodingAesKey }) => mode === 'plain' || encodingAesKey !== '', {
    path: ['encodingAesKey'],
    message: 'this mode needs the key',
  });

export type WechatSettings = z.output<typeof wechatSettings>;
export type WechatAccount = ChannelAccount<WechatSettings>;
