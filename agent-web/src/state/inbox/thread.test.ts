import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import { fakePage } from '../testing/fake-page.ts';
import { DeskConversations } from './desk-conversations.ts';

async function opened(resendItem = fakeDesk().crm.resendItem) {
  const page = fakePage({
    control: {
      syncConversation: () => ({
        case: 'timeline',
        value: { conversation: { conversationId: 'c-1', agentId: 'anna', revision: 1, lastSeq: 1 } },
      }),
      postItem: ({ conversationId, clientId }) => ({ case: 'posted', value: { conversationId, clientId } }),
    },
  });
  const conversations = new DeskConversations({
    ...page.parts,
    ...fakeDesk({ crm: { ...fakeDesk().crm, resendItem } }),
    store: memoryStore(),
    agentId: () => 'anna',
  });
  page.link.ready();
  conversations.threads.open('c-1');
  await settle();
  const thread = conversations.threads.get();
  assert.ok(thread);
  const posted = (): readonly string[] =>
    page.fake.bodies.flatMap((body) =>
      body.case === 'postItem' && body.value.body?.case === 'text' ? [body.value.body.value] : [],
    );
  return { thread, posted, bodies: page.fake.bodies };
}

test('a suggested answer goes out once, however often it is pressed', async () => {
  const { thread, posted } = await opened();
  thread.sendSuggestion(7, 'It is on its way.');
  thread.sendSuggestion(7, 'It is on its way.');
  await settle();
  await settle();
  assert.deepEqual(posted(), ['It is on its way.']);
});

test('a suggested answer stands below what is written already, also while a note is written', async () => {
  const { thread } = await opened();
  thread.setText('Dear Kim,');
  thread.setMode('note');
  thread.takeSuggestion('It is on its way.');
  assert.deepEqual(thread.get().draft, {
    mode: 'reply',
    reply: 'Dear Kim,\n\nIt is on its way.',
    note: '',
  });
});

test('an item that failed is sent again once at a time', async () => {
  let asked = 0;
  const { thread } = await opened(async () => {
    asked += 1;
    throw new WeftError('UNAVAILABLE');
  });
  thread.resend(3);
  thread.resend(3);
  await settle();
  assert.equal(asked, 1);
  thread.resend(3);
  await settle();
  assert.equal(asked, 2);
});

test('who is to follow and who no more is asked in one', async () => {
  const { thread, bodies } = await opened();
  thread.follow(['anna'], ['ben']);
  const asked = bodies.at(-1);
  assert.ok(asked?.case === 'followConversation');
  assert.deepEqual(asked.value, { conversationId: 'c-1', add: ['anna'], remove: ['ben'] });
});
