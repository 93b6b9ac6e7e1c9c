import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation, Item, TimelineEvent } from '@weft/proto';
import { apply } from './apply.ts';
import { headFor, itemsFor } from './customer-view.ts';
import { NO_TERMS } from './promises.ts';
import { ANNA, answers, BEN, CUSTOMER, event, SYSTEM, says } from './testing/events.ts';

/** Within an hour of a wait. */
const TERMS = { ...NO_TERMS, dueAtMs: (head: Conversation) => head.waitingSinceMs + 3_600_000 };

/** What events make of a conversation, and what became of the last of them. */
function after(...events: readonly [TimelineEvent, ...TimelineEvent[]]) {
  let head: Conversation | undefined;
  const items: Item[] = [];
  let last = apply(undefined, events[0], undefined, TERMS);
  for (const [index, one] of events.entries()) {
    if (index > 0) last = apply(head, one, undefined, TERMS);
    if (last.is !== 'changed') continue;
    head = last.head;
    items.push(...last.items);
  }
  assert.ok(head);
  const told = items.flatMap(({ body }) =>
    body?.case === 'event' ? [`${body.value.kind} ${body.value.subject} ${body.value.detail}`.trim()] : [],
  );
  return { head, last, told, items };
}

const snoozed = (untilMs: number, by = ANNA): TimelineEvent =>
  event(by, { case: 'snoozed', value: { untilMs } });
const woken = (untilMs: number, ownerGone = false): TimelineEvent =>
  event(SYSTEM, { case: 'woken', value: { untilMs, ownerGone } });
const FAR = 4_000_000_000_000;

test('what is set aside stays its agent’s, and what nobody had is the agent’s who set it aside', () => {
  const own = after(says('hello'), answers(BEN, 'hi'), snoozed(FAR));
  assert.deepEqual([own.head.state, own.head.agentId, own.head.snoozedUntilMs], ['snoozed', 'ben', FAR]);
  assert.ok(own.head.snoozedAtMs > 0);
  const nobodys = after(says('hello'), snoozed(0));
  assert.deepEqual([nobodys.head.state, nobodys.head.agentId], ['snoozed', 'anna']);
  assert.deepEqual(nobodys.told, ['snoozed Anna']);
});

test('its time brings it back to its agent once, whoever says so how often', () => {
  const { head, last, told } = after(says('hello'), snoozed(FAR), woken(FAR), woken(FAR));
  assert.deepEqual(
    [head.state, head.agentId, head.snoozedAtMs, head.snoozedUntilMs],
    ['assigned', 'anna', 0, 0],
  );
  assert.equal(last.is, 'same');
  assert.deepEqual(told, [`snoozed Anna ${FAR}`, 'woken  time']);
});

test('the end of an earlier snooze does not end the one that followed it', () => {
  const again = after(says('hello'), snoozed(FAR), snoozed(FAR + 1), woken(FAR));
  assert.deepEqual([again.head.state, again.last.is], ['snoozed', 'same']);
  assert.equal(again.head.snoozedUntilMs, FAR + 1);
  assert.equal(after(says('hello'), woken(0)).last.is, 'same');
});

test('when its agent is gone it waits for the rules, which know who had it', () => {
  const { head, told } = after(says('hello'), answers(ANNA, 'a moment'), snoozed(FAR), woken(FAR, true));
  assert.deepEqual([head.state, head.agentId, head.previousAgentId], ['waiting', '', 'anna']);
  assert.ok(head.waitingSinceMs > 0 && head.agentDue);
  assert.deepEqual(told.slice(-2), ['woken  time', 'released Anna']);
});

test('the customer’s next words bring it back at once, until whenever it was set aside', () => {
  for (const until of [0, FAR]) {
    const { head, told } = after(
      says('hello'),
      answers(ANNA, 'a moment'),
      snoozed(until),
      says('still there?'),
    );
    assert.deepEqual([head.state, head.agentId], ['assigned', 'anna']);
    assert.equal(head.waitingSinceMs, head.changedAtMs);
    assert.equal(told.at(-1), 'woken  customer');
  }
});

test('a call of the customer brings it back, too', () => {
  const call = event(CUSTOMER, {
    case: 'callNoted',
    value: { call: { callId: 'call-1', kind: 'voice', requestedAtMs: 1 } },
  });
  const { head } = after(says('hello'), answers(ANNA, 'a moment'), snoozed(0), call);
  assert.deepEqual([head.state, head.agentId, head.callId], ['assigned', 'anna', 'call-1']);
});

test('an agent wakes it, takes it over, gives it away or closes it without waiting for its time', () => {
  const set = [says('hello'), answers(ANNA, 'a moment'), snoozed(FAR)] as const;
  const wake = after(...set, event(BEN, { case: 'woken', value: {} }));
  assert.deepEqual([wake.head.state, wake.head.agentId, wake.told.at(-1)], ['assigned', 'anna', 'woken Ben']);
  const taken = after(...set, event(BEN, { case: 'assigned', value: { agentId: 'ben', agentName: 'Ben' } }));
  assert.deepEqual([taken.head.state, taken.head.agentId, taken.head.snoozedAtMs], ['assigned', 'ben', 0]);
  const queued = after(...set, event(ANNA, { case: 'released', value: { agentId: 'anna', queueId: 'vip' } }));
  assert.deepEqual(
    [queued.head.state, queued.head.queueId, queued.head.snoozedUntilMs],
    ['waiting', 'vip', 0],
  );
  const closed = after(...set, event(ANNA, { case: 'ended', value: {} }), says('once more'));
  assert.deepEqual(
    [closed.head.state, closed.head.snoozedAtMs, closed.head.snoozedUntilMs],
    ['waiting', 0, 0],
  );
});

test('an answer leaves it set aside, and what is closed or in a call is not set aside', () => {
  const answered = after(says('hello'), snoozed(FAR), answers(ANNA, 'tomorrow'));
  assert.deepEqual([answered.head.state, answered.head.waitingSinceMs], ['snoozed', 0]);
  const over = after(says('hello'), event(ANNA, { case: 'ended', value: {} }), snoozed(FAR));
  assert.deepEqual(over.last, { is: 'refused', code: 'CONVERSATION_CLOSED' });
  const call = event(CUSTOMER, {
    case: 'callNoted',
    value: { call: { callId: 'call-1', kind: 'voice', requestedAtMs: 1 } },
  });
  assert.deepEqual(after(says('hello'), call, snoozed(FAR)).last, { is: 'refused', code: 'NOT_AVAILABLE' });
});

test('the first answer stays due when it was, and the wait goes on', () => {
  const before = after(says('hello')).head;
  const { head } = after(says('hello'), snoozed(FAR), woken(FAR));
  assert.equal(head.dueAtMs - head.waitingSinceMs, before.dueAtMs - before.waitingSinceMs);
  assert.equal(head.waitingSinceMs, head.openedAtMs);
});

test('a later wait does not count the time for which it was set aside', () => {
  const asked = [says('hello'), answers(ANNA, 'hi'), says('and?')] as const;
  const waited = after(...asked).head.waitingSinceMs;
  // Three seconds of sleep: events are a second apart.
  const { head } = after(...asked, snoozed(FAR), snoozed(FAR + 1), snoozed(FAR + 2), woken(FAR + 2));
  assert.equal(head.waitingSinceMs, waited + 3_000);
  assert.equal(head.dueAtMs, head.waitingSinceMs + 3_600_000);
});

test('customers are told nothing of it', () => {
  const { head, items } = after(says('hello'), answers(ANNA, 'a moment'), snoozed(FAR));
  const seen = headFor('customer', head);
  assert.deepEqual([seen.state, seen.snoozedAtMs, seen.snoozedUntilMs], ['assigned', 0, 0]);
  const kinds = itemsFor('customer', items).flatMap(({ body }) =>
    body?.case === 'event' ? [body.value.kind] : [],
  );
  assert.ok(!kinds.includes('snoozed'));
});
