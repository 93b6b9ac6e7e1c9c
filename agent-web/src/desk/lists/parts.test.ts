import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConversationFilter, isOpen } from '@weft/proto';
import { asksSame, fieldOfPart, partsOf, withoutPart } from './parts.ts';

const FULL = ConversationFilter.create({
  ...{ channels: ['sms', 'email'], priorities: ['high'], queueId: 'repairs', agentId: 'bo' },
  ...{ tags: ['vip', 'billing'], awaitingAnswer: true },
  fields: [{ key: 'device', value: 'a=b' }],
  contactFields: [{ key: 'device', value: 'a=b' }],
});

test('a filter is as many parts as it asks things, and without all of them it lets everything through', () => {
  assert.equal(partsOf(FULL).length, 10);
  let rest = FULL;
  for (const part of partsOf(FULL)) {
    const fewer = withoutPart(rest, part);
    assert.equal(partsOf(fewer).length, partsOf(rest).length - 1, part.kind);
    rest = fewer;
  }
  assert.ok(isOpen(rest));
});

test('two filters ask the same whatever the order, and not when one asks more', () => {
  const turned = { ...FULL, channels: FULL.channels.toReversed(), tags: FULL.tags.toReversed() };
  assert.ok(asksSame(FULL, turned));
  assert.ok(!asksSame(FULL, { ...FULL, tags: ['vip'] }));
  assert.ok(!asksSame(FULL, { ...FULL, queueId: 'bo', agentId: 'repairs' }));
});

test('a part that asks for a field says which, and what it is to say', () => {
  const asked = partsOf(FULL).flatMap((part) =>
    part.kind === 'fields' || part.kind === 'contactFields' ? [fieldOfPart(part)] : [],
  );
  assert.deepEqual(asked, [...FULL.fields, ...FULL.contactFields]);
});
