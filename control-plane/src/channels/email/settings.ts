import { z } from 'zod';
import type { ChannelAccount } from '../channel.ts';

/** How a connection is protected; `none` is for servers on the same machine. */
const security = z.enum(['tls', 'starttls', 'none']);
const host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/);
const port = z.number().int().min(1).max(65_535);

export const emailSettings = z.strictObject({
  /** What customers write to, and are answered from. */
  address: z.email().max(254),
  /** Who it says it is from. */
  displayName: z.string().max(80).default(''),
  imapHost: host,
  imapPort: port.default(993),
  imapSecurity: security.default('tls'),
  imapUser: z.string().min(1).max(254),
  imapPassword: z.string().min(1).max(254),
  mailbox: z.string().min(1).max(200).default('INBOX'),
  smtpHost: host,
  smtpPort: port.default(465),
  smtpSecurity: security.default('tls'),
  /** Empty = the server wants no sign-in. */
  smtpUser: z.string().max(254).default(''),
  smtpPassword: z.string().max(254).default(''),
  /**
   * The name under which the mail server in front of the mailbox writes
   * Authentication-Results (its authserv-id): a sender that it does not vouch
   * for is a stranger, whatever the address. Empty = senders are believed.
   */
  authServer: z.string().max(254).default(''),
});

export type EmailSettings = z.output<typeof emailSettings>;
export type EmailAccount = ChannelAccount<EmailSettings>;
