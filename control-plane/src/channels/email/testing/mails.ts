import type { Dovecot } from '@weft/proto/testing';
import { ImapFlow } from 'imapflow';

/** A mail's bytes, from its lines; text outside ASCII goes out as UTF-8. */
export const mail = (headers: Readonly<Record<string, string>>, body: string): Uint8Array => {
  const all = {
    ...{ From: 'Lin Xiaoyan <lin@example.com>', To: 'shop@example.org', Subject: 'Where is my lamp?' },
    ...{ 'Message-ID': '<one@example.com>', Date: 'Fri, 28 Nov 2025 14:40:00 +0800' },
    ...{ 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`);
};

/** A server's report that it could not deliver what we sent (RFC 3464). */
export const bounce = (messageId: string, action = 'failed'): Uint8Array =>
  mail(
    {
      ...{
        From: 'MAILER-DAEMON@mx.example.com',
        Subject: 'Undelivered Mail',
        'Message-ID': '<b@mx.example.com>',
      },
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=B',
    },
    [
      ...[
        '--B',
        'Content-Type: text/plain',
        '',
        'I am sorry.',
        '--B',
        'Content-Type: message/delivery-status',
        '',
      ],
      ...['Reporting-MTA: dns; mx.example.com', '', 'Final-Recipient: rfc822; lin@example.com'],
      ...[`Action: ${action}`, 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 No such user', '--B'],
      ...[
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: <${messageId}>`,
        'Subject: Re: lamp',
        '--B--',
        '',
      ],
    ].join('\n'),
  );

/** Somebody who puts mail into a mailbox, as a mail server does. */
export async function putMail(
  { port, password: pass }: Pick<Dovecot, 'port' | 'password'>,
  user: string,
  ...mails: readonly Uint8Array[]
): Promise<void> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false },
    auth: { user, pass },
  });
  await client.connect();
  for (const one of mails) await client.append('INBOX', Buffer.from(one));
  await client.logout();
}
