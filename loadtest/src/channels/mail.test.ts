import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Conversation, type Item, WeftError, wordsOf } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { ImapFlow } from 'imapflow';
import { lampPicture } from '../simulators/mail/picture.ts';
import type { MailSimulator } from '../simulators/mail/simulator.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession, type Session } from '../wire/http.ts';
import { Staff } from './staff.ts';
import { startMail } from './vendors.ts';

const owned = new AsyncDisposableStack();
let url: string;
let anna: Staff;
let desk: EdgeClient;
let mail: MailSimulator;

const ONE_REGION = { regions: ['eu'], nodesPerRegion: 1, pages: false } as const;
/** The test asks more often than an agent would, and the virtual agent's words are its own tests' business. */
const PATIENT = {
  control: {
    ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '1000', WEFT_CONTROL_REQUEST_BURST: '1000' },
    WEFT_CONTROL_VIRTUAL_AGENT: 'off',
  },
};
/** A mailbox that is not told of a mail looks for itself after a minute. */
const patient = { timeoutMs: 120_000 };

before(async () => {
  const { stack } = owned.use(await startTemporaryStack({ ...ONE_REGION, settings: PATIENT }));
  url = stack.url;
  const admin = await Staff.signIn(stack, 'mei');
  anna = await Staff.signIn(stack, 'anna');
  desk = owned.use(await clientOf(anna.token, await guestSession(url, 'Nobody')));
  // A store that is new takes a while to open.
  await until(() => listed().then(() => true as const, String), patient);
  // Only who writes in Chinese is told that it came: the other tests count mails.
  const settings = { confirms: true, confirmationZh: '您的来信已收到。', confirmationEn: '' };
  mail = owned.use(await startMail({ stackUrl: url, admin, accountId: 'mail-shop', settings }));
});
after(() => owned.disposeAsync());

const clientOf = (token: string, session: Session): Promise<EdgeClient> =>
  EdgeClient.connect({ url: edgeOf(session, 'eu'), token });

async function listed(): Promise<readonly Conversation[]> {
  const reply = await desk.control({ body: { case: 'listConversations', value: { view: 'all' } } });
  if (reply.case !== 'conversations') throw new WeftError('INTERNAL', reply.case);
  return reply.value.conversations;
}

const shownOf = (body: Item['body']): string =>
  body?.case === 'attachment' ? body.value.fileName : wordsOf(body);

/** The conversation in which somebody said this; what a list shows of it may be the virtual agent's answer already. */
async function conversationWith(words: string): Promise<string> {
  let found = '';
  await until(async () => {
    for (const { conversationId } of await listed()) {
      const items = await itemsOf(desk, conversationId);
      if (items.some(({ body }) => shownOf(body).includes(words))) found = conversationId;
    }
    return found !== '' || `no conversation says ${words}`;
  }, patient);
  return found;
}

async function itemsOf(client: EdgeClient, conversationId = ''): Promise<readonly Item[]> {
  const reply = await client.control({ body: { case: 'syncConversation', value: { conversationId } } });
  if (reply.case !== 'timeline') throw new WeftError('INTERNAL', reply.case);
  return reply.value.items;
}

const post = (client: EdgeClient, clientId: string, words: string, conversationId = '') =>
  client.control({
    body: { case: 'postItem', value: { conversationId, clientId, body: { case: 'text', value: words } } },
  });

/** What is in somebody's mailbox, as their mail program sees it. */
async function inboxOf(user: string): Promise<readonly string[]> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: mail.office.imapPort, secure: false, doSTARTTLS: false, logger: false },
    auth: { user, pass: mail.office.password },
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  const mails = await client.fetchAll('1:*', { source: true });
  await client.logout();
  return mails.map(({ source }) => source?.toString() ?? '');
}

const untilReceived = (person: string, count = 1): Promise<void> =>
  until(() => {
    const received = mail.office.ledger.of(person, 10).filter(({ is }) => is === 'received').length;
    return received >= count || `${received} of ${count} mails came`;
  }, patient);

const resident = (address: string) => {
  const found = mail.office.residents.get(address);
  assert.ok(found !== undefined);
  return found;
};
const lin = () => resident('lin.xiaoyan@example.com');

test('a customer and an agent write mails in one conversation, each in the thread of the other', async () => {
  await mail.office.send(lin(), { subject: 'Lamp', text: 'My lamp is broken' });
  const conversationId = await conversationWith('My lamp is broken');
  await post(desk, 'a-1', 'A new one is on its way', conversationId);
  await untilReceived(lin().address);
  const [answer = ''] = await inboxOf(lin().address);
  assert.match(answer, /^Subject: Re: Lamp\r$/m);
  assert.match(answer, /^Return-Path: <support@weft-shop\.example>\r$/m);
  await mail.office.send(lin(), { subject: '', text: 'Thank you' });
  assert.equal(await conversationWith('Thank you'), conversationId);
});

test('an answer to a full mailbox is shown as failed, with the words of the report that came back', async () => {
  const conversationId = await conversationWith('Thank you');
  lin().full = true;
  await post(desk, 'a-2', 'Is there room?', conversationId);
  const item = async () => (await itemsOf(desk, conversationId)).find(({ clientId }) => clientId === 'a-2');
  await until(async () => (await item())?.status === 'failed' || `it is ${(await item())?.status}`, patient);
  assert.equal((await item())?.failure, '552 5.2.2 The mailbox is full');
  lin().full = false;
});

test('a mail that begins something is confirmed once, in its thread, and its writer goes on waiting', async () => {
  const fang = resident('fang.wang@example.com');
  await mail.office.send(fang, { subject: '台灯', text: '台灯坏了' });
  const conversationId = await conversationWith('台灯坏了');
  await untilReceived(fang.address);
  const waiting = (await listed()).find((one) => one.conversationId === conversationId);
  assert.ok((waiting?.waitingSinceMs ?? 0) > 0);
  const confirmed = async () =>
    (await itemsOf(desk, conversationId)).filter(({ author }) => author?.id === 'confirmation');
  await until(async () => (await confirmed())[0]?.status === 'sent' || 'not told as sent', patient);
  const headers = { 'Auto-Submitted': 'auto-replied' };
  await mail.office.send(fang, { subject: '自动回复', text: '我在休假', headers });
  await mail.office.send(fang, { subject: '还有', text: '灯罩也坏了' });
  assert.equal(await conversationWith('灯罩也坏了'), conversationId);
  await post(desk, 'a-4', '明天寄出', conversationId);
  await untilReceived(fang.address, 2);
  assert.equal((await confirmed()).length, 1);
  const [confirmation = '', answer = '', ...more] = await inboxOf(fang.address);
  assert.deepEqual(more, []);
  assert.match(confirmation, /^Auto-Submitted: auto-replied\r$/m);
  assert.match(confirmation, /^X-Auto-Response-Suppress: All\r$/m);
  assert.match(confirmation, /^In-Reply-To: <letter\.\S+@example\.com>\r$/m);
  assert.match(confirmation, /^References: <letter\.\S+@example\.com>\r$/m);
  assert.doesNotMatch(answer, /^Auto-Submitted:/m);
});

test('a chat that is over is mailed to its customer, and a transcript to nobody is told as failed', async () => {
  const session = await guestSession(url, 'Emma');
  await using customer = await clientOf(session.token, session);
  await post(customer, 'c-1', 'Where is my parcel?');
  const conversationId = await conversationWith('Where is my parcel?');
  await post(desk, 'a-3', '明天到。', conversationId);
  await desk.control({ body: { case: 'closeConversation', value: { conversationId } } });
  const send = async (address: string): Promise<number> => {
    const body = JSON.stringify({ address, language: 'zh', timeZone: 'Asia/Shanghai' });
    const headers = { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' };
    return (await fetch(`${url}/v1/transcripts`, { method: 'POST', headers, body })).status;
  };
  const transcripts = async () =>
    (await itemsOf(customer)).flatMap(({ body, status, failure }) =>
      body?.case === 'transcript' ? [`${body.value.address} ${status} ${failure}`.trim()] : [],
    );
  await until(async () => {
    const status = await send('Emma.Clarke@Example.org');
    return status === 204 || `the transcript is answered with ${status}`;
  }, patient);
  await untilReceived('emma.clarke@example.org');
  assert.equal((await inboxOf('emma.clarke@example.org')).length, 1);
  const [entry] = mail.office.ledger.of('emma.clarke@example.org', 1);
  assert.match(entry?.text ?? '', /^您的会话记录\n\n/);
  assert.match(entry?.text ?? '', /您: Where is my parcel\?\n\[[^\]]+\] Anna[^:]*: 明天到。/);
  assert.equal(await send('nobody@example.com'), 204);
  const wanted = ['emma.clarke@example.org sent', 'nobody@example.com failed smtp-550'];
  await until(async () => `${await transcripts()}` === `${wanted}` || `${await transcripts()}`, patient);
});

test('how a mail looked is for agents, made safe, in a document that can do nothing', async () => {
  const html =
    '<p onclick="x()" style="color:red">Look<script>x()</script> <img src="cid:p@x"> <img src="http://127.0.0.1:9/a"></p>';
  const bytes = lampPicture(2, 2, [255, 200, 90]);
  await mail.office.send(lin(), {
    subject: 'Look',
    text: 'Look here',
    html,
    pictures: [{ cid: 'p@x', bytes }],
  });
  const conversationId = await conversationWith('lamp.png');
  const items = (await itemsOf(desk, conversationId)).filter(({ originalId }) => originalId !== '');
  assert.deepEqual(
    items.map(({ body }) => body?.case === 'text' && body.value),
    ['Look\n\nLook here'],
  );
  const { originalId = '' } = items[0] ?? {};
  const path = `/v1/originals/${originalId}/views`;
  const view = (remotePictures: boolean) =>
    anna.ask('POST', path, { remotePictures }) as Promise<{ path: string; remotePictures: number }>;
  const blocked = await view(false);
  assert.equal(blocked.remotePictures, 1);
  const shown = await fetch(`${url}${blocked.path}`);
  const policy = shown.headers.get('content-security-policy') ?? '';
  assert.match(
    policy,
    /^default-src 'none'; img-src data:; style-src 'unsafe-inline'; .*; sandbox allow-popups/,
  );
  assert.equal(shown.headers.get('cache-control'), 'no-store');
  assert.match(
    await shown.text(),
    /<body><p style="color:red">Look <img src="data:image\/png;base64,[^"]+" \/> <img \/><\/p>\s*<\/body>/,
  );
  const all = await fetch(`${url}${(await view(true)).path}`);
  assert.match(all.headers.get('content-security-policy') ?? '', /img-src data: https: http:;/);
  assert.match(await all.text(), /<img src="http:\/\/127\.0\.0\.1:9\/a" \/>/);

  const guest = await guestSession(url, 'Mallory');
  const asked = (token: string, at: string) =>
    fetch(`${url}${at}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"remotePictures":false}',
    });
  const picture = (await itemsOf(desk, conversationId)).find(({ body }) => body?.case === 'attachment')?.body;
  const pictureId = picture?.case === 'attachment' ? picture.value.attachmentId : '';
  for (const [token, at, status] of [
    [guest.token, path, 403],
    ['', path, 401],
    [anna.token, '/v1/originals/nothing/views', 404],
    [anna.token, `/v1/originals/${pictureId}/views`, 404],
  ] as const)
    assert.equal((await asked(token, at)).status, status, at);
  for (const ticket of ['', 'x', guest.token, anna.token])
    assert.equal((await fetch(`${url}/v1/originals/view?ticket=${ticket}`)).status, 401);
});
