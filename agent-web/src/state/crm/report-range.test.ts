import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeOf } from './report-range.ts';

const noon = (year: number, month: number, day: number): number =>
  new Date(year, month - 1, day, 12).getTime();

test('a report of a day is from midnight to midnight', () => {
  const { fromMs, toMs, days } = rangeOf(1, noon(2026, 3, 1));
  assert.deepEqual(days, ['2026-03-01']);
  assert.deepEqual([new Date(fromMs).getHours(), new Date(toMs).getHours()], [0, 0]);
  assert.equal(new Date(toMs).getDate(), 2);
});

test('days go back over months and years, each named once, whatever clocks do in between', () => {
  const { fromMs, days } = rangeOf(90, noon(2026, 1, 15));
  assert.equal(days.length, 90);
  assert.equal(new Set(days).size, 90);
  assert.deepEqual([days[0], days[75], days[89]], ['2025-10-18', '2026-01-01', '2026-01-15']);
  assert.equal(new Date(fromMs).getHours(), 0);
});
