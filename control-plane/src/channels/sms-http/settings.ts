import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';
import { said } from '../setting-fields.ts';
import { quietFields } from '../sms/quiet-hours.ts';
import { limitFields, senderFields } from '../sms/settings.ts';

/** An account at a provider of Twilio's style. */
export const smsHttpSettings = z.strictObject({
  accountSid: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .meta(said('Account SID', '账号 SID')),
  /** What requests are made with, and what webhooks are signed with. */
  authToken: z.string().min(1).max(128).meta(said('Auth token', '认证令牌（Auth Token）')),
  ...senderFields,
  /** The provider chooses the sender from a pool of its own. */
  messagingServiceSid: z
    .string()
    .regex(/^[\w-]{0,64}$/)
    .default('')
    .meta(
      said('Messaging service SID', '消息服务 SID', {
        en: 'Instead of a sender: the service chooses it.',
        zh: '代替发送号码：由该服务选择。',
      }),
    ),
  /** Where the provider's API is. */
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.twilio.com')
    .meta(said('Address of the API', '接口地址')),
  /** Requests under way. */
  window: z.int().min(1).max(200).default(10).meta(said('Requests under way', '在途请求数')),
  ...limitFields,
  ...quietFields,
});

export type SmsHttpSettings = z.output<typeof smsHttpSettings>;
export type SmsHttpAccount = ChannelAccount<SmsHttpSettings>;
