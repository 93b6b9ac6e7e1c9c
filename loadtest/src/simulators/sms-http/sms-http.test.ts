import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { smsHttpChannel } from '@weft/control-plane/sms-http';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { WebServer } from '../web-server.ts';
import { SmsHttpSimulator } from './simulator.ts';

const publicUrl = 'http://weft.example';
const channel = smsHttpChannel({ fetcher: fetch, clock: systemClock, log: silentLog, publicUrl });
type Arrival = ReturnType<NonNullable<typeof channel.parse>>[number];
type Account = Parameters<typeof channel.open>[0];
type Open = Awaited<ReturnType<typeof channel.open>>;
type Message = Parameters<Open['send']>[0];

const PHONE = '+8613800000001';
const SECRETS = { accountSid: 'AC0123', authToken: 'auth-token' };
const TOOLS = {
  arrived: () => Promise.resolve(),
  memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  epoch: 1,
};

let desk: WebServer;
let simulator: SmsHttpSimulator;
let account: Account;
let open: Open;
const arrived: Arrival[] = [];

before(async () => {
  desk = await WebServer.start(0, [
    ({ method, path, query, headers, body }) => {
      try {
        const signature = `${headers['x-twilio-signature'] ?? ''}`;
        const request = {
          ...{ method: method as 'GET' | 'POST', url: `${desk.url}${path}`, query, body },
          headers: new Map([['x-twilio-signature', signature]]),
        };
        const nowMs = systemClock.now();
        const verified = channel.verify?.(request, account, nowMs);
        if (verified?.is === 'payload')
          arrived.push(...(channel.parse?.(verified.payload, account, nowMs) ?? []));
        return verified?.answer;
      } catch (error) {
        return { status: 401, body: error instanceof WeftError ? error.code : String(error) };
      }
    },
  ]);
  const contract = {
    ...{ ...SECRETS, number: '+447700900000', webhookUrl: `${desk.url}/hook` },
    ...{ messagesPerSecond: 0, receiptMs: 5 },
  };
  simulator = await SmsHttpSimulator.start({ contract, clock: systemClock });
  account = {
    ...{ accountId: 'sms-1', name: 'Shop', kind: 'sms-http' },
    settings: channel.settings.parse({ ...SECRETS, sender: contract.number, apiUrl: simulator.url }),
  };
  // Callbacks go where the test listens.
  const here = smsHttpChannel({ fetcher: fetch, clock: systemClock, log: silentLog, publicUrl: desk.url });
  open = await here.open(account, TOOLS);
});
after(async () => {
  await open[Symbol.asyncDispose]();
  await simulator[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const message = (text: string): Message => ({
  ...{
    messageId: text,
    conversationId: 'c',
    text,
    file: undefined,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'phone', value: PHONE, shown: PHONE, also: [], displayName: '' },
});

test("what a telephone says arrives signed by the provider's own library, twice the same where it comes twice", async () => {
  simulator.pusher.weather = { doubled: 1 };
  const { delivered } = await simulator.provider.says(PHONE, '我的台灯 & 1+1 到哪了？😀');
  simulator.pusher.weather = {};
  assert.ok(delivered);
  const [first, second] = arrived.splice(0);
  assert.ok(first?.is === 'message' && second?.is === 'message');
  assert.equal(first.text, '我的台灯 & 1+1 到哪了？😀');
  assert.equal(second.sourceId, first.sourceId);
});

test('an answer is on the telephone, and its receipts come under its id', async () => {
  const sent = await open.send(message('It is on its way'));
  assert.ok(sent.is === 'sent');
  await until(() => arrived.length === 2 || `${arrived.length} receipts`);
  const receipts = arrived.splice(0).flatMap((one) => (one.is === 'receipt' ? [one.receipt] : []));
  assert.deepEqual(
    receipts.map(({ carrierId }) => carrierId),
    [sent.carrierIds[0], sent.carrierIds[0]],
  );
  assert.deepEqual(receipts.map(({ state }) => state).sort(), ['delivered', 'sent']);
  assert.equal(simulator.provider.ledger.of(PHONE, 1)[0]?.text, 'It is on its way');
});

test('what does not reach a telephone that is off is told with the code', async () => {
  const telephone = simulator.provider.telephones.get(PHONE);
  assert.ok(telephone !== undefined);
  telephone.off = true;
  await open.send(message('Are you there?'));
  const failed = () => arrived.flatMap((one) => (one.is === 'receipt' ? [one.receipt.failure] : []));
  await until(() => failed().includes('undelivered 30003') || `${failed().join()}`);
  telephone.off = false;
  arrived.splice(0);
});

test('who said STOP to the provider is written to no more, until they say START', async () => {
  await simulator.provider.says(PHONE, 'stop');
  assert.deepEqual(await open.send(message('but wait')), { is: 'refused', code: 'opted-out' });
  await simulator.provider.says(PHONE, 'START');
  assert.equal((await open.send(message('welcome back'))).is, 'sent');
});

test('who is too fast, not known, or writes to nobody is refused as documented', async () => {
  const { provider } = simulator;
  provider.contract = { ...provider.contract, messagesPerSecond: 1 };
  const sent = await Promise.all(['1', '2', '3'].map((text) => open.send(message(text))));
  provider.contract = { ...provider.contract, messagesPerSecond: 0 };
  assert.ok(sent.some((one) => one.is === 'later' && one.throttled));
  const nobody = { ...message('hi'), to: { ...message('hi').to, value: '60123' } };
  assert.deepEqual(await open.send(nobody), { is: 'refused', code: 'no-address' });
  const settings = { ...account.settings, authToken: 'wrong' };
  await using stranger = await channel.open({ ...account, settings }, TOOLS);
  assert.ok(stranger.health.is === 'down' && stranger.health.reason === 'account-refused');
});
