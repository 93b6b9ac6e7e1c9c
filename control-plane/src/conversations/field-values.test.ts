import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Conversation, fieldIn, type TimelineEvent } from '@weft/proto';
import { apply } from './apply.ts';
import { headFor } from './customer-view.ts';
import { ANNA, BEN, event, says } from './testing/events.ts';

/** What events make of a conversation in which the customer has written. */
function after(...events: readonly TimelineEvent[]) {
  let head: Conversation | undefined;
  const outcomes = [says('hello'), ...events].map((one) => {
    const outcome = apply(head, one, undefined);
    if (outcome.is === 'changed') head = outcome.head;
    return outcome;
  });
  assert.ok(head);
  return { head, outcomes: outcomes.slice(1) };
}

const set = (by: typeof ANNA, key: string, value: string, seen = '') =>
  event(by, { case: 'fieldSet', value: { key, value, seen } });

test('each field says what was said last by somebody who saw what it said', () => {
  const { head, outcomes } = after(
    set(ANNA, 'plan', 'gold'),
    set(BEN, 'device', 'lamp'),
    set(BEN, 'plan', 'basic', 'gold'),
    set(ANNA, 'device', '', 'lamp'),
  );
  assert.ok(outcomes.every(({ is }) => is === 'changed'));
  assert.deepEqual(head.fields, [{ key: 'plan', value: 'basic' }]);
});

test('nobody overwrites what they have not seen, and the same said twice is said once', () => {
  const { head, outcomes } = after(
    set(ANNA, 'plan', 'gold'),
    set(BEN, 'plan', 'basic'),
    set(BEN, 'plan', 'gold'),
    set(BEN, 'plan', '', 'basic'),
  );
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.is === 'refused' ? outcome.code : outcome.is)),
    ['changed', 'CONFLICT', 'same', 'CONFLICT'],
  );
  assert.equal(fieldIn(head.fields, 'plan'), 'gold');
});

test('a conversation carries no more than goes with a hundred others in one message', () => {
  const long = '套'.repeat(100);
  const { outcomes } = after(...Array.from({ length: 10 }, (_, i) => set(ANNA, `f${i}`, long)));
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.is === 'refused' ? outcome.code : outcome.is)).slice(8),
    ['changed', 'NOT_AVAILABLE'],
  );
});

test('no field is a line in the timeline, and customers are told of none', () => {
  const { head, outcomes } = after(set(ANNA, 'plan', 'gold'));
  const [outcome] = outcomes;
  assert.ok(outcome?.is === 'changed');
  assert.deepEqual(outcome.items, []);
  const shown = headFor('customer', { ...head, contactFields: [{ key: 'vip', value: 'yes' }] });
  assert.deepEqual([shown.fields, shown.contactFields], [[], []]);
});

test('what becomes of the customer moves no conversation in lists, and is told with a new revision', () => {
  const { head } = after();
  const outcome = apply(head, event(ANNA, { case: 'contactChanged', value: {} }), undefined);
  assert.ok(outcome.is === 'changed');
  assert.deepEqual(
    [outcome.head.revision, outcome.head.changedAtMs, outcome.items],
    [head.revision + 1, head.changedAtMs, []],
  );
});
