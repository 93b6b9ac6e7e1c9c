import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import type { Outbound, Sent } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { netError, scriptedFetch } from '../testing/scripted-fetch.ts';
import { smsHttpChannel } from './sms-http.ts';
import { AUTH_TOKEN, smsHttpAccount, WEBHOOK } from './testing/account.ts';

const SID = `SM${'1'.padStart(32, '0')}`;
const created = (more: object = {}): Response =>
  Response.json(
    { sid: SID, status: 'queued', num_segments: '1', error_code: null, ...more },
    { status: 201 },
  );
const failure = (status: number, code: number): Response =>
  Response.json({ code, message: 'no', more_info: 'https://…', status }, { status });

const message = (text: string, file?: Outbound['file']): Outbound => ({
  ...{
    messageId: 'message-1',
    conversationId: 'c',
    text,
    file,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'phone', value: '+8613800000001', shown: '', also: [], displayName: '' },
});

/** An account at a provider that gives these answers, the first of them to the probe. */
async function rig(answers: readonly (Response | Error)[], settings: object = {}) {
  const left = [Response.json({ status: 'active' }), ...answers];
  const fetcher = scriptedFetch(() => left.shift() ?? created());
  const clock = new ManualClock();
  const channel = smsHttpChannel({ fetcher, clock, log: silentLog, publicUrl: 'https://weft.example' });
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  const open = await channel.open(smsHttpAccount(settings), tools);
  return { open, asked: fetcher.asked };
}

test('a message goes as a form with basic auth, and its receipts are asked for', async () => {
  const headers: (string | null)[] = [];
  const fetcher = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    headers.push(new Request(input, init).headers.get('authorization'));
    return Promise.resolve(created());
  };
  const { open, asked } = await rig([]);
  assert.deepEqual(await open.send(message('已经在路上 & "很快"')), {
    ...{ is: 'sent', carrierIds: [SID], segments: 1 },
  });
  const account = '/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef';
  assert.deepEqual(asked, [
    { path: `${account}.json`, query: {}, body: undefined },
    {
      ...{ path: `${account}/Messages.json`, query: {} },
      body: {
        ...{ To: '+8613800000001', Body: '已经在路上 & "很快"', From: '+447700900000' },
        StatusCallback: WEBHOOK,
      },
    },
  ]);
  const channel = smsHttpChannel({ fetcher, clock: new ManualClock(), log: silentLog, publicUrl: '' });
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  await channel.open(smsHttpAccount(), tools);
  const secret = Buffer.from(`AC0123456789abcdef0123456789abcdef:${AUTH_TOKEN}`).toString('base64');
  assert.deepEqual(headers, [`Basic ${secret}`]);
});

test("the sender is the country's, or whichever the messaging service chooses", async () => {
  const senders = [
    { prefix: '+86', sender: '106900001234' },
    { prefix: '+8613', sender: 'WEFT' },
  ];
  const pooled = { messagingServiceSid: `MG${'0'.repeat(32)}`, receipts: false };
  for (const [settings, expected] of [
    [{ senders }, { From: 'WEFT', StatusCallback: WEBHOOK }],
    [pooled, { MessagingServiceSid: pooled.messagingServiceSid }],
  ] as const) {
    const { open, asked } = await rig([created({ num_segments: '0' })], settings);
    assert.deepEqual(await open.send(message('hi')), { is: 'sent', carrierIds: [SID], segments: 1 });
    assert.deepEqual(asked.at(-1)?.body, { To: '+8613800000001', Body: 'hi', ...expected });
  }
});

test("the provider's answers are outcomes: too fast, unsubscribed, nobody there, unknown", async () => {
  const later = (code: string, afterMs = 0, throttled = false): Sent => ({
    ...{ is: 'later', code, afterMs, throttled },
  });
  const refused = (code: string): Sent => ({ is: 'refused', code });
  const answers: readonly (readonly [Response | Error, Sent])[] = [
    [failure(429, 20429), later('throttled', 0, true)],
    [failure(400, 20429), later('throttled', 0, true)],
    [failure(400, 21611), later('queue-full', 1_000, true)],
    [failure(400, 21610), refused('opted-out')],
    [failure(400, 21211), refused('no-address')],
    [failure(400, 21614), refused('no-address')],
    [failure(400, 21617), refused('too-long')],
    [failure(400, 30_999), refused('30999')],
    [Response.json({}, { status: 404 }), refused('HTTP 404')],
    [failure(503, 20503), later('unavailable')],
    [failure(500, 20500), refused('outcome-unknown')],
    [failure(401, 20003), later('account-refused', 30_000)],
    [failure(403, 20005), later('account-refused', 30_000)],
    [netError('ECONNREFUSED'), later('ECONNREFUSED')],
    [netError('ECONNRESET'), refused('outcome-unknown')],
    [new Response('<html>', { headers: { 'content-type': 'text/html' } }), refused('outcome-unknown')],
    [Response.json({ sid: '<script>' }, { status: 201 }), refused('outcome-unknown')],
  ];
  for (const [answer, expected] of answers) {
    const { open } = await rig([answer]);
    assert.deepEqual(await open.send(message('hi')), expected);
  }
});

test('what cannot be carried is refused before it costs anything', async () => {
  const { open, asked } = await rig([], { maxSegments: 3 });
  const file = { fileName: 'a.jpg', mediaType: 'image/jpeg', bytes: new Uint8Array() };
  assert.deepEqual(await open.send(message('', file)), { is: 'refused', code: 'file-refused' });
  assert.deepEqual(await open.send(message('')), { is: 'refused', code: 'empty' });
  assert.deepEqual(await open.send(message('长'.repeat(202))), { is: 'refused', code: 'too-long' });
  const roomy = await rig([], { maxSegments: 255 });
  assert.deepEqual(await roomy.open.send(message('a'.repeat(1_601))), { is: 'refused', code: 'too-long' });
  assert.equal(asked.length + roomy.asked.length, 2, 'only the two probes went');
});

test('an account is down while the provider is away or does not know it, and up when a probe says so', async () => {
  const { open } = await rig([
    netError('ECONNREFUSED'),
    failure(401, 20003),
    Response.json({}),
    failure(400, 21610),
  ]);
  const health = (): string => (open.health.is === 'down' ? open.health.reason : open.health.is);
  assert.equal(health(), 'up');
  await open.send(message('hi'));
  assert.equal(health(), 'ECONNREFUSED');
  await open.probe?.();
  assert.notEqual(health(), 'up');
  await open.probe?.();
  assert.equal(health(), 'up');
  await open.send(message('hi'));
  assert.equal(health(), 'up', 'a message that is refused says nothing against the account');
});
