import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactEvent, ContactRecord } from '../channel.ts';
import { quotaOf } from './quota.ts';

const hours = (count: number): number => count * 3_600_000;
const seconds = (count: number): number => count * 1_000;

/** A follower who did these things at these times, and was sent something at those. */
const record = (
  acts: readonly (readonly [atMs: number, what: 'message' | ContactEvent])[],
  sentAtMs: readonly number[] = [],
): ContactRecord => ({
  arrivals: acts.map(([atMs, what]) => ({ atMs, what })),
  sentAtMs,
  optedOutAtMs: undefined,
});

const left = (of: ContactRecord, nowMs: number): number | string => {
  const quota = quotaOf(of, nowMs);
  return quota.is === 'open' ? quota.remaining : quota.why;
};

test('a message allows five answers in 48 hours', () => {
  const asked = record([[0, 'message']]);
  assert.deepEqual(quotaOf(asked, seconds(1)), { is: 'open', remaining: 5, untilMs: hours(48) - seconds(3) });
  assert.equal(left(record([[0, 'message']], [10, 20, 30].map(seconds)), seconds(40)), 2);
  assert.equal(left(record([[0, 'message']], [1, 2, 3, 4, 5].map(seconds)), hours(1)), 'quota-used');
  assert.equal(left(asked, hours(48)), 'window-closed');
});

test('a click, a follow and a scan allow three in a minute', () => {
  for (const act of ['menu-clicked', 'followed', 'code-scanned'] as const) {
    assert.equal(left(record([[0, act]]), seconds(30)), 3);
    assert.equal(left(record([[0, act]]), seconds(58)), 'window-closed');
    assert.equal(left(record([[0, act]], [1, 2, 3].map(seconds)), seconds(30)), 'quota-used');
  }
});

test('the two never add up, and what is sent uses up both', () => {
  const both = (sent: readonly number[]) =>
    record(
      [
        [0, 'message'],
        [seconds(100), 'menu-clicked'],
      ],
      sent.map(seconds),
    );
  assert.equal(left(both([]), seconds(101)), 5);
  assert.equal(left(both([10, 20, 30, 40]), seconds(101)), 3);
  assert.equal(left(both([10, 20, 30, 40, 102]), seconds(103)), 2);
  assert.equal(left(both([10, 20, 30, 40]), seconds(170)), 1, 'the minute is over, the message still counts');
});

test('a new message begins anew, however much was sent before it', () => {
  const again = record(
    [
      [0, 'message'],
      [seconds(60), 'message'],
    ],
    [1, 2, 3, 4, 5].map(seconds),
  );
  assert.equal(left(again, seconds(61)), 5);
});

test('what went just before a message may have come after it, by the other clock', () => {
  assert.equal(left(record([[seconds(10), 'message']], [seconds(9)]), seconds(11)), 4);
});

test('who unfollowed is sent nothing until something comes from there again', () => {
  const gone = record([
    [0, 'message'],
    [seconds(5), 'unfollowed'],
  ]);
  assert.equal(left(gone, seconds(6)), 'unfollowed');
  const back = { ...gone, arrivals: [...gone.arrivals, { atMs: seconds(7), what: 'followed' as const }] };
  assert.equal(left(back, seconds(8)), 3);
});

test('nobody who did nothing is written to', () => {
  assert.equal(left(record([]), 0), 'window-closed');
});
