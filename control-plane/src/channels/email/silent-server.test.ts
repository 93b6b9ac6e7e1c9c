import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { SMTPServer } from 'smtp-server';
import type { Outbound } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { emailChannel } from './email.ts';
import { emailSettings } from './settings.ts';

/** What an IMAP server says to a command before it says that it is done. */
const UNTAGGED: Readonly<Record<string, string>> = {
  CAPABILITY: '* CAPABILITY IMAP4rev1\r\n',
  SELECT: '* FLAGS (\\Seen)\r\n* 0 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 1]\r\n',
};

/** An IMAP server that takes everything and never answers a search. */
function imapServer(searched: () => void): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      for (const [, tag = '', command = ''] of text.matchAll(/^(\w+) (?:UID )?(\w+).*\r$/gm)) {
        if (/^search$/i.test(command)) searched();
        else socket.write(`${UNTAGGED[command.toUpperCase()] ?? ''}${tag} OK done\r\n`);
      }
    });
  });
}

const portOf = (server: { address(): AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port;

test('a mailbox that falls silent holds no answer back for longer than a moment', async () => {
  await using owned = new AsyncDisposableStack();
  const searched = Promise.withResolvers<void>();
  const imap = owned.adopt(imapServer(searched.resolve), (server) => void server.close());
  await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
  const smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  owned.defer(() => new Promise<void>((resolve) => smtp.close(resolve)));
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));

  const clock = new ManualClock();
  const channel = emailChannel({ fetcher: fetch, clock, log: silentLog });
  const settings = emailSettings.parse({
    ...{ address: 'shop@example.org', displayName: 'Shop', imapHost: '127.0.0.1', imapPort: portOf(imap) },
    ...{ imapSecurity: 'none', imapUser: 'shop', imapPassword: 'x', smtpHost: '127.0.0.1' },
    ...{ smtpPort: portOf(smtp.server), smtpSecurity: 'none' },
  });
  const account = { accountId: 'email-1', name: 'Support', kind: 'email', settings } as const;
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  const box = owned.use(await channel.open(account, tools));
  await until(() => box.health.is === 'up' || `the mailbox is ${box.health.is}`);

  const answer: Outbound = {
    ...{ messageId: 'item-1', conversationId: 'c', text: 'sent', file: undefined, choices: [], subject: '' },
    ...{ authorName: 'Anna', inReplyTo: ['q@x'] },
    to: { kind: 'email', value: 'lin@example.com', shown: '', also: [], displayName: 'Lin' },
  };
  const sending = box.send(answer);
  await searched.promise;
  clock.advance(5_000);
  assert.deepEqual(await sending, { is: 'sent', carrierIds: ['item-1@example.org'], segments: 1 });
});
