import { type Capabilities, type Channel, MAX_INBOUND_TEXT, type OpenAccount } from '../channel.ts';
import type { HttpChannelPorts } from '../vendor-http.ts';
import { AccessToken } from './access-token.ts';
import { confirmationOf } from './confirmation.ts';
import { MailMemory } from './mail-memory.ts';
import { Mailbox } from './mailbox.ts';
import { MailSender } from './sender.ts';
import { type EmailSettings, emailSettings } from './settings.ts';

/** What most servers take: base64 makes a third more of it. */
const MAX_FILE_BYTES = 15 * 1_024 * 1_024;
const WINDOW = 4;

const capabilities: Capabilities = {
  ...{ maxTextLength: MAX_INBOUND_TEXT, maxFileBytes: MAX_FILE_BYTES, receipts: 'none' },
  files: ['image/*', 'application/pdf', 'text/plain', 'audio/*', 'video/*', 'application/*'],
  ...{ remaining: undefined, untilMs: undefined, closed: undefined },
};

/** Mailboxes, over IMAP and SMTP. */
export const emailChannel = ({ fetcher, clock, log }: HttpChannelPorts): Channel<EmailSettings> => ({
  kind: 'email',
  channel: 'email',
  settings: emailSettings,
  secrets: ['imapPassword', 'smtpPassword', 'oauthClientSecret', 'oauthRefreshToken'],
  sentTo: {
    ...{ imapPassword: ['imapHost'], smtpPassword: ['smtpHost'], oauthClientSecret: ['oauthTokenUrl'] },
    // What is granted for it goes to both servers.
    oauthRefreshToken: ['oauthTokenUrl', 'imapHost', 'smtpHost'],
  },
  // Under the same Message-ID: a mailbox shows it once.
  sendsAgain: true,
  capabilities: () => capabilities,
  confirmation: ({ settings }, text) => confirmationOf(settings, text),
  open: ({ settings }, tools) => {
    const memory = new MailMemory(tools.memory);
    const token =
      settings.oauthTokenUrl === '' ? undefined : new AccessToken({ settings, memory, fetcher, clock, log });
    const mailbox = new Mailbox({ settings, token, memory, tools, clock, log });
    const sender = new MailSender(settings, token);
    const open: OpenAccount = {
      get health() {
        return mailbox.health;
      },
      window: WINDOW,
      send: async (message) => {
        const [latest] = message.inReplyTo;
        const asked = latest === undefined ? '' : await mailbox.subjectOf(latest);
        return sender.send(message, asked);
      },
      [Symbol.asyncDispose]: async () => {
        sender[Symbol.dispose]();
        await mailbox[Symbol.asyncDispose]();
      },
    };
    return Promise.resolve(open);
  },
});
