import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Item, keys, uuidIds } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import { SignJWT } from 'jose';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { kindOf } from '../channels/kinds.ts';
import { PaperCarrier } from '../channels/testing/paper-channel.ts';
import { Staff } from '../channels/testing/staff.ts';
import { contactOf } from '../contacts/contact-id.ts';
import { conversationOf } from '../own-conversation.ts';

const patient = { timeoutMs: 60_000 };

/** An id that says what it is of. */
const idOf = (words: string): string => words.replaceAll(/\W+/g, '-');

const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  {
    name: 'the embedded store',
    start: (_owned: AsyncDisposableStack, mesh: FakeMesh) =>
      Promise.resolve({ STORE: 'folder', STORE_DIR: `${mesh.folder}/store` }),
  },
];

for (const kept of STORES) {
  describe(`one conversation of one person, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    const carrier = new PaperCarrier();
    let mesh: FakeMesh;
    let staff: Staff;
    let url: string;
    let anna: FakeClient;
    let ben: FakeClient;
    let sources = 0;
    before(async () => {
      mesh = owned.use(await FakeMesh.start());
      staff = await Staff.create(mesh.folder);
      const env = { ...(await kept.start(owned, mesh)), VIRTUAL_AGENT: 'off', ...staff.env };
      const control = await mesh.startControl('control-1', env, uuidIds, [kindOf(carrier.channel())]);
      url = `http://127.0.0.1:${control.port}`;
      await until(() => staff.signIn(control.port, 'mei').then(() => true as const), patient);
      const account = { name: 'Paper', kind: 'paper', settings: { token: 'secret' } };
      await until(
        async () => (await staff.ask('PUT', '/v1/channels/paper', account)).status === 200 || 'no account',
        patient,
      );
      await until(() => carrier.open === 1 || 'not opened', patient);
      await staff.signIn(control.port, 'anna');
      anna = await deskOf('anna');
      ben = await deskOf('ben');
    });
    after(() => owned.disposeAsync());

    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    /** A desk that is there and is given nothing by the rules. */
    async function deskOf(name: string): Promise<FakeClient> {
      const desk = mesh.client(name, 'agent');
      await until(() => desk.syncDesk().then(() => true as const), patient);
      await desk.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      return desk;
    }
    /** A text message comes in. */
    async function text(from: string, words: string): Promise<void> {
      sources += 1;
      const id = `m-${sources}`;
      await until(async () => {
        const pushed = await post('/v1/channels/paper/webhook?token=secret', [{ id, from, text: words }]);
        return pushed.status === 200 || `${pushed.status}`;
      }, patient);
    }
    /** A guest of the shop, or one that it has signed in with a phone number that it has verified. */
    async function visit(more: { readonly previous?: string; readonly phone?: string } = {}) {
      const { previous, phone } = more;
      const secret = Buffer.from((await mesh.directory.get(keys.shopSecret))?.value ?? '', 'base64url');
      const signed = new SignJWT({ sub: `A-${phone}`, phone_number: phone, phone_number_verified: true });
      const account =
        phone === undefined
          ? {}
          : {
              account: await signed.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(secret),
            };
      const answer = await post('/v1/sessions/guest', {
        ...(previous === undefined ? {} : { previous }),
        ...account,
      });
      return (await answer.json()) as { token: string; subjectId: string; refusedAccount: string };
    }
    const timeline = (page: FakeClient, conversationId = '') =>
      page.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
    const write = (page: FakeClient, value: string, conversationId = '') =>
      page.ask(
        { case: 'postItem', value: { conversationId, clientId: idOf(value), body: { case: 'text', value } } },
        'posted',
      );
    const wordsOf = (items: readonly Item[]): readonly string[] =>
      items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));
    const words = async (page: FakeClient, conversationId = '') =>
      wordsOf((await timeline(page, conversationId).catch(() => ({ items: [] }))).items);
    /** The words of a conversation, when they are there. */
    const said = (page: FakeClient, conversationId: string, expected: readonly string[]): Promise<void> =>
      until(async () => {
        const found = await words(page, conversationId);
        return JSON.stringify(found) === JSON.stringify(expected) || found.join(' | ') || 'nothing';
      }, patient);
    const open = async (...among: readonly string[]): Promise<readonly string[]> => {
      const list = { case: 'listConversations', value: { view: 'all', limit: 100 } } as const;
      const { conversations } = await anna.ask(list, 'conversations');
      return conversations
        .map(({ conversationId }) => conversationId)
        .filter((conversationId) => among.includes(conversationId));
    };
    const take = (page: FakeClient, conversationId: string) =>
      until(
        () =>
          page
            .ask({ case: 'takeConversation', value: { conversationId } }, 'accepted')
            .then(() => true as const),
        patient,
      );
    const happened = (items: readonly Item[], kind: string) =>
      items.flatMap(({ body }) => (body?.case === 'event' && body.value.kind === kind ? [body.value] : []));

    it('lets a text message and a chat of one person become one that goes on, when their phone is verified', async () => {
      const number = '+8613800000001';
      const sms = conversationOf(`phone ${number}`);
      await text(number, 'where is my order?');
      await said(anna, sms, ['where is my order?']);
      const guest = await visit();
      const kim = mesh.client(guest.subjectId, 'customer');
      const chat = conversationOf(guest.subjectId);
      await timeline(kim);
      await write(kim, 'hello');
      await said(anna, chat, ['hello']);
      assert.equal((await open(sms, chat)).length, 2);

      const signedIn = await visit({ previous: guest.token, phone: number });
      assert.deepEqual([signedIn.subjectId, signedIn.refusedAccount], [guest.subjectId, '']);
      await until(async () => {
        const left = await open(sms, chat);
        return left.length === 1 || `${left.length} open`;
      }, patient);
      assert.deepEqual(await open(sms, chat), [sms], 'the older goes on');

      await text(number, 'it is number 7');
      await said(anna, sms, ['where is my order?', 'it is number 7']);
      await write(kim, 'are you there?');
      await write(kim, 'named as it was', chat);
      const all = ['where is my order?', 'it is number 7', 'are you there?', 'named as it was'];
      await said(anna, sms, all);
      assert.deepEqual(await words(anna, chat), ['hello']);
      assert.deepEqual(await open(sms, chat), [sms]);
      const { conversation, items } = await timeline(anna, sms);
      const [joined, ...more] = happened(items, 'conversation-joined');
      assert.deepEqual(
        [more.length, joined?.other?.conversationId, joined?.other?.channel, joined?.other?.messages],
        [0, chat, 'chat', 1],
      );
      assert.deepEqual([conversation?.unread, conversation?.channel], [5, 'chat']);
      const closed = await timeline(anna, chat);
      assert.deepEqual(
        [closed.conversation?.state, closed.conversation?.continuedIn, closed.conversation?.unread],
        ['closed', sms, 0],
      );
      assert.deepEqual(happened(closed.items, 'closed'), [], 'nobody closed it');

      // The page is told, goes over, and is shown what is new and what it wrote itself.
      const push = kim
        .all('conversationChanged')
        .findLast((one) => one.conversation?.conversationId === chat);
      assert.equal(push?.conversation?.continuedIn, sms);
      const now = await timeline(kim);
      assert.deepEqual([now.conversation?.conversationId, now.continues], [sms, chat]);
      assert.deepEqual(wordsOf(now.items), all.slice(1));
      assert.deepEqual(await words(kim, chat), ['hello']);
      assert.equal(
        kim
          .all('conversationChanged')
          .flatMap(({ items: told }) => wordsOf(told))
          .includes(all[0] ?? ''),
        false,
      );

      // The desk answers where it likes.
      const answer = await staff.ask('GET', `/v1/conversations/${sms}/channels`);
      const { channels } = (await answer.json()) as { channels: readonly { channel: string; to: string }[] };
      assert.deepEqual(
        channels.map(({ channel, to }) => [channel, to]),
        [['sms', number]],
      );
    });

    it('keeps whose it is, what it was sorted by and every way out, and gives each its own back', async () => {
      const number = '+8613800000002';
      const sms = conversationOf(`phone ${number}`);
      await text(number, 'a refund, please');
      await said(anna, sms, ['a refund, please']);
      const { subjectId } = await visit();
      const lee = mesh.client(subjectId, 'customer');
      const chat = conversationOf(subjectId);
      await timeline(lee);
      await write(lee, 'good morning');
      await said(anna, chat, ['good morning']);
      await take(ben, chat);
      const sort = async (conversationId: string, tag: string, priority: number) => {
        const add = [tag];
        await anna.ask({ case: 'tagConversation', value: { conversationId, add } }, 'accepted');
        await anna.ask({ case: 'prioritizeConversation', value: { conversationId, priority } }, 'accepted');
      };
      await sort(sms, 'refund', 50);
      await sort(chat, 'vip', 10);

      const [phone, guest] = [contactOf(`phone ${number}`), contactOf(subjectId)];
      const joining = await staff.ask('POST', `/v1/contacts/${guest}/joins`, { contactId: phone });
      const { joins } = (await joining.json()) as { joins: readonly { joinId: string }[] };
      await until(async () => {
        const left = await open(sms, chat);
        return left.length === 1 || `${left.length} open`;
      }, patient);
      const sorted = async (conversationId: string) => {
        const { conversation } = await timeline(anna, conversationId);
        const { state, agentId, tags, priority, unread } = conversation ?? {};
        return [state, agentId, tags, priority, unread];
      };
      await until(
        async () =>
          (await happened((await timeline(anna, chat)).items, 'conversation-joined').length) === 1 ||
          'not told',
        patient,
      );
      assert.deepEqual(await sorted(chat), ['assigned', 'ben', ['vip', 'refund'], 50, 2]);
      assert.deepEqual(await sorted(sms), ['closed', '', ['refund'], 50, 0]);
      // What an agent had begun to write there is said here.
      await write(anna, 'written where it was', sms);
      await said(anna, chat, ['good morning', 'written where it was']);
      const answer = { case: 'text', value: 'you have it back' } as const;
      await ben.ask(
        {
          case: 'postItem',
          value: { conversationId: chat, clientId: 'by-text', body: answer, channel: 'sms' },
        },
        'posted',
      );
      await until(
        () => carrier.sent.some((sent) => JSON.stringify(sent).includes(answer.value)) || 'not sent',
        patient,
      );
      await text(number, 'thank you');
      const all = ['good morning', 'written where it was', answer.value, 'thank you'];
      await said(anna, chat, all);
      assert.deepEqual(await words(lee), all);

      const undone = await staff.ask('DELETE', `/v1/contacts/${guest}/joins/${joins[0]?.joinId}`);
      assert.equal(undone.status, 200, await undone.text());
      await until(async () => {
        const left = await open(sms, chat);
        return left.length === 2 || `${left.length} open`;
      }, patient);
      await until(async () => {
        const now = await sorted(chat);
        return JSON.stringify(now.slice(2, 4)) === JSON.stringify([['vip'], 10]) || JSON.stringify(now);
      }, patient);
      assert.deepEqual(await sorted(sms), ['waiting', '', ['refund'], 50, 1]);
      await text(number, 'hello again');
      await said(anna, sms, ['a refund, please', 'hello again']);
      await said(anna, chat, all);
      const routes = await staff.ask('GET', `/v1/conversations/${chat}/channels`);
      assert.deepEqual(await routes.json(), { channels: [] }, 'nobody writes to the other one from here');
    });

    it('shows a customer whose join was taken back nothing of the other any more', async () => {
      const number = '+8613800000003';
      const sms = conversationOf(`phone ${number}`);
      await text(number, 'mine alone');
      await said(anna, sms, ['mine alone']);
      const { subjectId } = await visit();
      const max = mesh.client(subjectId, 'customer');
      const chat = conversationOf(subjectId);
      await timeline(max);
      await write(max, 'hi');
      await said(anna, chat, ['hi']);
      const [phone, guest] = [contactOf(`phone ${number}`), contactOf(subjectId)];
      const joining = await staff.ask('POST', `/v1/contacts/${guest}/joins`, { contactId: phone });
      const { joins } = (await joining.json()) as { joins: readonly { joinId: string }[] };
      await until(
        async () => (await timeline(max)).conversation?.conversationId === sms || 'not gone over',
        patient,
      );
      await text(number, 'said to both');
      await said(max, '', ['said to both']);
      const undone = await staff.ask('DELETE', `/v1/contacts/${guest}/joins/${joins[0]?.joinId}`);
      assert.equal(undone.status, 200, await undone.text());
      // At once, whatever the conversations have heard of it.
      const now = await timeline(max);
      assert.deepEqual([now.conversation?.conversationId, wordsOf(now.items)], [chat, ['hi']]);
      await assert.rejects(timeline(max, sms), { code: 'CONVERSATION_NOT_FOUND' });
      await until(async () => (await open(sms, chat)).length === 2 || 'not two', patient);
      const heard = max.pushes.length;
      await text(number, 'mine again');
      await said(anna, sms, ['mine alone', 'said to both', 'mine again']);
      await write(max, 'still me');
      await said(anna, chat, ['hi', 'still me']);
      assert.ok(!JSON.stringify(max.pushes.slice(heard)).includes('mine again'), 'pushed to the other');
    });

    it('makes one of a closed conversation that is opened beside another', async () => {
      const number = '+8613800000004';
      const guest = await visit();
      const kim = mesh.client(guest.subjectId, 'customer');
      const chat = conversationOf(guest.subjectId);
      await write(kim, 'first');
      await said(anna, chat, ['first']);
      await take(anna, chat);
      await anna.ask({ case: 'closeConversation', value: { conversationId: chat } }, 'accepted');
      const sms = conversationOf(`phone ${number}`);
      await text(number, 'by text');
      await said(anna, sms, ['by text']);
      await visit({ previous: guest.token, phone: number });
      await write(kim, 'and here');
      await said(anna, chat, ['first', 'and here']);
      await until(async () => (await open(sms, chat)).length === 1 || 'not one', patient);
      // The paper channel's messages are from long ago: the text message is the older.
      assert.deepEqual(await open(sms, chat), [sms]);
      await write(kim, 'more');
      await said(anna, sms, ['by text', 'more']);
      await said(kim, '', ['more']);
      await said(kim, chat, ['first', 'and here']);
    });
  });
}
