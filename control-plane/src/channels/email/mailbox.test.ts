import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ManualClock, silentLog, systemClock } from '@weft/proto';
import { type Dovecot, startDovecot, until } from '@weft/proto/testing';
import { SMTPServer } from 'smtp-server';
import type { AccountMemory, Arrival, OpenAccount, Outbound } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { emailChannel } from './email.ts';
import { type EmailAccount, emailSettings } from './settings.ts';
import { bounce, mail, putMail } from './testing/mails.ts';

let dovecot: Dovecot;
let smtp: SMTPServer;
let smtpPort = 0;
const received: string[] = [];
/** What the SMTP server says to the next recipients, in order; empty = it takes them. */
const refusals: number[] = [];

before(async () => {
  dovecot = await startDovecot();
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onRcptTo: (_address, _session, done) => {
      const responseCode = refusals.shift();
      done(responseCode === undefined ? null : Object.assign(new Error('no'), { responseCode }));
    },
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', resolve);
    server.once('listening', () => {
      const address = server.address();
      smtpPort = typeof address === 'object' && address !== null ? address.port : 0;
    });
  });
});
after(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await dovecot[Symbol.asyncDispose]();
});

const account = (user: string, more: object = {}): EmailAccount => ({
  ...{ accountId: 'email-1', name: 'Support', kind: 'email' },
  settings: emailSettings.parse({
    ...{ address: 'shop@example.org', displayName: 'Weft 商店' },
    ...{ imapHost: '127.0.0.1', imapPort: dovecot.port, imapSecurity: 'none', imapUser: user },
    ...{ imapPassword: dovecot.password, smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none', ...more },
  }),
});

const put = (user: string, ...mails: readonly Uint8Array[]): Promise<void> =>
  putMail(dovecot, user, ...mails);

/** An account that is open, with what came in. */
async function open(
  user: string,
  memory: AccountMemory = countedMemory(),
  more: object = {},
): Promise<{ readonly account: OpenAccount; readonly arrived: Arrival[]; readonly memory: AccountMemory }> {
  const arrived: Arrival[] = [];
  const tools = {
    arrived: (arrivals: readonly Arrival[]) => {
      arrived.push(...arrivals);
      return Promise.resolve();
    },
    ...{ memory, epoch: 1 },
  };
  const channel = emailChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
  return { account: await channel.open(account(user, more), tools), arrived, memory };
}

const untilUp = (open: OpenAccount): Promise<unknown> =>
  until(() => open.health.is === 'up' || `the mailbox is ${open.health.is}`);
const untilThere = (arrived: readonly Arrival[], count: number): Promise<unknown> =>
  until(() => arrived.length >= count || `${arrived.length} of ${count} mails are there`);
const numbered = (id: number): Uint8Array => mail({ 'Message-ID': `<m${id}@x>` }, `mail ${id}`);
const idsOf = (arrived: readonly Arrival[]): string[] =>
  arrived.map((arrival) =>
    arrival.is === 'ignored' ? arrival.why : (arrival.sourceId.split(' ', 1)[0] ?? ''),
  );

test('mail comes in as it arrives, in order, and what was there before stays where it is', async () => {
  await put('lin', numbered(0));
  const box = await open('lin');
  await using _owned = box.account;
  await untilUp(box.account);
  await put('lin', numbered(1), numbered(2), bounce('ours@example.org'));
  await untilThere(box.arrived, 3);
  assert.deepEqual(idsOf(box.arrived), ['m1@x', 'm2@x', 'b@mx.example.com']);
});

test('the next owner reads on, after a restart of the server too, and nothing comes twice', async () => {
  const memory = countedMemory();
  const first = await open('zhao', memory);
  await untilUp(first.account);
  await put('zhao', numbered(1));
  await untilThere(first.arrived, 1);
  await first.account[Symbol.asyncDispose]();
  await put('zhao', numbered(2));
  const second = await open('zhao', memory);
  await using _owned = second.account;
  await untilThere(second.arrived, 1);
  await dovecot.restart();
  await put('zhao', numbered(3));
  await untilThere(second.arrived, 2);
  assert.deepEqual(idsOf([...first.arrived, ...second.arrived]), ['m1@x', 'm2@x', 'm3@x']);
});

test('under new numbers what came since the beginning is read again, with the ids that it had', async () => {
  const memory = countedMemory();
  const first = await open('mary', memory);
  await untilUp(first.account);
  await put('mary', numbered(1), numbered(2));
  await untilThere(first.arrived, 2);
  await first.account[Symbol.asyncDispose]();
  await dovecot.renumber('mary');
  const kept = JSON.parse((await memory.read()) ?? '{}') as { uidValidity: string };
  await memory.write(JSON.stringify({ ...kept, uidValidity: '1', lastUid: 99 }));
  const again = await open('mary', memory);
  await using _owned = again.account;
  await put('mary', numbered(3));
  await untilThere(again.arrived, 3);
  assert.deepEqual(idsOf(again.arrived), ['m1@x', 'm2@x', 'm3@x']);
});

test('a wrong password is said as such', async () => {
  const box = await open('lin', countedMemory(), { imapPassword: 'wrong' });
  await using owned = box.account;
  await until(() => owned.health.is === 'down' || 'it is not down yet');
  assert.equal(owned.health.is === 'down' && owned.health.reason, 'sign-in-refused');
});

const answer = (text: string, inReplyTo: readonly string[], file?: Outbound['file']): Outbound => ({
  ...{
    messageId: 'item-0198c0',
    conversationId: 'c',
    text,
    file,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo,
  },
  to: { kind: 'email', value: 'lin@example.com', shown: '', also: [], displayName: 'Lin' },
});

test('an answer carries its own id, what it answers, and the subject of that', async () => {
  const box = await open('wei');
  await using owned = box.account;
  await untilUp(owned);
  await put('wei', mail({ 'Message-ID': '<q@x>', Subject: '=?UTF-8?B?5Y+w54Gv?=' }, 'hello'));
  await untilThere(box.arrived, 1);
  received.length = 0;
  const file = { fileName: '灯.png', mediaType: 'image/png', bytes: Uint8Array.of(0x89, 0x50) };
  const sent = await owned.send(answer('已发货\n.\nDONE', ['q@x', 'first@x'], file));
  assert.deepEqual(sent, { is: 'sent', carrierIds: ['item-0198c0@example.org'], segments: 1 });
  const [raw = ''] = received;
  const unfolded = raw.replace(/\r\n[ \t]+/g, ' ');
  assert.match(unfolded, /^Message-ID: <item-0198c0@example\.org>$/m);
  assert.match(unfolded, /^In-Reply-To: <q@x>$/m);
  assert.match(unfolded, /^References: <first@x> <q@x>$/m);
  assert.match(unfolded, /^Subject: =\?UTF-8\?[BQ]\?.*\?=$/m);
  assert.match(unfolded, /^To: lin@example\.com$/m);
});

test('what a program says bears what keeps machines from answering, and what an agent says does not', async () => {
  const box = await open('wei3');
  await using owned = box.account;
  received.length = 0;
  const byAgent = answer('hello', ['q@x']);
  for (const message of [byAgent, { ...byAgent, automatic: true }, { ...answer('x', []), automatic: true }])
    assert.equal(
      (await owned.send({ ...message, messageId: `i-${received.length}` } as Outbound)).is,
      'sent',
    );
  const bears = received.map((raw) => [
    /^Auto-Submitted: (.*)\r$/m.exec(raw)?.[1],
    /^X-Auto-Response-Suppress: (.*)\r$/m.exec(raw)?.[1],
    /^Precedence: (.*)\r$/m.exec(raw)?.[1],
    /^In-Reply-To: (.*)\r$/m.exec(raw)?.[1],
  ]);
  assert.deepEqual(bears, [
    [undefined, undefined, undefined, '<q@x>'],
    ['auto-replied', 'All', 'bulk', '<q@x>'],
    ['auto-generated', 'All', 'bulk', undefined],
  ]);
});

test('a header cannot be smuggled in, and what servers say decides between later and never', async () => {
  const box = await open('wei2');
  await using owned = box.account;
  received.length = 0;
  const smuggled = answer('x', ['a@x>\r\nBcc: <eve@example.net']);
  assert.equal((await owned.send(smuggled)).is, 'sent');
  assert.doesNotMatch(received[0] ?? '', /^Bcc:/im);
  refusals.push(450, 550);
  assert.deepEqual(await owned.send(answer('x', [])), {
    ...{ is: 'later', code: 'smtp-450', afterMs: 0, throttled: false },
  });
  assert.deepEqual(await owned.send(answer('x', [])), { is: 'refused', code: 'smtp-550' });
});

test('an address is one address, whatever stands in it', async () => {
  const box = await open('wei4');
  await using owned = box.account;
  received.length = 0;
  for (const value of ['x,victim@example.com', 'x;victim@example.com', 'x:victim@example.com'])
    await owned.send({ ...answer('x', []), to: { ...answer('x', []).to, value } });
  const all = received.map((raw) => /^To: (.*)\r$/m.exec(raw)?.[1] ?? '');
  assert.ok(!all.some((to) => /(^|[\s,<])victim@/.test(to)), all.join(' | '));
});

test('a server that is not there is tried again later', async () => {
  const channel = emailChannel({ fetcher: fetch, clock: new ManualClock(), log: silentLog });
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  await using owned = await channel.open(account('lin', { smtpPort: 1, imapPort: 1 }), tools);
  assert.equal((await owned.send(answer('x', []))).is, 'later');
  await until(() => owned.health.is === 'down' || 'it is not down yet');
});
