import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { emailChannel } from '@weft/control-plane/email';
import { silentLog, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { SHOP } from './post-office.ts';
import type { Resident } from './residents.ts';
import { MailSimulator } from './simulator.ts';

const channel = emailChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
type Open = Awaited<ReturnType<typeof channel.open>>;
type Outbound = Parameters<Open['send']>[0];
type Arrival = Parameters<Parameters<typeof channel.open>[1]['arrived']>[0][number];
type Received = Extract<Arrival, { is: 'message' }>;

const patient = { timeoutMs: 30_000 };
const owned = new AsyncDisposableStack();
const arrived: Arrival[] = [];
let simulator: MailSimulator;
let open: Open;

before(async () => {
  simulator = owned.use(await MailSimulator.start({ clock: systemClock }));
  const { imapPort, smtpPort, password } = simulator.office;
  const settings = channel.settings.parse({
    ...{ address: SHOP.address, displayName: 'Weft Shop', authServer: SHOP.server },
    ...{ imapHost: '127.0.0.1', imapPort, imapSecurity: 'none' },
    ...{ imapUser: SHOP.address, imapPassword: password },
    ...{ smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none' },
    ...{ smtpUser: SHOP.address, smtpPassword: password },
  });
  const account = { accountId: 'email-1', name: 'Shop', kind: 'email', settings } as const;
  open = owned.use(
    await channel.open(account, {
      arrived: (arrivals) => {
        arrived.push(...arrivals);
        return Promise.resolve();
      },
      memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      epoch: 1,
    }),
  );
  await until(() => open.health.is === 'up' || `the mailbox is ${open.health.is}`, patient);
});
after(() => owned.disposeAsync());

const lin = (): Resident => {
  const found = simulator.office.residents.get('lin.xiaoyan@example.com');
  assert.ok(found !== undefined);
  return found;
};

async function messages(count: number): Promise<readonly Received[]> {
  const found = () => arrived.filter((one): one is Received => one.is === 'message');
  await until(() => found().length >= count || `${found().length} of ${count} mails have come`, patient);
  return found();
}

const answer = (
  messageId: string,
  text: string,
  to: string,
  inReplyTo: readonly string[] = [],
): Outbound => ({
  ...{ messageId, conversationId: 'c', text, file: undefined, choices: [], subject: '', authorName: 'Anna' },
  ...{ inReplyTo, to: { kind: 'email', value: to, shown: to, also: [], displayName: '' } },
});

/** A mail's Message-ID, by which answers name it. */
const idOf = (mail: Received | undefined): string => mail?.sourceId.split(' ', 1)[0] ?? '';

/** As the page does it. */
const press = async (act: string, more: object = {}): Promise<number> => {
  const body = JSON.stringify({ person: lin().address, act, text: '', ...more });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${simulator.url}/act`, { method: 'POST', headers, body })).status;
};

const shown = async (): Promise<readonly { text: string; state: string; side: string }[]> => {
  const view = await fetch(`${simulator.url}/view?person=${encodeURIComponent(lin().address)}`);
  return ((await view.json()) as { lines: { text: string; state: string; side: string }[] }).lines;
};

test('what is written on the page is in the mailbox, its answer on the page, and the next one in the thread', async () => {
  assert.equal(await press('say', { subject: '台灯', text: '我的台灯坏了', pictures: true }), 200);
  const [first] = await messages(1);
  assert.equal(first?.text, '台灯\n\n我的台灯坏了');
  assert.deepEqual([first?.from.value, first?.from.displayName], ['lin.xiaoyan@example.com', '林小燕']);
  assert.equal(first?.from.claimed, undefined, 'who signed in at the server is vouched for');
  assert.deepEqual(
    first?.files.map(({ mediaType }) => mediaType),
    ['image/png'],
  );
  const sent = await open.send(answer('m-1', '马上换新', lin().address, [idOf(first)]));
  assert.equal(sent.is, 'sent');
  const lines = await shown();
  assert.deepEqual(
    lines.map(({ side, text, state }) => [side, text, state]),
    [
      ['customer', '台灯\n\n我的台灯坏了', 'delivered'],
      ['account', 'Re: 台灯\n\n马上换新', ''],
    ],
  );
  assert.equal(await press('say', { text: '谢谢' }), 200);
  const thanks = (await messages(2)).at(-1);
  assert.equal(thanks?.text, '谢谢', 'without what it quotes');
  assert.deepEqual(thanks?.inReplyTo, sent.is === 'sent' ? [...sent.carrierIds, idOf(first)] : []);
});

test('a forged name is not vouched for, and what machines send is left out', async () => {
  const before = (await messages(2)).length;
  assert.equal(await press('away'), 200);
  assert.equal(await press('forged'), 200);
  const forged = (await messages(before + 1)).at(-1);
  assert.deepEqual([forged?.from.value, forged?.from.claimed], ['lin.xiaoyan@example.com', true]);
  await until(() => arrived.some(({ is }) => is === 'ignored') || 'no mail of a machine came', patient);
});

test('a mail to a full mailbox is taken and comes back; one to nobody is refused at once', async () => {
  assert.equal(await press('full'), 200);
  const sent = await open.send(answer('m-2', 'no room', lin().address));
  assert.equal(sent.is, 'sent');
  await until(() => arrived.some(({ is }) => is === 'receipt') || 'nothing came back', patient);
  const report = arrived.find((one) => one.is === 'receipt');
  const { carrierId, state, failure } = report?.receipt ?? {};
  assert.deepEqual(
    [carrierId, state, failure],
    [sent.is === 'sent' ? sent.carrierIds[0] : '', 'failed', '552 5.2.2 The mailbox is full'],
  );
  assert.ok((await shown()).some((line) => line.state === 'refused'));
  assert.equal(await press('full'), 200);
  assert.deepEqual(await open.send(answer('m-3', 'who', 'nobody@example.com')), {
    is: 'refused',
    code: 'smtp-550',
  });
});

test('a server that delivers twice and out of order has the ids that mails were given', async () => {
  const before = (await messages(3)).length;
  simulator.office.weather = { doubled: 1, shuffledMs: 20 };
  await Promise.all(['一', '二'].map((text) => simulator.office.send(lin(), { subject: text, text })));
  simulator.office.weather = {};
  const found = (await messages(before + 4)).slice(before);
  assert.equal(new Set(found.map(({ sourceId }) => sourceId)).size, 2);
});

test('the remote picture tells when it is fetched', async () => {
  const picture = await fetch(`${simulator.url}/lamp.png?mail=${encodeURIComponent(lin().address)}`);
  assert.equal(picture.headers.get('content-type'), 'image/png');
  const fetched = (await shown()).filter(({ side }) => side === 'system').map(({ text }) => text);
  assert.deepEqual(fetched, ['[the remote picture was fetched]']);
});
