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
import type { Opening } from '../calendar.ts';
import { IntentEngine } from '../intents/engine.ts';
import { seedDocument } from '../intents/seed.ts';
import { VirtualAgent } from './virtual-agent.ts';

const engine = IntentEngine.train(seedDocument());

/** What the virtual agent makes of one text. */
async function saidTo(
  text: string,
  channel: Channel,
  opening: Opening = { open: true, untilMs: undefined },
): Promise<readonly TimelineEventInit[]> {
  const appended: TimelineEventInit[] = [];
  const clock = new ManualClock();
  {
    await using agent = new VirtualAgent({
      intents: { engine, version: 0, trained: () => Promise.resolve() },
      orders: undefined,
      opening: () => opening,
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

test('nobody is promised a person who is not there: when somebody is, is told instead', async () => {
  const spoken = async (text: string, opening: Opening): Promise<string> => {
    const [event] = await saidTo(text, 'chat', opening);
    const body = event?.body;
    assert.ok(body?.case === 'botSpoke' && body.value.agentDue === true && body.value.silent === true, text);
    return body.value.text ?? '';
  };
  const monday = Date.UTC(2026, 10, 30, 1, 0);
  const [open, closed] = [
    { open: true, untilMs: undefined },
    { open: false, untilMs: monday },
  ] as const;
  assert.match(await spoken('I want to talk to a human agent', open), /An agent will be with you shortly/);
  const told = await spoken('I want to talk to a human agent', closed);
  assert.match(told, /We are closed at the moment and open again on Monday.*30 November.*09:00/);
  assert.doesNotMatch(told, /shortly|soon/);
  assert.match(await spoken('转人工', closed), /非工作时间，11月30日星期一 ?09:00恢复人工服务/);
  assert.match(await spoken('转人工', { open: false, untilMs: undefined }), /^现在是非工作时间。/);
});
