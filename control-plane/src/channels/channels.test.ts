import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type ControlRequestInit, type Item, keys, silentLog, systemClock, uuidIds } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import type { Api } from '../ports.ts';
import { kindOf } from './kinds.ts';
import { openChannelStreams } from './streams.ts';
import { PaperCarrier } from './testing/paper-channel.ts';
import { Staff } from './testing/staff.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const say = (conversationId: string, value: string, clientId: string): Body => ({
  case: 'postItem',
  value: { conversationId, clientId, body: { case: 'text', value } },
});

/** Both kinds of store. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  { name: 'the embedded store', start: () => Promise.resolve({ STORE: 'memory' }) },
];

for (const kept of STORES) {
  describe(`a channel whose carrier is played, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    const carrier = new PaperCarrier();
    const plain = carrier.answer;
    const kinds = [kindOf(carrier.channel())];
    let mesh: FakeMesh;
    let control: Api;
    let staff: Staff;
    let anna: FakeClient;
    const push = (body: readonly object[], token = 'secret'): Promise<Response> =>
      fetch(`http://127.0.0.1:${control.port}/v1/channels/paper/webhook?token=${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const itemsOf = async (conversationId: string): Promise<readonly Item[]> =>
      (await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline')).items;
    const texts = async (conversationId: string): Promise<readonly string[]> =>
      (await itemsOf(conversationId).catch(() => [])).flatMap(({ body }) =>
        body?.case === 'text' ? [body.value] : [],
      );
    before(async () => {
      const env = await kept.start(owned);
      mesh = owned.use(await FakeMesh.start());
      staff = await Staff.create(mesh.folder);
      control = await mesh.startControl('control-1', { ...env, ...staff.env }, uuidIds, kinds);
      anna = mesh.client('anna', 'agent');
      await until(
        () =>
          anna
            .ask({ case: 'listConversations', value: { view: 'all' } }, 'conversations')
            .then(() => true as const),
        { timeoutMs: 60_000 },
      );
      await staff.signIn(control.port, 'mei');
      const made = await staff.ask('PUT', '/v1/channels/paper', {
        ...{ name: 'Paper', kind: 'paper', settings: { token: 'secret' } },
      });
      assert.equal(made.status, 200, await made.text());
      await until(() => carrier.open === 1 || 'not opened');
    });
    after(() => owned.disposeAsync());
    afterEach(() => {});

    it('shows the account to an administrator without its secret, and says that it is up', async () => {
      await until(async () => {
        const text = await (await staff.ask('GET', '/v1/channels')).text();
        assert.ok(!text.includes('"secret"'), text);
        const { accounts } = JSON.parse(text) as {
          accounts: { health: { state: string }; secretsSet: string[] }[];
        };
        assert.deepEqual(accounts[0]?.secretsSet, ['token']);
        return accounts[0]?.health.state === 'up' || text;
      });
      const raw = await mesh.directory.list(keys.channelAccounts);
      assert.ok(raw.length === 1 && !raw[0]?.value.includes('secret"'), 'the secret is in etcd');
    });

    it('refuses what is not signed, and takes what is, once for all', async () => {
      assert.equal((await push([{ id: 'm-1', from: '+8613800000001', text: '伪造' }], 'wrong')).status, 401);
      const first = [{ id: 'm-1', from: '+8613800000001', text: '你好' }];
      const second = [{ id: 'm-2', from: '+8613800000001', text: '在吗' }];
      for (const body of [first, second, first, second, [...first, ...second]]) {
        const answer = await push(body);
        assert.equal(answer.status, 200);
        assert.equal(await answer.text(), 'ok');
      }
      const conversationId = conversationOf('phone +8613800000001');
      await until(async () => (await texts(conversationId)).length >= 2 || 'not there');
      await push([{ id: 'm-3', from: '+8613800000001', text: '最后' }]);
      await until(async () => (await texts(conversationId)).includes('最后') || 'not there');
      assert.deepEqual(await texts(conversationId), ['你好', '在吗', '最后']);
    });

    it('keeps apart who only says to be somebody, and answers both at the same address', async () => {
      const from = '+8613800000001';
      await push([{ id: 'claim-1', from, text: '我是他', claimed: true }]);
      const apart = conversationOf(`claimed phone ${from}`);
      await until(async () => (await texts(apart)).includes('我是他') || 'not there');
      assert.ok(!(await texts(conversationOf(`phone ${from}`))).includes('我是他'));
      await anna.ask(say(apart, '请核实', 'claim-a'), 'posted');
      await until(
        () => carrier.sent.some(({ text, to }) => text === '请核实' && to.value === from) || 'not sent',
      );
      await push([{ id: 'claim-2', from, text: '本人' }]);
      await until(async () => (await texts(conversationOf(`phone ${from}`))).includes('本人') || 'not there');
    });

    it("carries the agent's answer and shows how far it got", async () => {
      const conversationId = conversationOf('phone +8613800000001');
      await anna.ask(say(conversationId, '您好，请讲', 'a-1'), 'posted');
      await until(() => carrier.sent.some(({ text }) => text === '您好，请讲') || 'not sent');
      const sent = carrier.sent.find(({ text }) => text === '您好，请讲');
      assert.equal(sent?.to.value, '+8613800000001');
      const status = async () =>
        (await itemsOf(conversationId)).find(({ clientId }) => clientId === 'a-1')?.status;
      await until(async () => (await status()) === 'sent' || 'not shown as sent');
      const carrierId = `carrier-${sent?.messageId}`;
      await push([{ carrierId, state: 'delivered' }]);
      await until(async () => (await status()) === 'delivered' || 'not shown as delivered');
      // One that comes late and says less changes nothing.
      await push([
        { carrierId, state: 'sent' },
        { id: 'm-4', from: '+8613800000001', text: '收到' },
      ]);
      await until(async () => (await texts(conversationId)).includes('收到') || 'not there');
      assert.equal(await status(), 'delivered');
    });

    it('finds the item of a receipt that came before the answer', async () => {
      const conversationId = conversationOf('phone +8613800000001');
      carrier.answer = async () => {
        await push([{ carrierId: 'early-1', state: 'delivered' }]);
        return { is: 'sent', carrierIds: ['early-1'], segments: 1 };
      };
      await anna.ask(say(conversationId, '早到', 'a-2'), 'posted');
      await until(async () => {
        const item = (await itemsOf(conversationId)).find(({ clientId }) => clientId === 'a-2');
        return item?.status === 'delivered' || `${item?.status}`;
      });
    });

    it('shows a refusal in red, and tries again when asked to', async () => {
      const conversationId = conversationOf('phone +8613800000001');
      carrier.answer = () => ({ is: 'refused', code: 'EINVDST' });
      await anna.ask(say(conversationId, '发不出', 'a-3'), 'posted');
      const item = async () => (await itemsOf(conversationId)).find(({ clientId }) => clientId === 'a-3');
      await until(async () => (await item())?.status === 'failed' || 'not failed');
      assert.equal((await item())?.failure, 'EINVDST');
      carrier.answer = plain;
      const seq = (await item())?.seq;
      await staff.signIn(control.port, 'anna');
      const answer = await staff.ask('POST', `/v1/conversations/${conversationId}/items/${seq}/resend`);
      assert.equal(answer.status, 204, await answer.text());
      await until(async () => (await item())?.status === 'sent' || 'not sent again');
      await staff.signIn(control.port, 'mei');
    });

    it('refuses to change or delete words while the carrier is given them', async () => {
      const conversationId = conversationOf('phone +8613800000001');
      const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      carrier.answer = async (message) => {
        asked.resolve();
        await answered.promise;
        return plain(message);
      };
      const item = async () => (await itemsOf(conversationId)).find(({ clientId }) => clientId === 'e-1');
      await anna.ask(say(conversationId, '周二送到', 'e-1'), 'posted');
      await asked.promise;
      const { seq = 0 } = (await item()) ?? {};
      for (const text of ['周三送到', '']) {
        const value = { conversationId, seq, clientId: 'e-2', text };
        await assert.rejects(
          anna.ask({ case: 'editItem', value }, 'posted'),
          (error: { code?: string }) => error.code === 'NOT_AVAILABLE',
        );
      }
      answered.resolve();
      carrier.answer = plain;
      await until(async () => (await item())?.status === 'sent' || 'not sent');
      assert.equal((await item())?.body?.value, '周二送到');
      assert.deepEqual(
        carrier.sent.flatMap(({ text }) => (text.endsWith('送到') ? [text] : [])),
        ['周二送到'],
      );
    });

    it('is not throttled out of order: a message waits in its place', async () => {
      const conversationId = conversationOf('phone +8613800000001');
      let throttled = 0;
      carrier.answer = (message) => {
        throttled += 1;
        if (throttled <= 3) return { is: 'later', code: 'ESME_RTHROTTLED', afterMs: 0, throttled: true };
        return plain(message);
      };
      const before = carrier.sent.length;
      for (const text of ['一', '二', '三'])
        await anna.ask(say(conversationId, text, `t-${text.codePointAt(0)}`), 'posted');
      await until(() => carrier.sent.length === before + 3 || 'not sent');
      assert.deepEqual(
        carrier.sent.slice(before).map(({ text }) => text),
        ['一', '二', '三'],
      );
    });

    it('sends what waited once the carrier is asked for and answers again', async () => {
      const conversationId = conversationOf('phone +8613800000001');
      const isDown = async () => {
        const list = await (await staff.ask('GET', '/v1/channels')).json();
        const { accounts } = list as { accounts: { health: { state: string } }[] };
        return accounts[0]?.health.state === 'down' || `${accounts[0]?.health.state}`;
      };
      carrier.away = true;
      await anna.ask(say(conversationId, '等一等', 'down-1'), 'posted');
      await until(isDown);
      assert.ok(!carrier.sent.some(({ text }) => text === '等一等'));
      carrier.away = false;
      await until(() => carrier.sent.some(({ text }) => text === '等一等') || 'not sent');
    });

    it('honours STOP and START, says so, and writes it down', async () => {
      const conversationId = conversationOf('phone +8613800000002');
      await push([{ id: 's-1', from: '+8613800000002', text: 'STOP' }]);
      await until(
        () =>
          carrier.sent.some(({ text, to }) => to.value.endsWith('2') && /unsubscribed/.test(text)) ||
          'not answered',
      );
      await anna.ask(say(conversationId, 'but wait', 'w-1'), 'posted');
      const item = async (id: string) =>
        (await itemsOf(conversationId)).find(({ clientId }) => clientId === id);
      await until(async () => (await item('w-1'))?.failure === 'opted-out' || 'not refused');
      await push([{ id: 's-2', from: '+8613800000002', text: 'start' }]);
      await until(() => carrier.sent.some(({ text }) => /subscribed again/.test(text)) || 'not answered');
      await anna.ask(say(conversationId, 'welcome back', 'w-2'), 'posted');
      await until(() => carrier.sent.some(({ text }) => text === 'welcome back') || 'not sent');
      const audited = await (await staff.ask('GET', '/v1/audit')).text();
      assert.match(audited, /contact\.opted-out/);
      assert.match(audited, /contact\.opted-in/);
    });

    it('keeps what could not be brought in, and brings it in when told to', async () => {
      const { letters } = await openChannelStreams({
        bus: mesh.bus,
        log: silentLog,
        clock: systemClock,
        replicas: 1,
      });
      const from = { kind: 'phone', value: '+8613800000009', shown: '+8613800000009' };
      const value = {
        ...{ accountId: 'paper', channel: 'sms' as const, sourceId: 'lost-1', atMs: 1 },
        body: { case: 'message', value: { from, text: '迟到' } },
      } as const;
      await letters.put(
        { message: { case: 'inbound', value }, reason: 'INTERNAL', atMs: 1, tries: 1 },
        'l-1',
      );
      const list = async () =>
        (
          (await (await staff.ask('GET', '/v1/channels/dead-letters')).json()) as {
            letters: { seq: number; reason: string; from: string; text: string }[];
          }
        ).letters;
      const [letter] = await list();
      assert.deepEqual([letter?.reason, letter?.from, letter?.text], ['INTERNAL', from.shown, '迟到']);
      const answer = await staff.ask('POST', `/v1/channels/dead-letters/${letter?.seq}/replay`);
      assert.equal(answer.status, 204, await answer.text());
      const conversationId = conversationOf('phone +8613800000009');
      await until(async () => (await texts(conversationId)).includes('迟到') || 'not there');
      assert.deepEqual(await list(), []);
    });

    it('keeps no letter of what somebody sent again at the desk', async () => {
      const { letters } = await openChannelStreams({
        ...{ bus: mesh.bus, log: silentLog, clock: systemClock, replicas: 1 },
      });
      const conversationId = conversationOf('phone +8613800000001');
      const item = async () => (await itemsOf(conversationId)).find(({ clientId }) => clientId === 'l-2');
      carrier.answer = () => ({ is: 'refused', code: 'EINVDST' });
      await anna.ask(say(conversationId, '再发一次', 'l-2'), 'posted');
      await until(async () => (await item())?.status === 'failed' || 'not failed');
      carrier.answer = plain;
      const { seq = 0, revision = 0 } = (await item()) ?? {};
      // It was given up as it was before it was shown as failed.
      const value = {
        conversationId,
        seq,
        revision: revision - 1,
        accountId: 'paper',
        channel: 'sms',
      } as const;
      const reason = 'unavailable';
      await letters.put({ message: { case: 'outbound', value }, reason, atMs: 1, tries: 9 }, 'l-2');
      const list = async () =>
        (
          (await (await staff.ask('GET', '/v1/channels/dead-letters')).json()) as {
            letters: { itemSeq: number }[];
          }
        ).letters.map(({ itemSeq }) => itemSeq);
      assert.deepEqual(await list(), [seq]);
      await staff.signIn(control.port, 'anna');
      const answer = await staff.ask('POST', `/v1/conversations/${conversationId}/items/${seq}/resend`);
      assert.equal(answer.status, 204, await answer.text());
      await until(async () => (await item())?.status === 'sent' || 'not sent again');
      await staff.signIn(control.port, 'mei');
      assert.deepEqual(await list(), []);
      assert.deepEqual(await letters.list(0, 10), []);
    });

    it('brings the same number into the same conversation, whichever account it writes to', async () => {
      const second = { name: 'Second', kind: 'paper', settings: { token: 'other' } };
      assert.equal((await staff.ask('PUT', '/v1/channels/second', second)).status, 200);
      const conversationId = conversationOf('phone +8613800000001');
      const text = { id: 'm-1', from: '+8613800000001', text: '换个号码问' };
      await until(async () => {
        const taken = await fetch(`http://127.0.0.1:${control.port}/v1/channels/second/webhook?token=other`, {
          method: 'POST',
          body: JSON.stringify([text]),
        });
        return taken.status === 200 || `${taken.status}`;
      });
      await until(async () => (await texts(conversationId)).includes('换个号码问') || 'not there');
      const offered = await (await staff.ask('GET', `/v1/conversations/${conversationId}/channels`)).json();
      const { channels } = offered as { channels: { channel: string; accountId: string; closed: string }[] };
      assert.deepEqual(
        channels.map(({ channel, accountId, closed }) => [channel, accountId, closed]),
        [['sms', 'second', '']],
      );
    });

    it('tries an account out before it is kept', async () => {
      const change = { name: 'Third', kind: 'paper', settings: { token: 'x' } };
      const tried = await staff.ask('POST', '/v1/channels/third/test', change);
      assert.deepEqual(await tried.json(), { ok: true, reason: '' });
      const wrong = await staff.ask('PUT', '/v1/channels/third', { ...change, settings: {} });
      assert.equal(wrong.status, 400);
      await staff.signIn(control.port, 'anna');
      assert.equal((await staff.ask('GET', '/v1/channels')).status, 403);
      await staff.signIn(control.port, 'mei');
    });
  });
}
