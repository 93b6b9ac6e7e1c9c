import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { silentLog, systemClock } from '@weft/proto';
import {
  type Dovecot,
  hasPostfix,
  type Postfix,
  startDovecot,
  startPostfix,
  until,
} from '@weft/proto/testing';
import { ImapFlow } from 'imapflow';
import type { Arrival, OpenAccount, Outbound } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { emailChannel } from './email.ts';
import { emailSettings } from './settings.ts';

const SWAKS = '/usr/bin/swaks';
const skip = hasPostfix() && existsSync(SWAKS) ? false : 'postfix and swaks are not here, or nobody is root';

let dovecot: Dovecot;
let postfix: Postfix;
before(async () => {
  if (skip !== false) return;
  dovecot = await startDovecot();
  postfix = await startPostfix(dovecot.mailFolder, ['shop@shop.example', 'lin@people.example']);
});
after(async () => {
  if (skip !== false) return;
  await postfix[Symbol.asyncDispose]();
  await dovecot[Symbol.asyncDispose]();
});

/** The shop's mailbox, with what came in. */
async function openShop(): Promise<{ readonly shop: OpenAccount; readonly arrived: Arrival[] }> {
  const arrived: Arrival[] = [];
  const settings = emailSettings.parse({
    ...{
      address: 'shop@shop.example',
      displayName: 'Weft 商店',
      imapHost: '127.0.0.1',
      imapPort: dovecot.port,
    },
    ...{ imapSecurity: 'none', imapUser: 'shop', imapPassword: dovecot.password },
    ...{ smtpHost: '127.0.0.1', smtpPort: postfix.port, smtpSecurity: 'none' },
  });
  const channel = emailChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
  const shop = await channel.open(
    { accountId: 'email-1', name: 'Shop', kind: 'email', settings },
    {
      arrived: (arrivals: readonly Arrival[]) => {
        arrived.push(...arrivals);
        return Promise.resolve();
      },
      ...{ memory: countedMemory(), epoch: 1 },
    },
  );
  await until(() => shop.health.is === 'up' || `the mailbox is ${shop.health.is}`);
  return { shop, arrived };
}

/** Sends with swaks, as a customer's own mail program would. */
const swaks = (...options: readonly string[]): Promise<unknown> =>
  promisify(execFile)(SWAKS, [
    ...['--server', '127.0.0.1', '--port', String(postfix.port), '--silent', '2'],
    ...[
      '--helo',
      'lin.people.example',
      '--from',
      'lin@people.example',
      '--to',
      'shop@shop.example',
      ...options,
    ],
  ]);

const arrivals = async (arrived: readonly Arrival[], count: number): Promise<readonly Arrival[]> => {
  await until(() => arrived.length >= count || `${arrived.length} of ${count} mails are there`);
  return arrived;
};

const answer = (to: string, inReplyTo: readonly string[]): Outbound => ({
  ...{
    messageId: 'item-0198c0',
    conversationId: 'c',
    text: '已发货。',
    choices: [],
    subject: '',
    authorName: 'Anna',
  },
  ...{ file: undefined, inReplyTo },
  to: { kind: 'email', value: to, shown: '', also: [], displayName: '' },
});

/** What is in somebody's mailbox, raw. */
async function mailsOf(user: string): Promise<readonly string[]> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.port, secure: false, doSTARTTLS: false, logger: false },
    auth: { user, pass: dovecot.password },
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  const all = await client.fetchAll('1:*', { source: true });
  await client.logout();
  return all.map(({ source }) => source?.toString() ?? '');
}

test('a mail of swaks comes through postfix, and its answer lies in the same thread of its sender', {
  skip,
}, async () => {
  const { shop, arrived } = await openShop();
  await using _owned = shop;
  await swaks(
    '--header',
    'Subject: 台灯',
    '--header',
    'Message-Id: <q@people.example>',
    '--body',
    'Where is it?',
  );
  const [mail] = await arrivals(arrived, 1);
  assert.ok(mail?.is === 'message');
  assert.equal(mail.from.value, 'lin@people.example');
  assert.equal(mail.text, '台灯\n\nWhere is it?');
  const sent = await shop.send(answer('lin@people.example', ['q@people.example']));
  assert.equal(sent.is, 'sent');
  let theirs: readonly string[] = [];
  await until(async () => {
    theirs = await mailsOf('lin');
    return theirs.length > 0 || 'the answer is not there';
  });
  const raw = (theirs[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  assert.match(raw, /^In-Reply-To: <q@people\.example>\r$/m);
  assert.match(raw, /^Received: .* by mx\.weft\.test \(Postfix\)/m);
});

test("postfix's own report of somebody who is not there is the failure of that very message", {
  skip,
}, async () => {
  const { shop, arrived } = await openShop();
  await using _owned = shop;
  const sent = await shop.send(answer('nobody@gone.example', []));
  assert.ok(sent.is === 'sent');
  const [report] = await arrivals(arrived, 1);
  assert.ok(report?.is === 'receipt');
  assert.deepEqual([...sent.carrierIds], [report.receipt.carrierId]);
  assert.equal(report.receipt.state, 'failed');
  assert.equal(report.receipt.failure, '5.1.1 user unknown');
});

test('what postfix says no to is refused for good, with its code', { skip }, async () => {
  const { shop } = await openShop();
  await using _owned = shop;
  assert.deepEqual(await shop.send(answer('no_such_person@people.example', [])), {
    ...{ is: 'refused', code: 'smtp-550' },
  });
});
