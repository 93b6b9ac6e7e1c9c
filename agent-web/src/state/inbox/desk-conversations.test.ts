import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conversation, type ConversationInit, type ItemInit, WeftError } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import { fakePage } from '../testing/fake-page.ts';
import type { DeskAlert } from '../types.ts';
import { DeskConversations } from './desk-conversations.ts';

const accepted = () => ({ case: 'accepted', value: {} }) as const;
const headOf = (changes: ConversationInit = {}): Conversation =>
  Conversation.create({
    conversationId: 'c-1',
    contactId: 'kim',
    contactName: 'Kim',
    state: 'assigned',
    agentId: 'anna',
    revision: 1,
    lastSeq: 1,
    ...changes,
  });

function setUp() {
  const page = fakePage({
    control: {
      listConversations: () => ({ case: 'conversations', value: { conversations: [headOf()] } }),
      syncConversation: () => ({
        case: 'timeline',
        value: { conversation: headOf(), items: [], more: false, upToRevision: 1 },
      }),
      postItem: ({ conversationId, clientId }) => ({ case: 'posted', value: { conversationId, clientId } }),
      focusConversation: accepted,
      takeConversation: accepted,
      tagConversation: accepted,
      prioritizeConversation: accepted,
      snoozeConversation: accepted,
      wakeConversation: accepted,
      blockCustomer: accepted,
      transferConversation: accepted,
      closeConversation: accepted,
      setTyping: accepted,
      markSeen: accepted,
    },
  });
  let attentive = true;
  const chimes: string[] = [];
  const asked: string[] = [];
  const begins = {
    answer: (): Promise<string> => new Promise(() => undefined),
    clientIds: [] as string[],
  };
  const conversations = new DeskConversations({
    ...page.parts,
    ...fakeDesk({
      chime: (kind, volume) => chimes.push(`${kind} ${volume}`),
      attentive: () => attentive,
      crm: {
        ...fakeDesk().crm,
        begin: ({ clientId }) => {
          begins.clientIds.push(clientId);
          return begins.answer();
        },
        contact: (contactId) => {
          asked.push(contactId);
          return Promise.reject(new WeftError('ROUTE_NOT_FOUND'));
        },
        episodes: (contactId) => {
          asked.push(`past of ${contactId}`);
          return Promise.resolve([]);
        },
        orders: () => Promise.reject(new WeftError('ROUTE_NOT_FOUND')),
        tickets: () => Promise.reject(new WeftError('TIMEOUT')),
      },
    }),
    store: memoryStore(),
    agentId: () => 'anna',
  });
  page.link.onPush((push) => {
    if (push.case === 'control') conversations.told(push.value);
  });
  const told = (head: ConversationInit, items: readonly ItemInit[] = []): void =>
    page.link.push({ case: 'conversationChanged', value: { conversation: headOf(head), items } });
  const last = () => page.fake.bodies.at(-1);
  const look = (on: boolean): void => {
    attentive = on;
  };
  return { ...page, conversations, chimes, asked, begins, told, last, look };
}

async function opened() {
  const parts = setUp();
  parts.link.ready();
  parts.conversations.renew();
  parts.conversations.threads.open('c-1');
  await settle();
  await settle();
  const thread = parts.conversations.threads.get();
  assert.ok(thread);
  return { ...parts, thread };
}

const message = (seq: number): ItemInit => ({
  conversationId: 'c-1',
  seq,
  revision: seq,
  author: { kind: 'customer', id: 'kim' },
  body: { case: 'text', value: 'Hello' },
});

describe('the open conversation', () => {
  it('is told to the mesh, again with a new session, and that it was left', async () => {
    const { conversations, fake } = await opened();
    const focuses = () =>
      fake.bodies.flatMap((body) => (body.case === 'focusConversation' ? [body.value.conversationId] : []));
    assert.deepEqual(focuses(), ['c-1']);
    conversations.renew();
    conversations.threads.leave();
    assert.deepEqual(focuses(), ['c-1', 'c-1', '']);
    assert.equal(conversations.threads.get(), undefined);
  });

  it('sends the reply and keeps the note that was begun', async () => {
    const { conversations, thread, fake } = await opened();
    thread.setMode('note');
    thread.setText('call back @Ben');
    thread.setMode('reply');
    thread.setText('  Dear Kim  ');
    assert.equal(conversations.threads.draftOf('c-1'), '  Dear Kim  ');
    thread.send();
    await settle();
    const posted = fake.bodies.find((body) => body.case === 'postItem');
    assert.ok(posted?.case === 'postItem' && !posted.value.note);
    assert.deepEqual(posted.value.body, { case: 'text', value: 'Dear Kim' });
    assert.deepEqual(thread.get().draft, { mode: 'reply', reply: '', note: 'call back @Ben' });
  });

  it('sends a note as one, with whom it mentions, and does not show the customer that it is typed', async () => {
    const { thread, fake } = await opened();
    thread.setMode('note');
    thread.setText('ask @Ben');
    thread.send(['ben']);
    await settle();
    const posted = fake.bodies.find((body) => body.case === 'postItem');
    assert.ok(posted?.case === 'postItem' && posted.value.note);
    assert.deepEqual(posted.value.mentions, ['ben']);
    assert.equal(fake.asked.includes('setTyping'), false);
  });

  it('sends nothing when there is nothing but blanks', async () => {
    const { thread, fake } = await opened();
    thread.setText(' \n ');
    thread.send();
    await settle();
    assert.equal(fake.asked.includes('postItem'), false);
  });

  it('keeps what is too long for one message where it was written, to its last word', async () => {
    const { thread, fake } = await opened();
    const long = `${'字'.repeat(20_000)} end`;
    thread.setText(long);
    thread.send();
    await settle();
    assert.equal(fake.asked.includes('postItem'), false);
    assert.equal(thread.get().draft.reply, long);
    thread.setText('字'.repeat(8_000));
    thread.send();
    await settle();
    assert.equal(fake.asked.includes('postItem'), true);
  });

  it('is taken, transferred and closed, one step at a time', async () => {
    const { thread, last, fake } = await opened();
    thread.take();
    assert.equal(thread.get().step, 'taking');
    thread.close('too early');
    await settle();
    assert.equal(thread.get().step, 'none');
    assert.equal(fake.asked.includes('closeConversation'), false);
    thread.transfer({ queueId: 'vip' }, ' please ');
    await settle();
    const transfer = last();
    assert.ok(transfer?.case === 'transferConversation');
    assert.deepEqual([transfer.value.queueId, transfer.value.note], ['vip', 'please']);
    thread.close('solved');
    await settle();
    const close = last();
    assert.ok(close?.case === 'closeConversation' && close.value.disposition === 'solved');
  });

  it('is snoozed until a time and woken', async () => {
    const { thread, last } = await opened();
    thread.snooze(5_000);
    assert.equal(thread.get().step, 'snoozing');
    await settle();
    const snoozed = last();
    assert.ok(snoozed?.case === 'snoozeConversation' && snoozed.value.untilMs === 5_000);
    thread.wake();
    await settle();
    assert.equal(last()?.case, 'wakeConversation');
    assert.equal(thread.get().problem, undefined);
  });

  it('blocks its customer and hears them again', async () => {
    const { thread, last } = await opened();
    thread.block(true);
    const blocked = last();
    assert.ok(
      blocked?.case === 'blockCustomer' && blocked.value.on && blocked.value.conversationId === 'c-1',
    );
    thread.block(false);
    const heard = last();
    assert.ok(heard?.case === 'blockCustomer' && !heard.value.on);
    await settle();
    assert.equal(thread.get().problem, undefined);
  });

  it('tags and prioritizes beside a step that is under way, and says what was refused of it', async () => {
    const { thread, fake, last } = await opened();
    fake.answers.control.takeConversation = () => new Promise(() => undefined);
    thread.take();
    thread.tag(['billing'], []);
    const tagged = last();
    assert.ok(tagged?.case === 'tagConversation' && tagged.value.add?.join() === 'billing');
    thread.prioritize(30);
    const prioritized = last();
    assert.ok(prioritized?.case === 'prioritizeConversation' && prioritized.value.priority === 30);
    await settle();
    assert.equal(thread.get().problem, undefined);
    fake.answers.control.tagConversation = () => Promise.reject(new WeftError('NOT_AVAILABLE'));
    thread.tag([], ['billing']);
    await settle();
    const { problem, step } = thread.get();
    assert.ok(problem?.name === 'fault' && problem.code === 'NOT_AVAILABLE');
    assert.equal(step, 'taking');
  });

  it('opens a conversation that the agent has begun, and none that was refused', async () => {
    const { conversations, begins } = await opened();
    const words = { accountId: 'sms', to: '13800000001', name: 'Li Lei', text: 'It is here' };
    begins.answer = () => Promise.resolve('c-9');
    assert.equal(await conversations.begin(words), undefined);
    assert.equal(conversations.threads.get()?.get().conversationId, 'c-9');
    begins.answer = () => Promise.reject(new WeftError('BAD_REQUEST', 'that is no phone'));
    const problem = await conversations.begin({ ...words, to: 'Li' });
    assert.ok(problem?.name === 'fault' && problem.code === 'BAD_REQUEST');
    assert.equal(conversations.threads.get()?.get().conversationId, 'c-9');
  });

  it('tries the same first words again as the same ones, and others as others', async () => {
    const { conversations, begins } = await opened();
    const words = { accountId: 'sms', to: '13800000001', name: 'Li Lei', text: 'It is here' };
    begins.answer = () => Promise.reject(new WeftError('TIMEOUT'));
    await conversations.begin(words);
    begins.answer = () => Promise.resolve('c-9');
    await conversations.begin(words);
    await conversations.begin({ ...words, text: 'It is still here' });
    await conversations.begin(words);
    const [first, again, other, anew] = begins.clientIds;
    assert.equal(again, first);
    assert.equal(new Set([first, other, anew]).size, 3);
  });

  it('says what was refused of a conversation that was left meanwhile, and whose it is', async () => {
    const { thread, fake, conversations } = await opened();
    const { threads } = conversations;
    const answer = Promise.withResolvers<never>();
    fake.answers.control.closeConversation = () => answer.promise;
    thread.close('solved');
    threads.open('c-2');
    answer.reject(new WeftError('CONVERSATION_CLOSED'));
    await settle();
    const refusal = threads.refusal.get();
    assert.equal(refusal?.conversationId, thread.get().conversationId);
    assert.ok(refusal.problem.name === 'fault' && refusal.problem.code === 'CONVERSATION_CLOSED');
    assert.equal(threads.get()?.get().problem, undefined, 'the one that is open has nothing to do with it');
  });

  it('tells what is refused of the open conversation there and nowhere else', async () => {
    const { thread, fake, conversations } = await opened();
    fake.answers.control.closeConversation = () => Promise.reject(new WeftError('CONVERSATION_CLOSED'));
    thread.close('solved');
    await settle();
    assert.equal(thread.get().problem?.name, 'fault');
    assert.equal(conversations.threads.refusal.get(), undefined);
  });

  it('says why a step was refused', async () => {
    const { thread, fake } = await opened();
    fake.answers.control.takeConversation = () => Promise.reject(new WeftError('CONFLICT'));
    thread.take();
    await settle();
    const { problem } = thread.get();
    assert.ok(problem?.name === 'fault' && problem.code === 'CONFLICT');
    thread.dismiss();
    assert.equal(thread.get().problem, undefined);
  });

  it('shows who else looks at it', async () => {
    const { thread, link } = await opened();
    link.push({ case: 'focusChanged', value: { conversationId: 'c-1', agentNames: ['Ben'] } });
    link.push({ case: 'focusChanged', value: { conversationId: 'c-2', agentNames: ['Eve'] } });
    assert.deepEqual(thread.get().viewers, ['Ben']);
  });

  it("opens its customer's file; what nobody keeps is left out, what fails is told", async () => {
    const { conversations, asked, told } = await opened();
    await settle();
    assert.deepEqual(asked, ['kim', 'past of kim']);
    const { contact, tickets, problem, episodes, loading } = conversations.file.get();
    assert.deepEqual([contact, tickets, loading], [undefined, undefined, false]);
    assert.ok(problem?.name === 'fault' && problem.code === 'TIMEOUT');
    assert.deepEqual(episodes, []);
    told({ revision: 2, lastSeq: 2 });
    told({ revision: 3, state: 'closed' });
    await settle();
    assert.deepEqual(asked.slice(2), ['past of kim'], 'only where it may have changed');
    conversations.threads.leave();
    assert.equal(conversations.file.get().contactId, '');
  });

  it('is gone after signing out, drafts too', async () => {
    const { conversations, thread } = await opened();
    thread.setText('Dear');
    conversations.forget();
    conversations.clear();
    assert.equal(conversations.threads.get(), undefined);
    assert.deepEqual(conversations.inbox.get().rows, []);
    assert.equal(conversations.threads.draftOf('c-1'), '');
  });
});

describe('what calls for attention', () => {
  it("sounds for a message in one's own conversation that is not looked at", async () => {
    const { chimes, told, look } = await opened();
    told({ revision: 2, lastSeq: 2 }, [message(2)]);
    assert.deepEqual(chimes, []);
    told({ conversationId: 'c-2', revision: 2, lastSeq: 2 }, [message(2)]);
    assert.deepEqual(chimes, ['message 0.5']);
    look(false);
    told({ revision: 3, lastSeq: 3 }, [message(3)]);
    assert.equal(chimes.length, 2);
  });

  it("does not sound for others' conversations, own messages and edits", async () => {
    const { chimes, told, look } = await opened();
    look(false);
    told({ agentId: 'ben', revision: 2 }, [message(2)]);
    told({ revision: 3 }, [{ ...message(3), author: { kind: 'agent', id: 'anna' } }]);
    told({ revision: 4 }, [{ ...message(2), editedAtMs: 5, revision: 4 }]);
    told({ revision: 5, agentReadSeq: 9 }, [message(5)]);
    assert.deepEqual(chimes, []);
  });

  it('asks for a notification only when it is wanted and nobody looks', async () => {
    const { conversations, told, look } = await opened();
    const alerts: DeskAlert[] = [];
    conversations.alerts.onAlert((alert) => alerts.push(alert));
    look(false);
    told({ revision: 2 }, [message(2)]);
    assert.deepEqual(alerts, []);
    conversations.alerts.set({ notifications: true });
    told({ revision: 3, preview: 'Hello' }, [message(3)]);
    const said = { from: 'Kim', note: false, preview: 'Hello' };
    assert.deepEqual(alerts, [{ name: 'message', conversationId: 'c-1', ...said }]);
    look(true);
    told({ conversationId: 'c-2', revision: 4 }, [message(4)]);
    assert.equal(alerts.length, 1);
  });

  it('sounds when more wait than before, if that is wanted; the first counts are nothing new', async () => {
    const { conversations, chimes, link } = await opened();
    const counted = (unassigned: number): void =>
      link.push({ case: 'conversationCounts', value: { mine: 0, unassigned, all: 0, mentions: 0 } });
    conversations.alerts.set({ waitingSound: true, volume: 1 });
    counted(3);
    counted(2);
    assert.deepEqual(chimes, []);
    counted(3);
    assert.deepEqual(chimes, ['waiting 1']);
  });

  it('counts what is unread in own conversations', async () => {
    const { conversations, told } = await opened();
    told({ revision: 2, unread: 2 });
    told({ conversationId: 'c-2', revision: 2, unread: 3 });
    told({ conversationId: 'c-3', agentId: 'ben', revision: 2, unread: 7 });
    assert.equal(conversations.inbox.get().unread, 5);
    told({ conversationId: 'c-2', revision: 3, unread: 0 });
    assert.equal(conversations.inbox.get().unread, 2);
  });
});
