import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conversation, TimelineEvent } from '@weft/proto';
import { apply } from './apply.ts';
import { itemsFor } from './customer-view.ts';
import { ANNA, BEN, event, says } from './testing/events.ts';

/** What an event makes of a conversation in which the customer has written. */
function after(first: TimelineEvent, ...more: readonly TimelineEvent[]) {
  let head: Conversation | undefined;
  let last = apply(head, first, undefined);
  for (const one of [first, ...more]) {
    last = apply(head, one, undefined);
    if (last.is === 'changed') head = last.head;
  }
  assert.ok(head);
  return { head, last };
}

const tagged = (by: typeof ANNA, add: readonly string[], remove: readonly string[] = []) =>
  event(by, { case: 'tagged', value: { add: [...add], remove: [...remove] } });

test('tags of two agents stand beside each other, each once, in the order of their coming', () => {
  const { head } = after(
    says('hello'),
    tagged(ANNA, ['billing', 'vip']),
    tagged(BEN, ['vip', 'invoice'], ['billing']),
  );
  assert.deepEqual(head.tags, ['vip', 'invoice']);
});

test('the timeline tells agents who tagged with what, and customers nothing', () => {
  const { last } = after(says('hello'), tagged(ANNA, ['old']), tagged(ANNA, ['billing', 'vip'], ['old']));
  assert.ok(last.is === 'changed');
  assert.deepEqual(
    last.items.map(
      ({ body }) => body?.case === 'event' && [body.value.kind, body.value.subject, body.value.detail],
    ),
    [
      ['tagged', 'Anna', 'billing, vip'],
      ['untagged', 'Anna', 'old'],
    ],
  );
  assert.deepEqual(itemsFor('customer', last.items), []);
});

test('what is so already changes nothing', () => {
  const twice = after(says('hello'), tagged(ANNA, ['vip']), tagged(BEN, ['vip'], ['never-there']));
  assert.equal(twice.last.is, 'same');
});

test('more tags than a conversation may have are refused, and one fewer is always possible', () => {
  const names = Array.from({ length: 12 }, (_, i) => `tag-${i}`);
  const { head, last } = after(says('hello'), tagged(ANNA, names), tagged(ANNA, ['one-more']));
  assert.deepEqual(last, { is: 'refused', code: 'NOT_AVAILABLE' });
  assert.equal(head.tags.length, 12);
  const { head: fewer } = after(says('hello'), tagged(ANNA, names), tagged(ANNA, [], ['tag-3']));
  assert.equal(fewer.tags.length, 11);
});

test('a priority is kept and told once, and says nothing of who has the conversation', () => {
  const urgent = event(ANNA, { case: 'prioritized', value: { priority: 100 } });
  const { head, last } = after(says('hello'), urgent, urgent);
  assert.equal(last.is, 'same');
  assert.deepEqual([head.priority, head.state, head.agentId], [100, 'waiting', '']);
});
