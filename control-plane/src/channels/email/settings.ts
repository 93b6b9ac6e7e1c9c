import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';
import { said, saidInLines } from '../setting-fields.ts';

/** How a connection is protected; `none` is for servers on the same machine. */
const security = z.enum(['tls', 'starttls', 'none']);
const host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/);
const port = z.number().int().min(1).max(65_535);

/** Over TLS, for it carries secrets; on this machine also without. */
const isTokenUrl = (url: string): boolean =>
  URL.canParse(url) &&
  (new URL(url).protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(new URL(url).hostname));

const MAX_CONFIRMATION = 2_000;
const confirmation = (initial: string) => z.string().max(MAX_CONFIRMATION).default(initial);
const EMPTY = { en: 'Empty = it is not confirmed.', zh: '留空表示不发送确认。' };
const CONFIRMATION_ZH = '您好，\n\n您的来信我们已经收到，客服会尽快回复您。\n\n这是一封自动确认邮件。';
const CONFIRMATION_EN =
  'Hello,\n\nYour message has reached us, and we will answer it as soon as we can.\n\nThis is an automatic confirmation.';

const fields = z.strictObject({
  /** What customers write to, and are answered from. */
  address: z.email().max(254).meta(said('Address', '邮箱地址')),
  /** Who it says it is from. */
  displayName: z.string().max(80).default('').meta(said('Name of the sender', '发件人名称')),
  imapHost: host.meta(said('IMAP host', 'IMAP 主机')),
  imapPort: port.default(993).meta(said('IMAP port', 'IMAP 端口')),
  imapSecurity: security.default('tls').meta(said('IMAP security', 'IMAP 加密方式')),
  imapUser: z.string().min(1).max(254).meta(said('IMAP user', 'IMAP 用户名')),
  imapPassword: z
    .string()
    .max(254)
    .default('')
    .meta(
      said('IMAP password', 'IMAP 密码', {
        en: 'Not wanted with an OAuth2 token address.',
        zh: '填写 OAuth2 令牌地址时不需要。',
      }),
    ),
  mailbox: z.string().min(1).max(200).default('INBOX').meta(said('Mailbox', '邮箱文件夹')),
  smtpHost: host.meta(said('SMTP host', 'SMTP 主机')),
  smtpPort: port.default(465).meta(said('SMTP port', 'SMTP 端口')),
  smtpSecurity: security.default('tls').meta(said('SMTP security', 'SMTP 加密方式')),
  /** Empty = the server wants no sign-in. */
  smtpUser: z
    .string()
    .max(254)
    .default('')
    .meta(
      said('SMTP user', 'SMTP 用户名', {
        en: 'Empty = the server wants no sign-in.',
        zh: '留空表示服务器不要求登录。',
      }),
    ),
  smtpPassword: z.string().max(254).default('').meta(said('SMTP password', 'SMTP 密码')),
  /** Where access tokens come from (RFC 6749 section 3.2); empty = both servers take the passwords. */
  oauthTokenUrl: z
    .string()
    .max(500)
    .refine((url) => url === '' || isTokenUrl(url), 'an https address')
    .default('')
    .meta(
      said('OAuth2 token address', 'OAuth2 令牌地址', {
        en: 'Empty = sign in with the passwords.',
        zh: '留空表示使用密码登录。',
      }),
    ),
  oauthClientId: z.string().max(254).default('').meta(said('OAuth2 client', 'OAuth2 客户端 ID')),
  oauthClientSecret: z.string().max(500).default('').meta(said('OAuth2 client secret', 'OAuth2 客户端密钥')),
  oauthRefreshToken: z
    .string()
    .max(4_096)
    .default('')
    .meta(
      said('OAuth2 refresh token', 'OAuth2 刷新令牌', {
        en: 'Empty = the client signs in for itself.',
        zh: '留空表示以客户端身份登录。',
      }),
    ),
  oauthScope: z.string().max(500).default('').meta(said('OAuth2 scope', 'OAuth2 授权范围')),
  /**
   * The name under which the mail server in front of the mailbox writes
   * Authentication-Results (its authserv-id): a sender that it does not vouch
   * for is a stranger, whatever the address. Empty = senders are believed.
   */
  authServer: z
    .string()
    .max(254)
    .default('')
    .meta(
      said('Who vouches for senders', '由谁验证发件人', {
        en: 'Its name in Authentication-Results. Empty = senders are believed.',
        zh: 'Authentication-Results 中的名称。留空表示相信发件人。',
      }),
    ),
  confirms: z
    .boolean()
    .default(false)
    .meta(
      said('Confirm mails that begin something', '自动确认新来信', {
        en: 'At most once a day to one address, and never to machines.',
        zh: '每个地址每天最多一次，不回复自动邮件。',
      }),
    ),
  confirmationZh: confirmation(CONFIRMATION_ZH).meta(
    saidInLines('Confirmation of a Chinese mail', '中文来信的确认内容', EMPTY),
  ),
  confirmationEn: confirmation(CONFIRMATION_EN).meta(
    saidInLines('Confirmation of any other mail', '其他语言来信的确认内容', EMPTY),
  ),
});

/** A mailbox, and how to get into it: with passwords, or with access tokens. */
export const emailSettings = fields
  .refine(({ imapPassword, oauthTokenUrl }) => imapPassword !== '' || oauthTokenUrl !== '', {
    path: ['imapPassword'],
    error: 'a password or an OAuth2 token address',
  })
  .refine(({ oauthTokenUrl, oauthClientId }) => oauthTokenUrl === '' || oauthClientId !== '', {
    path: ['oauthClientId'],
    error: 'the client that the token address knows',
  });

export type EmailSettings = z.output<typeof emailSettings>;
export type EmailAccount = ChannelAccount<EmailSettings>;
