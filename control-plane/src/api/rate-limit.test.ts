import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { addressName, RateLimit } from './rate-limit.ts';

test('a burst is allowed, then the name waits for its next turn', () => {
  const clock = new ManualClock();
  const limit = new RateLimit({ clock, burst: 3, perMinute: 6, maxNames: 10 });
  assert.deepEqual([limit.take('a'), limit.take('a'), limit.take('a')], [0, 0, 0]);
  assert.equal(limit.take('a'), 10_000);
  clock.advance(4_000);
  assert.equal(limit.take('a'), 6_000, 'asking too early takes nothing');
  clock.advance(6_000);
  assert.equal(limit.take('a'), 0);
});

test('what is given back can be taken again, and never adds up to more than the burst', () => {
  const limit = new RateLimit({ clock: new ManualClock(), burst: 1, perMinute: 1, maxNames: 10 });
  limit.giveBack('a');
  assert.equal(limit.take('a'), 0);
  limit.giveBack('a');
  limit.giveBack('a');
  assert.equal(limit.take('a'), 0);
  assert.notEqual(limit.take('a'), 0);
});

test('asking how long to wait takes nothing', () => {
  const clock = new ManualClock();
  const limit = new RateLimit({ clock, burst: 1, perMinute: 60, maxNames: 10 });
  assert.deepEqual([limit.wait('a'), limit.wait('a')], [0, 0]);
  assert.equal(limit.take('a'), 0);
  assert.equal(limit.wait('a'), 1_000);
  clock.advance(1_000);
  assert.equal(limit.wait('a'), 0);
});

test('one name costs another nothing', () => {
  const limit = new RateLimit({ clock: new ManualClock(), burst: 1, perMinute: 1, maxNames: 10 });
  assert.equal(limit.take('a'), 0);
  assert.notEqual(limit.take('a'), 0);
  assert.equal(limit.take('b'), 0);
});

test('a pause never saves up more than the burst', () => {
  const clock = new ManualClock();
  const limit = new RateLimit({ clock, burst: 2, perMinute: 60, maxNames: 10 });
  clock.advance(3_600_000);
  assert.deepEqual([limit.take('a'), limit.take('a')], [0, 0]);
  assert.equal(limit.take('a'), 1_000);
});

test('the name not seen for longest is forgotten first', () => {
  const limit = new RateLimit({ clock: new ManualClock(), burst: 1, perMinute: 1, maxNames: 2 });
  limit.take('a');
  limit.take('b');
  limit.take('a');
  limit.take('c');
  assert.equal(limit.size, 2);
  assert.notEqual(limit.take('a'), 0, 'a was used after b');
  assert.equal(limit.take('b'), 0, 'b was forgotten');
});

test('addresses of one IPv6 network are one name, IPv4 addresses each their own', () => {
  assert.equal(addressName('203.0.113.7'), '203.0.113.7');
  assert.equal(addressName('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(addressName('2001:db8:0:12::1'), addressName('2001:DB8:0:0012:ffff:1:2:3'));
  assert.notEqual(addressName('2001:db8:0:12::1'), addressName('2001:db8:0:13::1'));
  assert.equal(addressName('::1'), '0:0:0:0::/64');
  assert.equal(addressName('fe80::1%eth0'), 'fe80:0:0:0::/64');
});
