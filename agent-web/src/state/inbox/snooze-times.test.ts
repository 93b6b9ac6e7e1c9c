import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldTime, snoozeTimes, timeOfField } from './snooze-times.ts';

/** In whatever zone the test runs: the one that the page would be in. */
const at = (day: number, hour: number, minute = 0): number => new Date(2027, 2, day, hour, minute).getTime();
const named = (nowMs: number) => snoozeTimes(nowMs).map(({ name, atMs }) => [name, atMs]);

test('an hour from now, tomorrow at nine and Monday at nine are offered', () => {
  // A Wednesday.
  assert.deepEqual(named(at(3, 14, 20)), [
    ['hour', at(3, 15, 20)],
    ['tomorrow', at(4, 9)],
    ['monday', at(8, 9)],
  ]);
});

test('on a Sunday tomorrow is Monday, and on a Monday the next one is a week away', () => {
  assert.deepEqual(named(at(7, 23, 30)).slice(1), [['tomorrow', at(8, 9)]]);
  assert.deepEqual(named(at(8, 0, 5)).slice(1), [
    ['tomorrow', at(9, 9)],
    ['monday', at(15, 9)],
  ]);
});

test('a time goes into a field and comes back to the minute, if it is still to come', () => {
  const monday = at(8, 9, 5);
  assert.equal(fieldTime(monday), '2027-03-08T09:05');
  assert.equal(timeOfField(fieldTime(monday), at(8, 9, 4)), monday);
  assert.equal(timeOfField(fieldTime(monday), monday), undefined);
  assert.equal(timeOfField('', 0), undefined);
});
