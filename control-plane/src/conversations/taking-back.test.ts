import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel, Conversation, Item, TimelineEvent } from '@weft/proto';
import { apply } from './apply.ts';
import { ANNA, event, SYSTEM, says } from './testing/events.ts';

const MESSAGE = 3;

const posted = (channel: Channel): TimelineEvent =>
  event(ANNA, {
    case: 'itemPosted',
    value: { clientId: 'a-1', channel, body: { case: 'text', value: 'On Tuesday' } },
  });

/** What deleting the message asks of whoever keeps it. */
function deleted(message: TimelineEvent, ...before: readonly TimelineEvent[]) {
  return recordOf({ text: '' }, message, ...before);
}

function recordOf(
  edit: { readonly text: string; readonly forget?: boolean },
  ...before: readonly TimelineEvent[]
) {
  let head: Conversation | undefined;
  let item: Item | undefined;
  for (const one of [says('When?'), ...before]) {
    const outcome = apply(head, one, one.body?.case === 'itemProgressed' ? item : undefined);
    assert.ok(outcome.is === 'changed');
    head = outcome.head;
    item = outcome.items.find(({ seq }) => seq === MESSAGE) ?? item;
  }
  const taken = event(ANNA, { case: 'itemEdited', value: { seq: MESSAGE, ...edit } });
  const outcome = apply(head, taken, item);
  assert.ok(outcome.is === 'changed', JSON.stringify(outcome));
  return { mended: outcome.record.mended, item, eventId: taken.eventId };
}

test('what is to go out is deleted only where nobody has begun to send it, as it is changed', () => {
  for (const text of ['', 'On Wednesday']) {
    const { mended, item, eventId } = recordOf({ text }, posted('sms'));
    assert.deepEqual(mended, { eventId, seq: MESSAGE, revision: item?.revision });
  }
});

test('what goes out no more, or never did, is deleted whatever anybody sends', () => {
  const progressed = (status: 'sent' | 'failed') =>
    event(SYSTEM, { case: 'itemProgressed', value: { seq: MESSAGE, status } });
  assert.equal(deleted(posted('chat')).mended, undefined);
  for (const status of ['sent', 'failed'] as const)
    assert.equal(deleted(posted('sms'), progressed(status)).mended, undefined);
});

test('what is erased with somebody’s data goes, though a carrier is given it', () => {
  assert.equal(recordOf({ text: '', forget: true }, posted('sms')).mended, undefined);
});
