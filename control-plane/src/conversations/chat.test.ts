import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ControlRequestInit, Item } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import type { Api } from '../ports.ts';

type Body = NonNullable<ControlRequestInit['body']>;

const refused = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code;
const say = (value: string, clientId: string, more: object = {}): Body => ({
  case: 'postItem',
  value: { clientId, body: { case: 'text', value }, ...more },
});
const textsOf = (items: readonly Item[]): readonly string[] =>
  items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));
/** Every text that was pushed to a page. */
const heard = (page: FakeClient): readonly string[] =>
  page.all('conversationChanged').flatMap(({ items }) => textsOf(items));

/** Both kinds of store: what is said here holds on either. */
const STORES = [
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
  { name: 'the embedded store', start: () => Promise.resolve({ STORE: 'memory' }) },
];

for (const kept of STORES) {
  describe(`a chat between a widget and a desk, kept in ${kept.name}`, () => {
    const owned = new AsyncDisposableStack();
    let mesh: FakeMesh;
    let control: Api;
    before(async () => {
      const env = await kept.start(owned);
      mesh = owned.use(await FakeMesh.start());
      control = await mesh.startControl('control-1', env);
      const first = mesh.client('first', 'customer');
      const ready = () =>
        first.ask({ case: 'syncConversation', value: {} }, 'timeline').then(() => true as const);
      await until(ready, { timeoutMs: 60_000 });
    });
    after(() => owned.disposeAsync());

    it('gives what waits to one of those who take it at once', async () => {
      // Nobody is available, so it is given to nobody; and as they have desks, it is not taken from them either.
      const otto = mesh.client('otto', 'agent');
      const pia = mesh.client('pia', 'agent');
      for (const desk of [otto, pia]) {
        await desk.syncDesk();
        await desk.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      }
      const kim = mesh.client('kim', 'customer');
      const conversationId = conversationOf('kim');
      await kim.ask(say('is anybody there?', 'c-1'), 'posted');
      await until(async () => {
        const { conversations } = await pia.ask(
          { case: 'listConversations', value: { view: 'unassigned' } },
          'conversations',
        );
        return conversations.some((head) => head.conversationId === conversationId) || 'not listed';
      });
      const takes = await Promise.allSettled(
        [otto, pia].map((desk) =>
          desk.ask({ case: 'takeConversation', value: { conversationId } }, 'accepted'),
        ),
      );
      assert.equal(takes.filter(({ status }) => status === 'fulfilled').length, 1, JSON.stringify(takes));
      const [lost] = takes.flatMap((take) => (take.status === 'rejected' ? [take.reason as unknown] : []));
      assert.ok(refused('CONFLICT')(lost), String(lost));
      // A moment later as well: who saw nobody there takes it from nobody.
      const { conversation } = await otto.ask(
        { case: 'syncConversation', value: { conversationId } },
        'timeline',
      );
      const holder = conversation?.agentId ?? '';
      const late = holder === 'otto' ? pia : otto;
      const take = (fromAgentId: string) =>
        late.ask({ case: 'takeConversation', value: { conversationId, fromAgentId } }, 'accepted');
      await assert.rejects(take(''), refused('CONFLICT'));
      await assert.rejects(take('cleo'), refused('CONFLICT'));
      await take(holder);
    });

    it('goes to the available agent at once, and back', async () => {
      const li = mesh.client('li', 'customer');
      const anna = mesh.client('anna', 'agent');
      await anna.syncDesk();
      const conversationId = conversationOf('li');
      const none = await li.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.equal(none.conversation, undefined);
      const posted = await li.ask(say('hello', 'c-1'), 'posted');
      assert.deepEqual(posted, { conversationId, clientId: 'c-1' });
      await until(() => anna.last('conversationChanged')?.conversation?.agentId === 'anna' || 'not assigned');
      const timeline = await anna.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
      assert.deepEqual(textsOf(timeline.items), ['hello']);
      await anna.ask(say('hi there', 'a-1', { conversationId }), 'posted');
      await until(() => heard(li).includes('hi there') || 'the widget heard nothing');
      assert.deepEqual(heard(li), ['hello', 'hi there']);
      await until(() => (anna.last('conversationCounts')?.mine ?? 0) > 0 || 'not counted');
      await li.ask({ case: 'markSeen', value: { readSeq: 3 } }, 'accepted');
      await until(() => anna.last('conversationChanged')?.conversation?.customerReadSeq === 3 || 'not read');
    });

    it('counts who is mentioned in a note, until they have seen it', async () => {
      const conversationId = conversationOf('li');
      const anna = mesh.client('anna', 'agent');
      const mia = mesh.client('mia', 'agent');
      await mia.syncDesk();
      await mia.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      await anna.ask(say('do you know?', 'n-0', { conversationId, note: true, mentions: ['mia'] }), 'posted');
      await until(() => mia.last('conversationCounts')?.mentions === 1 || 'not counted');
      const { conversations } = await mia.ask(
        { case: 'listConversations', value: { view: 'mentions' } },
        'conversations',
      );
      const [head] = conversations;
      assert.equal(head?.conversationId, conversationId);
      await mia.ask({ case: 'markSeen', value: { conversationId, readSeq: head.lastSeq } }, 'accepted');
      await until(() => mia.last('conversationCounts')?.mentions === 0 || 'still counted');
    });

    it('keeps notes, mentions, agents’ ids and other people’s conversations from customers', async () => {
      const conversationId = conversationOf('li');
      const li = mesh.client('li', 'customer');
      const mallory = mesh.client('mallory', 'customer');
      const anna = mesh.client('anna', 'agent');
      await li.ask({ case: 'syncConversation', value: {} }, 'timeline');
      await anna.ask(
        say('a difficult one', 'n-1', { conversationId, note: true, mentions: ['ben'] }),
        'posted',
      );
      await anna.ask(say('one moment', 'a-2', { conversationId }), 'posted');
      await until(() => heard(li).includes('one moment') || 'the widget heard nothing');
      const whole = await li.ask({ case: 'syncConversation', value: {} }, 'timeline');
      const said = JSON.stringify([whole, li.pushes]);
      for (const secret of ['a difficult one', '"ben"', '"agentId":"anna"', '"id":"anna"'])
        assert.ok(!said.includes(secret), secret);
      for (const body of [
        { case: 'syncConversation', value: { conversationId } },
        say('let me in', 'm-1', { conversationId }),
        { case: 'markSeen', value: { conversationId, readSeq: 1 } },
        { case: 'editItem', value: { conversationId, seq: 1, clientId: 'm-2', text: 'x' } },
        { case: 'closeConversation', value: { conversationId } },
        { case: 'rateConversation', value: { conversationId, stars: 1 } },
        { case: 'setTyping', value: { conversationId, on: true } },
      ] satisfies Body[]) {
        await assert.rejects(mallory.ask(body, 'accepted'), refused('CONVERSATION_NOT_FOUND'), body.case);
      }
      for (const body of [
        { case: 'listConversations', value: { view: 'all' } },
        { case: 'takeConversation', value: { conversationId } },
        { case: 'focusConversation', value: { conversationId } },
        { case: 'transferConversation', value: { conversationId, agentId: 'anna' } },
        say('as if', 'm-3', { note: true }),
      ] satisfies Body[]) {
        await assert.rejects(li.ask(body, 'accepted'), refused('FORBIDDEN'), body.case);
      }
    });

    it("goes to the queue that its page or an agent names, one of the rules'", async () => {
      const sol = mesh.client('sol', 'customer');
      const tom = mesh.client('tom', 'agent');
      await sol.ask(say('from the returns page', 'c-1', { queueId: 'returns' }), 'posted');
      const conversationId = conversationOf('sol');
      const headNow = async () => {
        const asked: Body = { case: 'syncConversation', value: { conversationId } };
        return (await tom.ask(asked, 'timeline').catch(() => undefined))?.conversation;
      };
      await until(async () => (await headNow())?.queueId === 'returns' || 'not applied');
      const transfer = (queueId: string): Body => ({
        case: 'transferConversation',
        value: { conversationId, queueId },
      });
      await assert.rejects(tom.ask(transfer('nowhere'), 'accepted'), refused('BAD_REQUEST'));
      // Routing may give it to somebody at any moment.
      await until(async () => {
        const { agentId = '' } = (await headNow()) ?? {};
        if (agentId === 'tom') return true;
        const value = { conversationId, fromAgentId: agentId };
        return tom.ask({ case: 'takeConversation', value }, 'accepted').then(() => 'taken', String);
      });
      await tom.ask(transfer('default'), 'accepted');
      assert.equal((await headNow())?.queueId, 'default');
    });

    it('answers the same client id once, however often it is sent', async () => {
      const rui = mesh.client('rui', 'customer');
      await Promise.all([1, 2, 3].map(() => rui.ask(say('only once', 'c-1'), 'posted')));
      await rui.ask(say('and then', 'c-2'), 'posted');
      await until(async () => {
        const { items } = await rui.ask({ case: 'syncConversation', value: {} }, 'timeline');
        return textsOf(items).includes('and then') || 'not applied';
      });
      const { items } = await rui.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.deepEqual(textsOf(items), ['only once', 'and then']);
    });

    it('edits and deletes for everybody, and only one’s own', async () => {
      const conversationId = conversationOf('kim');
      const kim = mesh.client('kim', 'customer');
      const ben = mesh.client('ben', 'agent');
      const edit = (text: string): Body => ({
        case: 'editItem',
        value: { conversationId, seq: 1, clientId: 'c-1', text },
      });
      await assert.rejects(ben.ask(edit('x'), 'posted'), refused('FORBIDDEN'));
      await kim.ask(edit('is anybody here?'), 'posted');
      await kim.ask(edit(''), 'posted');
      await assert.rejects(kim.ask(edit('again'), 'posted'), refused('ITEM_NOT_FOUND'));
      const { items } = await ben.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
      assert.deepEqual([items[0]?.deleted, items[0]?.body], [true, undefined]);
      const found = await ben.ask(
        { case: 'listConversations', value: { view: 'all', search: 'anybody' } },
        'conversations',
      );
      assert.deepEqual(found.conversations, []);
    });

    it('is tagged and made urgent by agents, who find it so, and by no customer', async () => {
      const conversationId = conversationOf('kim');
      const kim = mesh.client('kim', 'customer');
      const ben = mesh.client('ben', 'agent');
      const tag = (add: string[], remove: string[] = []): Body => ({
        case: 'tagConversation',
        value: { conversationId, add, remove },
      });
      const urgent: Body = { case: 'prioritizeConversation', value: { conversationId, priority: 100 } };
      await assert.rejects(kim.ask(tag(['vip']), 'accepted'), refused('FORBIDDEN'));
      await assert.rejects(kim.ask(urgent, 'accepted'), refused('FORBIDDEN'));
      await assert.rejects(ben.ask(tag([' # ']), 'accepted'), refused('BAD_REQUEST'));
      await ben.ask(tag(['Late delivery', 'VIP']), 'accepted');
      await ben.ask(tag([], ['vip']), 'accepted');
      await ben.ask(urgent, 'accepted');
      const { conversation } = await ben.ask(
        { case: 'syncConversation', value: { conversationId } },
        'timeline',
      );
      assert.deepEqual([conversation?.tags, conversation?.priority], [['late-delivery'], 100]);
      const own = await kim.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.deepEqual([own.conversation?.tags, own.conversation?.priority], [[], 0]);
      const found = await ben.ask(
        { case: 'listConversations', value: { view: 'all', search: '#Late-Delivery' } },
        'conversations',
      );
      assert.deepEqual(
        found.conversations.map((head) => head.conversationId),
        [conversationId],
      );
    });

    it('tells the others who types and who looks, and no longer when a session ends', async () => {
      const conversationId = conversationOf('kim');
      const kim = mesh.client('kim', 'customer');
      const ben = mesh.client('ben', 'agent');
      const carl = mesh.client('carl', 'agent');
      for (const page of [kim, ben, carl])
        await page.ask({ case: 'syncConversation', value: { conversationId } }, 'timeline');
      await kim.ask({ case: 'setTyping', value: { on: true } }, 'accepted');
      await until(() => ben.last('typingChanged')?.on === true || 'the desk does not know');
      assert.equal(kim.last('typingChanged'), undefined);
      await ben.ask({ case: 'focusConversation', value: { conversationId } }, 'accepted');
      await carl.ask({ case: 'focusConversation', value: { conversationId } }, 'accepted');
      await until(() => ben.last('focusChanged')?.agentNames.join() === 'carl' || 'not seen');
      assert.equal(carl.last('focusChanged')?.agentNames.join(), 'ben');
      carl.leave();
      await until(() => ben.last('focusChanged')?.agentNames.length === 0 || 'still there');
    });

    it('closes, is rated, and opens again with the next word', async () => {
      const conversationId = conversationOf('kim');
      const kim = mesh.client('kim', 'customer');
      const ben = mesh.client('ben', 'agent');
      await kim.ask({ case: 'syncConversation', value: {} }, 'timeline');
      await ben.ask(
        { case: 'closeConversation', value: { conversationId, disposition: 'solved' } },
        'accepted',
      );
      await kim.ask({ case: 'rateConversation', value: { stars: 4, comment: 'fine' } }, 'accepted');
      await until(() => kim.last('conversationChanged')?.conversation?.rating === 4 || 'not rated');
      assert.equal(kim.last('conversationChanged')?.conversation?.state, 'closed');
      await kim.ask(say('still broken', 'c-9'), 'posted');
      await until(() => kim.last('conversationChanged')?.conversation?.state !== 'closed' || 'still closed');
    });

    it('carries a file from one side to the other, and it is gone when it is deleted', async () => {
      const api = `http://127.0.0.1:${control.port}/v1`;
      const answer = await fetch(`${api}/sessions/guest`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      const { token, subjectId } = (await answer.json()) as { token: string; subjectId: string };
      const headers = { authorization: `Bearer ${token}` };
      const sent = await fetch(`${api}/attachments?name=order.txt`, {
        method: 'POST',
        headers,
        body: 'my order',
      });
      const { attachmentId } = (await sent.json()) as { attachmentId: string };
      const page = mesh.client(subjectId, 'customer');
      const mallory = mesh.client('mallory', 'customer');
      const file = (clientId: string): Body => ({
        case: 'postItem',
        value: { clientId, body: { case: 'attachmentId', value: attachmentId } },
      });
      await assert.rejects(mallory.ask(file('m-9'), 'posted'), refused('ATTACHMENT_NOT_FOUND'));
      await page.ask({ case: 'syncConversation', value: {} }, 'timeline');
      const { conversationId } = await page.ask(file('f-1'), 'posted');
      const items = () => page.all('conversationChanged').flatMap((change) => change.items);
      await until(() => items().some(({ body }) => body?.case === 'attachment') || 'not posted');
      const download = () => fetch(`${api}/attachments/${attachmentId}`, { headers });
      assert.equal(await (await download()).text(), 'my order');
      const seq = items().find(({ clientId }) => clientId === 'f-1')?.seq ?? 0;
      await page.ask(
        { case: 'editItem', value: { conversationId, seq, clientId: 'f-1', text: '' } },
        'posted',
      );
      assert.equal((await download()).status, 404);
    });

    it('has the call that is made from it, which gives the conversation to who answers', async () => {
      const conversationId = conversationOf('vera');
      const vera = mesh.client('vera', 'customer');
      const dora = mesh.client('dora', 'agent');
      await dora.syncDesk();
      const anna = mesh.client('anna', 'agent');
      await anna.syncDesk();
      await anna.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
      await vera.ask({ case: 'syncConversation', value: {} }, 'timeline');
      await vera.requestCall();
      const offer = await dora.nextOffer();
      assert.equal(offer.conversationId, conversationId);
      const calls = () =>
        vera
          .all('conversationChanged')
          .flatMap(({ items }) => items.flatMap(({ body }) => (body?.case === 'call' ? [body.value] : [])));
      await until(() => calls().length === 1 || 'the call is not in the timeline');
      const { callId } = await dora.accept(offer);
      // Another conversation that waited is the agent's by now, too.
      // The board tells heads too, in its own time: the newest counts, as for every page.
      const head = () =>
        dora
          .all('conversationChanged')
          .flatMap(({ conversation }) =>
            conversation?.conversationId === conversationId ? [conversation] : [],
          )
          .toSorted((a, b) => a.revision - b.revision)
          .at(-1);
      await until(() => head()?.agentId === 'dora' || 'not the agent’s');
      assert.equal(head()?.callId, callId);
      await vera.hangUp(callId);
      await until(() => head()?.callId === '' || 'still live');
      const last = calls().at(-1);
      assert.deepEqual([last?.endCause, last?.agentName], ['customer-hung-up', 'dora']);
      const { items } = await vera.ask({ case: 'syncConversation', value: {} }, 'timeline');
      assert.equal(items.filter(({ body }) => body?.case === 'call').length, 1);
      await dora.ask({ case: 'closeConversation', value: { conversationId } }, 'accepted');
    });
  });
}
