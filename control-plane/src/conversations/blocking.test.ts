import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation, TimelineEvent } from '@weft/proto';
import { apply } from './apply.ts';
import { headFor, itemsFor } from './customer-view.ts';
import { NO_TERMS } from './promises.ts';
import { ANNA, answers, CUSTOMER, event, says } from './testing/events.ts';

const TERMS = { ...NO_TERMS, holdMs: 1_500, dueAtMs: () => 99 };

/** What events make of a conversation, one after the other; the last outcome beside it. */
function after(...events: readonly TimelineEvent[]) {
  let head: Conversation | undefined;
  let last = apply(head, says('never'), undefined, TERMS);
  for (const one of events) {
    last = apply(head, one, undefined, TERMS);
    if (last.is === 'changed') head = last.head;
  }
  assert.ok(head);
  return { head, last };
}

const blocked = (on: boolean, by = ANNA) => event(by, { case: 'blocked', value: { on } });
const kinds = (last: ReturnType<typeof apply>) =>
  last.is === 'changed' ? last.items.map(({ body }) => body?.case === 'event' && body.value.kind) : last;

test('blocking closes what is open, and the customer is told that it is over and not why', () => {
  const { head, last } = after(says('rubbish'), blocked(true));
  assert.equal(head.state, 'closed');
  assert.ok(head.blockedAtMs > 0);
  assert.deepEqual(kinds(last), ['closed', 'blocked']);
  assert.ok(last.is === 'changed');
  assert.equal(itemsFor('customer', last.items).length, 1);
  assert.equal(headFor('customer', head).blockedAtMs, 0);
});

test('what a blocked customer writes is kept, and nobody is asked for: neither an agent nor the virtual one', () => {
  const { head, last } = after(says('rubbish'), blocked(true), says('more of it'));
  assert.ok(last.is === 'changed' && last.items.length === 1);
  assert.deepEqual(
    [head.state, head.waitingSinceMs, head.heldUntilMs, head.dueAtMs, head.unread],
    ['closed', 0, 0, 0, 0],
  );
});

test('who is heard again opens the conversation with the next word, as ever', () => {
  const { head } = after(says('rubbish'), blocked(true), says('more'), blocked(false), says('sorry'));
  assert.deepEqual([head.state, head.blockedAtMs, head.unread], ['waiting', 0, 1]);
  assert.ok(head.waitingSinceMs > 0);
});

test('nobody answers, and no rating counts, while the customer is blocked; notes go on', () => {
  const rating = event(CUSTOMER, { case: 'rated', value: { stars: 1, comment: 'rubbish' } });
  const note = event(ANNA, {
    case: 'itemPosted',
    value: { clientId: 'n', note: true, body: { case: 'text', value: 'the third time' } },
  });
  const refusal = { is: 'refused', code: 'NOT_AVAILABLE' };
  assert.deepEqual(after(says('rubbish'), blocked(true), answers(ANNA, 'please')).last, refusal);
  assert.deepEqual(after(says('rubbish'), blocked(true), rating).last, refusal);
  assert.equal(after(says('rubbish'), blocked(true), note).last.is, 'changed');
});

test('a wait that ends by blocking is no broken promise', () => {
  const { last } = after(says('rubbish'), blocked(true));
  assert.ok(last.is === 'changed');
  assert.equal(last.record.wait, undefined);
  assert.equal(last.record.closing?.disposition, '');
});

test('who is on the line is not blocked, and customers block nobody', () => {
  const call = event(CUSTOMER, {
    case: 'callNoted',
    value: { call: { callId: 'call-1', kind: 'voice', requestedAtMs: 5 } },
  });
  assert.deepEqual(after(says('hello'), call, blocked(true)).last, { is: 'refused', code: 'NOT_AVAILABLE' });
  assert.deepEqual(after(says('hello'), blocked(true, CUSTOMER)).last, {
    is: 'refused',
    code: 'BAD_REQUEST',
  });
  assert.equal(after(says('hello'), blocked(true), blocked(true)).last.is, 'same');
  assert.equal(after(says('hello'), blocked(false)).last.is, 'same');
});
