import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation, Item, TimelineEvent } from '@weft/proto';
import { applyAll } from './batch.ts';
import type { Terms, Wait } from './promises.ts';
import { ANNA, answers, CONVERSATION, CUSTOMER, event, SYSTEM, says } from './testing/events.ts';

const FIRST_MS = 5_000;
const NEXT_MS = 60_000;
const TERMS: Terms = {
  holdMs: 0,
  queueOf: ({ queueId, tags }) => (tags.includes('vip') ? 'vip' : queueId),
  dueAtMs: ({ waitingSinceMs, answeredAtMs }) => waitingSinceMs + (answeredAtMs === 0 ? FIRST_MS : NEXT_MS),
};

/** A conversation under terms, with the waits that ended in it. */
class Talk {
  head: Conversation | undefined;
  readonly waits: Wait[] = [];
  readonly #items = new Map<number, Item>();

  take(one: TimelineEvent): Conversation {
    const heads = this.head === undefined ? new Map() : new Map([[CONVERSATION, this.head]]);
    for (const change of applyAll([one], heads, [...this.#items.values()], TERMS).changes) {
      this.head = change.head;
      for (const item of change.items) this.#items.set(item.seq, item);
      this.waits.push(...change.records.flatMap(({ wait }) => wait ?? []));
    }
    assert.ok(this.head);
    return this.head;
  }
}

const closes = () => event(ANNA, { case: 'ended', value: { disposition: 'done' } });

test('a customer who begins to wait has a promise, which more words do not put off', () => {
  const talk = new Talk();
  const first = says('hello');
  assert.equal(talk.take(first).dueAtMs, first.atMs + FIRST_MS);
  assert.equal(talk.take(says('anybody?')).dueAtMs, first.atMs + FIRST_MS);
  assert.equal(
    talk.take(event(SYSTEM, { case: 'assigned', value: { agentId: 'anna' } })).dueAtMs,
    first.atMs + FIRST_MS,
  );
  assert.deepEqual(talk.waits, []);
});

test('the first answer ends the wait, and later ones have a promise of their own', () => {
  const talk = new Talk();
  const asked = says('hello');
  talk.take(asked);
  const { dueAtMs, answeredAtMs } = talk.take(answers(ANNA, 'hi'));
  assert.deepEqual([dueAtMs, answeredAtMs > asked.atMs], [0, true]);
  const again = says('and another thing');
  assert.equal(talk.take(again).dueAtMs, again.atMs + NEXT_MS);
  talk.take(answers(ANNA, 'yes?'));
  assert.deepEqual(talk.waits, [
    { sinceMs: asked.atMs, dueAtMs: asked.atMs + FIRST_MS, first: true, agentId: 'anna' },
    { sinceMs: again.atMs, dueAtMs: again.atMs + NEXT_MS, first: false, agentId: 'anna' },
  ]);
});

test('a note answers nobody, and a second answer ends no second wait', () => {
  const talk = new Talk();
  talk.take(says('hello'));
  assert.ok(talk.take(answers(ANNA, 'who knows?', { note: true })).dueAtMs > 0);
  talk.take(answers(ANNA, 'hi'));
  talk.take(answers(ANNA, 'I am Anna'));
  assert.equal(talk.waits.length, 1);
});

test('a conversation closed under a waiting customer counts as not answered, and opened again as new', () => {
  const talk = new Talk();
  talk.take(says('hello'));
  assert.deepEqual([talk.take(closes()).dueAtMs, talk.waits[0]?.agentId], [0, '']);
  talk.take(answers(ANNA, 'hi after all'));
  talk.take(closes());
  const again = says('hello again');
  assert.equal(talk.take(again).dueAtMs, again.atMs + FIRST_MS);
});

test('an answer of the virtual agent ends the wait and is not counted', () => {
  const talk = new Talk();
  talk.take(says('where is my order?'));
  const spoke = { clientId: 'reply-1', askedSeq: 1, text: 'Which one?', agentDue: false, silent: false };
  const head = talk.take(event({ kind: 'bot', id: 'virtual-agent' }, { case: 'botSpoke', value: spoke }));
  assert.deepEqual([head.dueAtMs, head.answeredAtMs, talk.waits], [0, 0, []]);
});

test('a call that is answered answers who waits for an answer', () => {
  const talk = new Talk();
  const asked = says('call me');
  talk.take(asked);
  const call = { callId: 'call-1', requestedAtMs: asked.atMs, answeredAtMs: asked.atMs + 10 };
  talk.take(event(CUSTOMER, { case: 'callNoted', value: { call, agentId: 'anna' } }));
  assert.deepEqual(talk.waits, [
    { sinceMs: asked.atMs, dueAtMs: asked.atMs + FIRST_MS, first: true, agentId: 'anna' },
  ]);
});

test('which queue it is in is looked up while it waits, and kept by whoever has it', () => {
  const talk = new Talk();
  assert.equal(talk.take(says('hello')).routedQueueId, 'default');
  assert.equal(talk.take(event(ANNA, { case: 'tagged', value: { add: ['vip'] } })).routedQueueId, 'vip');
  talk.take(event(SYSTEM, { case: 'assigned', value: { agentId: 'anna' } }));
  const untagged = event(ANNA, { case: 'tagged', value: { remove: ['vip'] } });
  assert.equal(talk.take(untagged).routedQueueId, 'vip');
  assert.equal(
    talk.take(event(ANNA, { case: 'released', value: { agentId: 'anna', queueId: 'repairs' } }))
      .routedQueueId,
    'repairs',
  );
});

test('what nobody has can be given to a queue, once, and what is closed cannot', () => {
  const talk = new Talk();
  talk.take(says('hello'));
  const toRepairs = () => event(ANNA, { case: 'released', value: { queueId: 'repairs', note: 'a lamp' } });
  const { queueId, state, revision } = talk.take(toRepairs());
  assert.deepEqual([queueId, state], ['repairs', 'waiting']);
  assert.equal(talk.take(toRepairs()).revision, revision);
  talk.take(closes());
  const { outcomes } = applyAll([toRepairs()], new Map([[CONVERSATION, talk.take(closes())]]), []);
  assert.equal(outcomes[0]?.code, 'CONVERSATION_CLOSED');
});
