import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConversationChanged, SyncConversation, Timeline as TimelineAnswer } from '@weft/proto';
import { FakeServer } from './testing/fake-server.ts';
import { seeded } from './testing/seeded.ts';
import {
  applyChanged,
  applyNewest,
  applyOlder,
  applySince,
  EMPTY_TIMELINE,
  hasOlder,
  isBehind,
  type Timeline,
} from './timeline.ts';

const ROUNDS = 300;
const STEPS = 120;

/** Something happens at the server. */
function happen(server: FakeServer, random: (below: number) => number, step: number): void {
  const anySeq = 1 + random(Math.max(1, server.items.length));
  const what = random(7);
  if (what === 0) server.edit(anySeq, `edited at ${step}`);
  else if (what === 1) server.edit(anySeq, '');
  else if (what === 2) server.status(anySeq, random(2) === 0 ? 'delivered' : 'read');
  else if (what === 3) server.change({ tags: [`tag-${step}`] });
  else if (what === 4) server.change({ customerReadSeq: server.items.length });
  else server.say(random(2) === 0 ? 'customer' : 'agent', `said at ${step}`);
}

/** A page whose pushes come late, doubled, shuffled or not at all, and whose answers take their time. */
class Page {
  timeline: Timeline = EMPTY_TIMELINE;
  readonly #server: FakeServer;
  readonly #random: (below: number) => number;
  readonly #onTheWay: (() => void)[] = [];
  #pushesSeen = 0;
  #asking = false;

  constructor(server: FakeServer, random: (below: number) => number) {
    this.#server = server;
    this.#random = random;
  }

  listen(): void {
    for (const push of this.#server.pushes.slice(this.#pushesSeen)) {
      const told = ConversationChanged.create(push);
      const arrive = (): void => {
        this.timeline = applyChanged(this.timeline, told);
      };
      for (let copies = this.#random(4); copies > 0; copies -= 2) this.#onTheWay.push(arrive);
    }
    this.#pushesSeen = this.#server.pushes.length;
  }

  arriveOne(): void {
    const [arrive] = this.#onTheWay.splice(this.#random(Math.max(1, this.#onTheWay.length)), 1);
    arrive?.();
  }

  /** Asks as the page does, a few items at a time; the answer is of now and comes at some time. */
  ask(): void {
    if (this.#asking) return;
    this.#asking = true;
    const limit = 1 + this.#random(5);
    const { revision, fromSeq } = this.timeline;
    const older = !isBehind(this.timeline) && hasOlder(this.timeline) && this.#random(2) === 0;
    const question = older ? { beforeSeq: fromSeq, limit } : { sinceRevision: revision, limit };
    const answer = TimelineAnswer.create(this.#server.sync(SyncConversation.create(question)));
    this.#onTheWay.push(() => {
      this.#asking = false;
      if (older) this.timeline = applyOlder(this.timeline, answer);
      else if (revision === 0) this.timeline = applyNewest(this.timeline, answer);
      else this.timeline = applySince(this.timeline, revision, answer);
    });
  }

  /** Everything under way arrives, and the page asks until it knows everything. */
  settle(): void {
    this.listen();
    for (let turns = 0; ; turns += 1) {
      assert.ok(turns < 10_000, 'the page never stops asking');
      while (this.#onTheWay.length > 0) this.arriveOne();
      const { revision, fromSeq } = this.timeline;
      if (revision === this.#server.head.revision && fromSeq === 1) return;
      this.ask();
    }
  }
}

test('a page that hears badly ends equal to the server, in order at every moment', () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const random = seeded(seed);
    const server = new FakeServer();
    server.say('customer', 'hello');
    const page = new Page(server, random);
    for (let step = 0; step < STEPS; step += 1) {
      happen(server, random, step);
      page.listen();
      if (random(3) === 0) page.ask();
      while (random(3) !== 0) page.arriveOne();
      const seqs = page.timeline.items.map(({ seq }) => seq);
      assert.ok(
        seqs.every((seq, at) => at === 0 || seq > (seqs[at - 1] ?? 0)),
        `seed ${seed}: in order, each once`,
      );
    }
    page.settle();
    assert.deepEqual(page.timeline.items, server.items, `seed ${seed}`);
    assert.deepEqual(page.timeline.head, server.head, `seed ${seed}`);
    assert.equal(isBehind(page.timeline), false, `seed ${seed}`);
  }
});
