import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BusinessHours, type Calendar } from './calendar.ts';

const WEEK = [1, 2, 3, 4, 5];
const BERLIN: Calendar = {
  timeZone: 'Europe/Berlin',
  hours: [{ days: WEEK, from: '09:00', to: '18:00' }],
  holidays: [
    { date: '12-25', hours: [] },
    { date: '2027-01-04', hours: [{ from: '10:00', to: '12:00' }] },
  ],
};

const at = (calendar: Calendar, time: string): string => {
  const { open, untilMs } = new BusinessHours(calendar).at(Date.parse(time));
  return `${open ? 'open' : 'closed'} until ${untilMs === undefined ? 'ever' : new Date(untilMs).toISOString()}`;
};

test('a queue is open by the clock of its place', () => {
  // A Friday; Berlin is an hour ahead of UTC in winter.
  assert.equal(at(BERLIN, '2026-11-27T07:59:00Z'), 'closed until 2026-11-27T08:00:00.000Z');
  assert.equal(at(BERLIN, '2026-11-27T08:00:00Z'), 'open until 2026-11-27T17:00:00.000Z');
  assert.equal(at(BERLIN, '2026-11-27T17:00:00Z'), 'closed until 2026-11-30T08:00:00.000Z');
});

test('summer time moves the opening, not the hour on the wall', () => {
  // Clocks go forward on 2027-03-28 and back on 2027-10-31.
  assert.equal(at(BERLIN, '2027-03-26T18:00:00Z'), 'closed until 2027-03-29T07:00:00.000Z');
  assert.equal(at(BERLIN, '2027-10-29T17:00:00Z'), 'closed until 2027-11-01T08:00:00.000Z');
  const sunday: Calendar = { ...BERLIN, hours: [{ days: [7], from: '01:00', to: '05:00' }] };
  assert.equal(at(sunday, '2027-03-28T00:30:00Z'), 'open until 2027-03-28T03:00:00.000Z');
});

test('a holiday closes, every year or once, and may have hours of its own', () => {
  assert.equal(at(BERLIN, '2026-12-25T10:00:00Z'), 'closed until 2026-12-28T08:00:00.000Z');
  assert.equal(at(BERLIN, '2028-12-25T10:00:00Z'), 'closed until 2028-12-26T08:00:00.000Z');
  assert.equal(at(BERLIN, '2027-01-04T08:30:00Z'), 'closed until 2027-01-04T09:00:00.000Z');
  assert.equal(at(BERLIN, '2027-01-04T09:30:00Z'), 'open until 2027-01-04T11:00:00.000Z');
});

test('hours that meet at midnight are one opening', () => {
  const night: Calendar = {
    timeZone: 'Asia/Shanghai',
    hours: [
      { days: [5], from: '20:00', to: '24:00' },
      { days: [6], from: '00:00', to: '06:00' },
    ],
    holidays: [],
  };
  assert.equal(at(night, '2026-11-27T12:00:00Z'), 'open until 2026-11-27T22:00:00.000Z');
});

test('a calendar that never opens, and one that never closes, are answered too', () => {
  assert.equal(at({ ...BERLIN, hours: [] }, '2026-01-02T00:00:00Z'), 'closed until 2027-01-04T09:00:00.000Z');
  assert.equal(at({ ...BERLIN, hours: [], holidays: [] }, '2026-01-02T00:00:00Z'), 'closed until ever');
  const always: Calendar = {
    timeZone: 'UTC',
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    holidays: [],
  };
  assert.match(at(always, '2026-01-02T00:00:00Z'), /^open until 2026-01-1/);
});

test('a clock that is set back is believed', () => {
  const hours = new BusinessHours(BERLIN);
  assert.equal(hours.at(Date.parse('2026-11-27T08:30:00Z')).open, true);
  assert.equal(hours.at(Date.parse('2026-11-27T07:30:00Z')).open, false);
});

test('a place that is none is refused', () => {
  assert.throws(() => new BusinessHours({ ...BERLIN, timeZone: 'Europe/Atlantis' }), RangeError);
});

test('open time is counted over nights, weekends and holidays', () => {
  const after = (time: string, minutes: number, calendar = BERLIN): string => {
    const atMs = new BusinessHours(calendar).after(Date.parse(time), minutes * 60_000);
    return atMs === undefined ? 'never' : new Date(atMs).toISOString();
  };
  assert.equal(after('2026-11-26T16:50:00Z', 10), '2026-11-26T17:00:00.000Z');
  assert.equal(after('2026-11-26T16:50:00Z', 30), '2026-11-27T08:20:00.000Z');
  // Friday evening, and Friday with a weekend in between.
  assert.equal(after('2026-11-27T20:00:00Z', 30), '2026-11-30T08:30:00.000Z');
  assert.equal(after('2026-11-27T16:00:00Z', 10 * 60), '2026-11-30T17:00:00.000Z');
  // Two short hours of a holiday count as two.
  assert.equal(after('2027-01-04T08:00:00Z', 180), '2027-01-05T09:00:00.000Z');
  const always = {
    ...BERLIN,
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    holidays: [],
  };
  assert.equal(after('2026-11-27T16:00:00Z', 40 * 1_440, always), '2027-01-06T16:00:00.000Z');
  assert.equal(after('2026-11-27T16:00:00Z', 1, { ...BERLIN, hours: [], holidays: [] }), 'never');
});
