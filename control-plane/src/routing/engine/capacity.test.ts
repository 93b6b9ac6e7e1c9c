import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Capacity, CapacityTable, ChannelNumbers, DEFAULT_CAPACITY, Load } from './capacity.ts';

/** Whether there is room for a channel beside what is in hand. */
function room(capacity: Capacity, inHand: readonly string[], channel: string): boolean {
  const numbers = new ChannelNumbers(Object.keys(capacity.channels));
  const load = new Load(numbers.size);
  for (const one of inHand) load.add(numbers.of(one));
  return new CapacityTable(capacity, numbers).hasRoom(load, numbers.of(channel));
}

test('by default a call is alone: nothing new comes beside it, but text goes on when it comes', () => {
  assert.equal(room(DEFAULT_CAPACITY, [], 'voice'), true);
  assert.equal(room(DEFAULT_CAPACITY, ['voice'], 'voice'), false);
  assert.equal(room(DEFAULT_CAPACITY, ['voice'], 'video'), false);
  assert.equal(room(DEFAULT_CAPACITY, ['voice'], 'chat'), false);
  assert.equal(room(DEFAULT_CAPACITY, ['chat', 'chat', 'email'], 'voice'), true);
  assert.equal(room(DEFAULT_CAPACITY, ['chat', 'voice'], 'chat'), false);
});

test('text is counted by the kind and by what all of it costs', () => {
  assert.equal(room(DEFAULT_CAPACITY, ['chat', 'chat', 'chat'], 'chat'), true);
  assert.equal(room(DEFAULT_CAPACITY, ['chat', 'chat', 'chat', 'chat'], 'chat'), false, 'four of a kind');
  assert.equal(room(DEFAULT_CAPACITY, ['chat', 'chat', 'chat', 'chat'], 'email'), true);
  assert.equal(
    room(DEFAULT_CAPACITY, ['chat', 'chat', 'chat', 'chat', 'email'], 'message'),
    false,
    '100 units',
  );
});

test('what may be interrupted does not count against what interrupts it, and the other way it does', () => {
  const capacity: Capacity = {
    units: 100,
    channels: {
      voice: { cost: 60, most: 2, exclusive: false, interrupts: ['email'] },
      email: { cost: 60, most: 1, exclusive: false, interrupts: [] },
    },
  };
  assert.equal(room(capacity, ['email'], 'voice'), true);
  assert.equal(room(capacity, ['voice'], 'email'), false);
  assert.equal(room(capacity, ['voice'], 'voice'), false, 'two cost too much');
});

test('a channel that is not named is not served', () => {
  assert.equal(room(DEFAULT_CAPACITY, [], 'fax'), false);
});
