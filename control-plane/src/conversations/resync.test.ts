import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConversationChanged, type Item, type Role, Timeline, type TimelineEvent } from '@weft/proto';
import { seededRandom } from '../calls/testing/random.ts';
import { applyAll } from './batch.ts';
import { changeFor, headFor, itemsFor } from './customer-view.ts';
import { readTimeline } from './read-timeline.ts';
import { ANNA, answers, BEN, CONVERSATION, CUSTOMER, event, SYSTEM, says } from './testing/events.ts';
import { MemoryTimelines } from './testing/memory-timelines.ts';
import { answered, emptyTimeline, type TimelineModel, toldOf } from './testing/page-model.ts';

type Random = ReturnType<typeof seededRandom>;

/** The server's part: what the stream holds is applied, and what changed is given back. */
class Server {
  readonly store = new MemoryTimelines();
  #at = 0;

  async take(events: readonly TimelineEvent[]) {
    const heads = await this.store.heads([CONVERSATION]);
    const { changes } = applyAll(events, heads, this.store.allOf(CONVERSATION));
    const position = (at: number) => ({ streamId: 'stream', at });
    const to = position(this.#at + events.length);
    const applied = await this.store.apply(0, position(this.#at), to, changes);
    assert.equal(applied.is, 'kept');
    this.#at += events.length;
    return changes;
  }

  get lastSeq(): number {
    return this.store.headsById.get(CONVERSATION)?.lastSeq ?? 0;
  }
}

/** A page: it hears pushes while it is connected, and asks when it is told that it must. */
class Page {
  readonly #server: Server;
  readonly #role: Role;
  model: TimelineModel = emptyTimeline;
  asked = 0;

  constructor(server: Server, role: Role) {
    this.#server = server;
    this.#role = role;
  }

  async hear(push: ConversationChanged): Promise<void> {
    const step = toldOf(this.model, push);
    this.model = step.model;
    if (step.ask) await this.sync();
  }

  async sync(): Promise<void> {
    for (let more = true; more; ) {
      this.asked += 1;
      const { revision } = this.model;
      const question = { conversationId: CONVERSATION, sinceRevision: revision, beforeSeq: 0, limit: 10 };
      const found = await readTimeline(this.#server.store, this.#role, question);
      const head = found.conversation;
      const conversation = head === undefined ? undefined : headFor(this.#role, head);
      const step = answered(this.model, Timeline.create({ ...found, conversation }));
      this.model = step.model;
      more = step.ask;
      assert.ok(!more || this.model.revision > revision, 'a page that asks gets on');
    }
  }

  /** What the server has of what the page has read. */
  expected(): { readonly head: unknown; readonly items: readonly Item[] } {
    const head = this.#server.store.headsById.get(CONVERSATION);
    const oldest = this.model.older ? (this.model.items[0]?.seq ?? 0) : 0;
    const all = itemsFor(this.#role, this.#server.store.allOf(CONVERSATION));
    return {
      head: head === undefined ? undefined : headFor(this.#role, head),
      items: all.filter(({ seq }) => seq >= oldest),
    };
  }
}

function anything(random: Random, lastSeq: number): TimelineEvent {
  const seq = 1 + random.whole(Math.max(1, lastSeq));
  const agent = random.whole(2) === 0 ? ANNA : BEN;
  switch (random.whole(12)) {
    case 0:
      return event(CUSTOMER, { case: 'itemEdited', value: { seq, text: `edited ${random.whole(100)}` } });
    case 1:
      return event(CUSTOMER, { case: 'itemEdited', value: { seq, text: '' } });
    case 2:
      return event(agent, { case: 'seenMarked', value: { readSeq: seq } });
    case 3:
      return event(CUSTOMER, { case: 'seenMarked', value: { deliveredSeq: seq, readSeq: seq } });
    case 4:
      return event(SYSTEM, { case: 'assigned', value: { agentId: agent.id ?? '', agentName: 'A' } });
    case 5:
      return event(SYSTEM, { case: 'released', value: { reason: 'gone' } });
    case 6:
      return event(agent, { case: 'ended', value: { disposition: 'done' } });
    case 7:
      return answers(agent, `note ${seq}`, { note: true });
    case 8:
    case 9:
      return answers(agent, `answer ${seq}`);
    default:
      return says(`word ${seq}`);
  }
}

for (const role of ['customer', 'agent'] as const) {
  test(`a page of ${role}s is equal to the server after each of 1,000 absences, and while it is there`, async () => {
    let absences = 0;
    for (let seed = 1; absences < 1_000; seed += 1) {
      const random = seededRandom(seed);
      const server = new Server();
      const page = new Page(server, role);
      await server.take([says('hello')]);
      await page.sync();
      for (let turn = 0; turn < 50; turn += 1) {
        // Away for a second to ten minutes, in which up to sixty things happen; then there for a while.
        absences += 1;
        for (let left = random.whole(60); left > 0; left -= 1)
          await server.take([anything(random, server.lastSeq)]);
        await page.sync();
        assert.deepEqual({ head: page.model.head, items: page.model.items }, page.expected(), `seed ${seed}`);
        for (let left = random.whole(10); left > 0; left -= 1) {
          const batch = Array.from({ length: 1 + random.whole(3) }, () => anything(random, server.lastSeq));
          for (const change of await server.take(batch)) {
            await page.hear(ConversationChanged.create(changeFor(role, change)));
          }
        }
        assert.deepEqual({ head: page.model.head, items: page.model.items }, page.expected(), `seed ${seed}`);
      }
    }
  });
}

test('a push that was lost is mended by the next one, and one that comes twice or late changes nothing', async () => {
  const server = new Server();
  const page = new Page(server, 'agent');
  await server.take([says('one')]);
  await page.sync();
  const push = async (one: TimelineEvent) => {
    const [change] = await server.take([one]);
    assert.ok(change);
    return ConversationChanged.create(changeFor('agent', change));
  };
  const lost = await push(says('two'));
  const heard = await push(says('three'));
  const { asked } = page;
  await page.hear(heard);
  assert.equal(page.asked, asked + 1);
  await page.hear(lost);
  await page.hear(heard);
  assert.equal(page.asked, asked + 1);
  assert.deepEqual(page.model.items, page.expected().items);
});

test('a page that has read the newest only is not given what is older', async () => {
  const server = new Server();
  const page = new Page(server, 'customer');
  for (let turn = 0; turn < 30; turn += 1) await server.take([says(`word ${turn}`)]);
  await page.sync();
  assert.deepEqual([page.model.items.length, page.model.older], [10, true]);
  await server.take([event(CUSTOMER, { case: 'itemEdited', value: { seq: 3, text: 'old' } }), says('new')]);
  await page.sync();
  assert.deepEqual(
    page.model.items.map(({ seq }) => seq),
    [21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31],
  );
});
