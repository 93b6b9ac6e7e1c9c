import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedIds, WeftError } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import { settle } from '../testing/fake-ask.ts';
import { chatPage } from './testing/chat-page.ts';
import { seeded } from './testing/seeded.ts';

const ROUNDS = 40;
const STEPS = 60;

/** One visit of a customer with a bad line: answers and pushes are lost, the page is reloaded, words are written all the time. */
async function visit(seed: number): Promise<void> {
  const random = seeded(seed);
  const store = memoryStore();
  const ids = countedIds();
  let page = chatPage('customer', store, ids);
  const { server, exists } = page;
  let chat = page.conversations.open('');
  const written: string[] = [];

  const spoilAnswers = (): void => {
    const { control } = page.fake.answers;
    control.postItem = (value) => {
      if (random(4) === 0) throw new WeftError('TIMEOUT');
      exists.now = true;
      server.post(value);
      if (random(4) === 0) throw new WeftError('UNAVAILABLE');
      return { case: 'posted', value: { conversationId: server.conversationId, clientId: value.clientId } };
    };
    control.syncConversation = (value) => {
      if (random(4) === 0) throw new WeftError('UNAVAILABLE');
      return { case: 'timeline', value: exists.now ? server.sync(value) : {} };
    };
  };
  spoilAnswers();

  let told = 0;
  for (let step = 0; step < STEPS; step += 1) {
    switch (random(8)) {
      case 0:
        page.link.become({ name: 'interrupted', sinceAtMs: 0, attempt: 0 });
        break;
      case 1:
        page.link.ready();
        break;
      case 2:
        if (exists.now) server.say('agent', `answer ${step}`);
        break;
      case 3: {
        // A reload: what is not in the store is gone.
        const lastedMs = page.clock.now();
        page.conversations[Symbol.dispose]();
        page = chatPage('customer', store, ids);
        page.clock.advance(lastedMs - page.clock.now());
        spoilAnswers();
        chat = page.conversations.open('');
        break;
      }
      default:
        chat.post(`seed ${seed} words ${step}`);
        written.push(`seed ${seed} words ${step}`);
    }
    for (; told < server.pushes.length; told += 1) {
      const value = server.pushes[told];
      if (random(3) !== 0 && value !== undefined) page.link.push({ case: 'conversationChanged', value });
    }
    page.clock.advance(random(3_000));
    await settle();
  }
  page.link.ready();
  chat.look(true);
  for (let turns = 0; turns < 400 && (chat.get().outgoing.length > 0 || turns < 20); turns += 1) {
    page.clock.advance(5_000);
    await settle();
  }
  const said = server.items
    .filter(({ author }) => author?.kind === 'customer')
    .map(({ body }) => body?.value);
  assert.deepEqual(said, written, `seed ${seed}: everything once, in order`);
  page.clock.advance(60_000);
  for (let turns = 0; turns < 40; turns += 1) {
    page.clock.advance(5_000);
    await settle();
  }
  assert.deepEqual(chat.get().items, server.items, `seed ${seed}: equal to the server`);
}

test('words written over a bad line arrive once, in order, whatever is lost and reloaded', async () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) await visit(seed);
});
