import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Channel,
  Conversation,
  countedIds,
  Item,
  ManualClock,
  silentLog,
  type TimelineEventInit,
} from '@weft/proto';
import { IntentEngine } from '../intents/engine.ts';
import { seedDocument } from '../intents/seed.ts';
import { VirtualAgent } from './virtual-agent.ts';

const engine = IntentEngine.train(seedDocument());

/** What the virtual agent makes of one text. */
async function saidTo(text: string, channel: Channel): Promise<readonly TimelineEventInit[]> {
  const appended: TimelineEventInit[] = [];
  const clock = new ManualClock();
  {
    await using agent = new VirtualAgent({
      intents: { engine, version: 0, trained: () => Promise.resolve() },
      orders: undefined,
      buyerOf: () => Promise.resolve({ accounts: [], phones: [] }),
      earlierItems: () => Promise.resolve([]),
      timeline: { append: (event) => Promise.resolve(void appended.push(event)) },
      ...{ timeZone: 'Asia/Shanghai', clock, ids: countedIds(), log: silentLog },
    });
    const author = { kind: 'customer', id: 'contact-1', displayName: '' } as const;
    const body = { case: 'text', value: text } as const;
    const item = Item.create({ conversationId: 'c-1', seq: 1, channel, author, body });
    const head = Conversation.create({ conversationId: 'c-1', state: 'waiting', channel, lastSeq: 1 });
    agent.consider({ head, before: undefined, items: [item], records: [] });
  }
  return appended;
}

test('who stops messages by SMS has been answered: nothing is said or guessed about it', async () => {
  for (const text of ['STOP', 'Cancel', '退订', '取消订阅']) {
    assert.deepEqual(await saidTo(text, 'sms'), [], text);
    assert.equal((await saidTo(text, 'chat')).length, 1, `${text} in a chat is a word like any other`);
  }
});
