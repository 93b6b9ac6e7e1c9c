import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';
import { said } from '../setting-fields.ts';

/** How a connection is protected; `none` is for servers on the same machine. */
const security = z.enum(['tls', 'starttls', 'none']);
const host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/);
const port = z.number().int().min(1).max(65_535);

export const emailSettings = z.strictObject({
  /** What customers write to, and are answered from. */
  address: z.email().max(254).meta(said('Address', '邮箱地址')),
  /** Who it says it is from. */
  displayName: z.string().max(80).default('').meta(said('Name of the sender', '发件人名称')),
  imapHost: host.meta(said('IMAP host', 'IMAP 主机')),
  imapPort: port.default(993).meta(said('IMAP port', 'IMAP 端口')),
  imapSecurity: security.default('tls').meta(said('IMAP security', 'IMAP 加密方式')),
  imapUser: z.string().min(1).max(254).meta(said('IMAP user', 'IMAP 用户名')),
  imapPassword: z.string().min(1).max(254).meta(said('IMAP password', 'IMAP 密码')),
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
});

export type EmailSettings = z.output<typeof emailSettings>;
export type EmailAccount = ChannelAccount<EmailSettings>;
