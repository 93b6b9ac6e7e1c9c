import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import { settle } from '../testing/fake-ask.ts';
import { chatPage } from './testing/chat-page.ts';

async function rest(): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) await settle();
}

async function customer(store = memoryStore()) {
  const page = chatPage('customer', store);
  const chat = page.conversations.open('');
  page.link.ready();
  await rest();
  const texts = () => chat.get().items.map(({ body }) => body?.value);
  const waiting = () =>
    chat.get().outgoing.map(({ body, state }) => [body.kind === 'text' && body.text, state.name]);
  return { ...page, chat, texts, waiting };
}

const aFile = { name: 'a.png', type: 'image/png', size: 3, blob: new Blob(['abc']) };

describe('a conversation at a page', () => {
  it('is empty for a customer who has none, and gets its name with the first words', async () => {
    const { chat, texts, deliver, fake } = await customer();
    assert.deepEqual(chat.get().freshness, { name: 'current' });
    assert.equal(chat.get().conversationId, '');
    assert.equal(chat.post('hello'), true);
    await rest();
    assert.equal(chat.get().conversationId, 'conversation-1');
    assert.deepEqual(texts(), ['hello']);
    assert.deepEqual(chat.get().outgoing, []);
    deliver();
    assert.deepEqual(texts(), ['hello']);
    assert.deepEqual(fake.asked, ['syncConversation', 'postItem', 'syncConversation']);
  });

  it('goes over to the conversation in which its own goes on, and keeps what was written before', async () => {
    const { chat, texts, server, other, goesOn, deliver, lose, waiting } = await customer();
    chat.post('hello');
    await rest();
    deliver();
    server.say('agent', 'good morning');
    deliver();
    chat.look(true);
    // The answer to it is lost, and so is the news of it.
    server.append('customer', { case: 'text', value: 'is anybody there?' }, 'said-before');
    lose();
    goesOn.now = true;
    server.change({ state: 'closed', continuedIn: other.conversationId });
    assert.notEqual(chat.get().head?.state, 'closed');
    deliver();
    assert.notEqual(chat.get().head?.state, 'closed', 'nobody is asked how it was');
    await rest();
    assert.deepEqual(
      [chat.get().conversationId, chat.get().earlier?.conversationId, chat.get().older],
      ['conversation-2', 'conversation-1', 'none'],
    );
    assert.deepEqual(texts(), ['hello', 'good morning', 'is anybody there?']);
    other.say('agent', 'yes, here');
    deliver();
    chat.post('thank you');
    await rest();
    deliver();
    assert.deepEqual(texts().slice(3), ['yes, here', 'thank you']);
    assert.deepEqual(waiting(), []);
    assert.equal(chat.get().conversationId, 'conversation-2', 'it is not led back by its own words');
  });

  it('is its own again when it does not go on elsewhere any more', async () => {
    const { chat, texts, server, other, goesOn, deliver } = await customer();
    chat.post('hello');
    await rest();
    goesOn.now = true;
    other.say('agent', 'not for you');
    server.change({ state: 'closed', continuedIn: other.conversationId });
    deliver();
    await rest();
    assert.deepEqual(texts(), ['hello', 'not for you']);
    goesOn.now = false;
    server.change({ state: 'waiting', continuedIn: '' });
    deliver();
    await rest();
    assert.deepEqual([chat.get().conversationId, chat.get().earlier], ['conversation-1', undefined]);
    assert.deepEqual(texts(), ['hello']);
  });

  it('sends one after the other, in the order they were written', async () => {
    const { chat, server, fake } = await customer();
    for (const text of ['one', 'two', 'three']) chat.post(text);
    assert.equal(fake.asked.filter((name) => name === 'postItem').length, 1);
    await rest();
    assert.deepEqual(
      server.items.map(({ body }) => body?.value),
      ['one', 'two', 'three'],
    );
  });

  it('keeps what was written offline over a reload and sends it once', async () => {
    const store = memoryStore();
    const before = chatPage('customer', store);
    const written = before.conversations.open('');
    written.post('offline one');
    written.post('offline two');
    await rest();
    assert.deepEqual(
      written.get().outgoing.map(({ state }) => state.name),
      ['waiting', 'waiting'],
    );
    assert.deepEqual(before.fake.asked, []);
    const { chat, texts, deliver, server } = await customer(store);
    deliver();
    await rest();
    assert.deepEqual(texts(), ['offline one', 'offline two']);
    assert.equal(server.items.length, 2);
    assert.deepEqual(chat.get().outgoing, []);
    assert.deepEqual(store.keys(''), []);
  });

  it('sends again under the same id when the answer was lost, and nothing is there twice', async () => {
    const { chat, texts, waiting, server, clock, fake, exists } = await customer();
    const post = fake.answers.control.postItem;
    let lost = 2;
    fake.answers.control.postItem = (value) => {
      exists.now = true;
      const answer = post?.(value);
      if (lost-- > 0) throw new WeftError('UNAVAILABLE');
      if (answer === undefined) throw new WeftError('INTERNAL');
      return answer;
    };
    chat.post('once');
    await rest();
    assert.deepEqual(waiting(), [['once', 'waiting']]);
    for (let tries = 0; tries < 4; tries += 1) {
      clock.advance(5_000);
      await rest();
    }
    assert.deepEqual(texts(), ['once']);
    assert.equal(server.items.length, 1);
    assert.deepEqual(waiting(), []);
  });

  it('shows a refusal and sends again only when told', async () => {
    const { chat, texts, deliver, fake, clock } = await customer();
    const post = fake.answers.control.postItem;
    fake.answers.control.postItem = () => Promise.reject(new WeftError('BAD_REQUEST'));
    chat.post('refused');
    chat.post('the next one is not held up');
    await rest();
    clock.advance(60_000);
    await rest();
    const [refused] = chat.get().outgoing;
    assert.ok(refused?.state.name === 'failed' && refused.state.problem.name === 'fault');
    assert.equal(chat.get().outgoing.length, 2);
    if (post !== undefined) fake.answers.control.postItem = post;
    chat.resend(refused.clientId);
    await rest();
    deliver();
    assert.deepEqual(texts(), ['refused']);
    chat.discard(chat.get().outgoing[0]?.clientId ?? '');
    assert.deepEqual(chat.get().outgoing, []);
  });

  it('finds what a lost push hid, by the next one and by looking', async () => {
    const { chat, texts, server, deliver, lose, clock } = await customer();
    chat.post('question');
    await rest();
    deliver();
    server.say('agent', 'lost');
    lose();
    server.say('agent', 'heard');
    deliver();
    await rest();
    assert.deepEqual(texts(), ['question', 'lost', 'heard']);
    chat.look(true);
    server.say('agent', 'the last push of all is lost');
    lose();
    clock.advance(60_000);
    await rest();
    assert.equal(texts().at(-1), 'the last push of all is lost');
  });

  it('is equal to the server after an absence', async () => {
    const { chat, texts, server, deliver, lose, link } = await customer();
    chat.post('before');
    await rest();
    deliver();
    link.become({ name: 'interrupted', sinceAtMs: 0, attempt: 0 });
    for (let line = 0; line < 450; line += 1) server.say('agent', `line ${line}`);
    server.edit(1, 'edited');
    lose();
    link.ready();
    await rest();
    await rest();
    assert.equal(texts().length, 451);
    assert.equal(texts()[0], 'edited');
    assert.deepEqual(chat.get().items, server.items);
  });

  it('counts what is unread until somebody looks, and tells how far it got', async () => {
    const { chat, server, deliver, fake } = await customer();
    chat.post('hello');
    await rest();
    server.say('agent', 'hi');
    server.say('agent', 'how can I help?');
    deliver();
    await rest();
    assert.equal(chat.get().unread, 2);
    const told = () => fake.bodies.flatMap((body) => (body.case === 'markSeen' ? [body.value] : []));
    assert.deepEqual([told().at(-1)?.deliveredSeq, told().at(-1)?.readSeq], [3, 0]);
    chat.look(true);
    await rest();
    assert.equal(chat.get().unread, 0);
    assert.equal(told().at(-1)?.readSeq, 3);
    const before = told().length;
    server.change({ customerReadSeq: 3, customerDeliveredSeq: 3 });
    deliver();
    await rest();
    assert.equal(told().length, before);
  });

  it('shows who types until they speak or go silent', async () => {
    const { chat, server, deliver, link, clock } = await customer();
    chat.post('hello');
    await rest();
    const author = { kind: 'agent', id: 'agent', displayName: 'Anna' } as const;
    const typing = () => chat.get().typing.map(({ displayName }) => displayName);
    const tell = () =>
      link.push({ case: 'typingChanged', value: { conversationId: 'conversation-1', author, on: true } });
    tell();
    assert.deepEqual(typing(), ['Anna']);
    clock.advance(6_000);
    assert.deepEqual(typing(), []);
    tell();
    server.say('agent', 'done');
    deliver();
    assert.deepEqual(typing(), []);
  });

  it('tells that it types, again now and then, and when it stops', async () => {
    const { chat, fake, clock } = await customer();
    chat.post('hello');
    await rest();
    const told = () => fake.bodies.flatMap((body) => (body.case === 'setTyping' ? [body.value.on] : []));
    chat.type(true);
    chat.type(true);
    clock.advance(3_000);
    chat.type(true);
    assert.deepEqual(told(), [true, true]);
    clock.advance(4_000);
    assert.deepEqual(told(), [true, true, false]);
    chat.type(true);
    chat.post('sent');
    assert.deepEqual(told(), [true, true, false, true]);
  });

  it('loads what is older until the item that was asked for is there, and no further', async () => {
    const page = chatPage('agent', memoryStore());
    for (let at = 1; at <= 900; at += 1) page.server.say('customer', `${at}`);
    page.exists.now = true;
    const chat = page.conversations.open('conversation-1');
    chat.reach(450);
    page.link.ready();
    await rest();
    assert.equal(chat.get().items[0]?.seq, 301);
    assert.equal(chat.get().older, 'available');
    chat.reach(800);
    await rest();
    assert.equal(chat.get().items[0]?.seq, 301);
    chat.reach(0);
    await rest();
    assert.deepEqual([chat.get().items[0]?.seq, chat.get().older], [1, 'none']);
  });

  it('uploads a file, tells the progress, and lets words go ahead of it', async () => {
    const { chat, server, uploads, deliver } = await customer();
    assert.equal(chat.attach(aFile), true);
    chat.post('look at this');
    await rest();
    uploads[0]?.progress(0.5);
    assert.deepEqual(chat.get().outgoing[0]?.state, { name: 'uploading', share: 0.5 });
    uploads[0]?.answer.resolve('attachment-1');
    await rest();
    deliver();
    assert.deepEqual(
      server.items.map(({ body }) => body?.case),
      ['text', 'attachment'],
    );
    assert.deepEqual(chat.get().outgoing, []);
  });

  it('says why a file was refused, and takes it up again after a break', async () => {
    const { chat, uploads, clock } = await customer();
    chat.attach(aFile);
    await rest();
    uploads[0]?.answer.reject(new TypeError('network'));
    await rest();
    clock.advance(10_000);
    await rest();
    assert.equal(uploads.length, 2);
    uploads[1]?.answer.reject(new WeftError('FRAME_TOO_LARGE'));
    await rest();
    assert.equal(chat.get().outgoing[0]?.state.name, 'failed');
    chat.discard(chat.get().outgoing[0]?.clientId ?? '');
    assert.deepEqual(chat.get().outgoing, []);
  });

  it('takes no more than it may hold', async () => {
    const { conversations } = chatPage();
    const chat = conversations.open('');
    for (let text = 0; text < 100; text += 1) assert.equal(chat.post(`text ${text}`), true);
    assert.equal(chat.post('one too many'), false);
    assert.equal(chat.post('   '), false);
  });

  it("begins anew when the customer's present conversation is another one", async () => {
    const { chat, texts, exists, fake, link } = await customer();
    chat.post('as a guest');
    await rest();
    exists.now = true;
    fake.answers.control.syncConversation = () => ({
      case: 'timeline',
      value: {
        conversation: { conversationId: 'conversation-2', lastSeq: 1, revision: 1 },
        upToRevision: 1,
        items: [
          { conversationId: 'conversation-2', seq: 1, revision: 1, body: { case: 'text', value: 'earlier' } },
        ],
      },
    });
    link.ready();
    await rest();
    assert.equal(chat.get().conversationId, 'conversation-2');
    assert.deepEqual(texts(), ['earlier']);
  });
});

describe('the conversations of a desk', () => {
  it('are held side by side, each with its own news', async () => {
    const { conversations, link, exists, server } = chatPage('agent');
    exists.now = true;
    server.say('customer', 'help');
    link.ready();
    const first = conversations.open('conversation-1');
    const second = conversations.open('conversation-2');
    await rest();
    assert.equal(conversations.open('conversation-1'), first);
    link.push({
      case: 'typingChanged',
      value: {
        conversationId: 'conversation-1',
        author: { kind: 'customer', id: 'contact-1', displayName: 'Kim' },
        on: true,
      },
    });
    assert.equal(first.get().typing.length, 1);
    assert.equal(second.get().typing.length, 0);
  });

  it('says why a conversation cannot be had, and asks again when told to', async () => {
    const { conversations, link, fake, exists, server } = chatPage('agent');
    const { syncConversation } = fake.answers.control;
    fake.answers.control.syncConversation = () => Promise.reject(new WeftError('FORBIDDEN'));
    const conversation = conversations.open('conversation-9');
    link.ready();
    await rest();
    const { freshness } = conversation.get();
    assert.ok(freshness.name === 'failed' && freshness.problem.name === 'fault');
    assert.equal(freshness.problem.code, 'FORBIDDEN');
    exists.now = true;
    server.say('customer', 'hello');
    Object.assign(fake.answers.control, { syncConversation });
    conversation.retry();
    await rest();
    assert.equal(conversation.get().freshness.name, 'current');
  });

  it('are let go at the bound, but none with something unsent', async () => {
    const { conversations } = chatPage('agent');
    const first = conversations.open('first');
    first.post('unsent');
    const second = conversations.open('second');
    for (let more = 0; more < 40; more += 1) conversations.open(`more-${more}`);
    assert.equal(conversations.open('first'), first);
    assert.notEqual(conversations.open('second'), second);
  });

  it('edits and deletes its own items', async () => {
    const { conversations, link, exists, server, deliver } = chatPage('agent');
    exists.now = true;
    server.say('agent', 'teh answer');
    link.ready();
    const conversation = conversations.open('conversation-1');
    await rest();
    assert.equal(await conversation.edit(1, 'the answer'), true);
    deliver();
    assert.equal(conversation.get().items[0]?.body?.value, 'the answer');
    await conversation.edit(1, '');
    deliver();
    assert.equal(conversation.get().items[0]?.deleted, true);
  });

  it('tells that an edit was not done, and why until that is put away', async () => {
    const { conversations, link, exists, server, fake } = chatPage('agent');
    exists.now = true;
    server.say('agent', 'teh answer');
    link.ready();
    const conversation = conversations.open('conversation-1');
    await rest();
    fake.answers.control.editItem = () => Promise.reject(new WeftError('UNAVAILABLE'));
    assert.equal(await conversation.edit(1, 'the answer'), false);
    assert.equal(conversation.get().refused?.name, 'fault');
    conversation.dismiss();
    assert.equal(conversation.get().refused, undefined);
  });
});
