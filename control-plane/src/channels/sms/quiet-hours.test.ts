import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { contactOfNumber } from './number.ts';
import { quietFields, SmsQuietHours } from './quiet-hours.ts';
import { TIME_ZONES, timeZonesOf } from './time-zones.ts';

const Settings = z.object(quietFields);

/** Until when a number is left alone at a time, or "goes". */
function at(settings: z.input<typeof Settings>, number: string, time: string): string {
  const hours = new SmsQuietHours(Settings.parse({ quiet: true, ...settings }));
  const untilMs = hours.until(contactOfNumber(number, number), Date.parse(time));
  return untilMs === undefined ? 'goes' : new Date(untilMs).toISOString();
}

test('a customer is left alone by the clock of the country of their number', () => {
  // Shanghai is eight hours ahead of UTC, London is at it in winter.
  assert.equal(at({}, '+8613800000001', '2026-11-27T12:59:00Z'), 'goes');
  assert.equal(at({}, '+8613800000001', '2026-11-27T13:00:00Z'), '2026-11-28T00:00:00.000Z');
  assert.equal(at({}, '+447700900123', '2026-11-27T13:00:00Z'), 'goes');
  assert.equal(at({}, '+447700900123', '2026-11-27T21:00:00Z'), '2026-11-28T08:00:00.000Z');
  assert.equal(at({ quiet: false }, '+8613800000001', '2026-11-27T18:00:00Z'), 'goes');
});

test('where a country has several zones it has to be day in all, and where they never meet in the first', () => {
  // 08:00 in Los Angeles is 16:00 UTC in winter; 21:00 in New York is 02:00 UTC.
  assert.equal(at({}, '+12125550123', '2026-11-27T14:00:00Z'), '2026-11-27T16:00:00.000Z');
  assert.equal(at({}, '+12125550123', '2026-11-27T16:00:00Z'), 'goes');
  assert.equal(at({}, '+12125550123', '2026-11-28T02:00:00Z'), '2026-11-28T16:00:00.000Z');
  // Honolulu can be told by its numbers.
  assert.equal(at({}, '+18085550123', '2026-11-28T02:00:00Z'), 'goes');
  // Ten hours in Kaliningrad and Kamchatka have none in common: Moscow counts.
  const short = { sendFrom: '09:00', sendTo: '18:00' };
  assert.equal(at(short, '+79161234567', '2026-11-27T05:00:00Z'), '2026-11-27T06:00:00.000Z');
  assert.equal(at(short, '+79161234567', '2026-11-27T06:00:00Z'), 'goes');
});

test('a rule for a prefix has hours or a zone of its own, and the longest prefix wins', () => {
  const countries = [
    { prefix: '+33', sendFrom: '10:00', sendTo: '20:00' },
    { prefix: '+336', sendTo: '19:00' },
    { prefix: '+1', timeZone: 'America/Chicago' },
  ];
  assert.equal(at({ countries }, '+33140000000', '2026-11-27T08:00:00Z'), '2026-11-27T09:00:00.000Z');
  assert.equal(at({ countries }, '+33600000000', '2026-11-27T08:00:00Z'), 'goes');
  assert.equal(at({ countries }, '+33600000000', '2026-11-27T18:00:00Z'), '2026-11-28T07:00:00.000Z');
  assert.equal(at({ countries }, '+12125550123', '2026-11-27T14:00:00Z'), 'goes');
});

test('days and holidays on which nothing is sent are passed over', () => {
  const week = { sendDays: 'monday-to-friday' as const, holidays: [{ date: '11-30' }] };
  // A Friday evening, and a Monday that is a holiday.
  assert.equal(at(week, '+8613800000001', '2026-11-27T14:00:00Z'), '2026-12-01T00:00:00.000Z');
});

test('what has no country keeps the hours of the account, over midnight too', () => {
  const settings = { timeZone: 'Europe/Berlin', sendFrom: '20:00', sendTo: '02:00' };
  assert.equal(at(settings, '10690000', '2026-11-27T12:00:00Z'), '2026-11-27T19:00:00.000Z');
  assert.equal(at(settings, '10690000', '2026-11-27T23:30:00Z'), 'goes');
  assert.equal(at({ ...settings, sendTo: '20:00' }, '10690000', '2026-11-27T12:00:00Z'), 'goes');
});

test('settings that mean nothing are refused', () => {
  for (const wrong of [
    { timeZone: 'Mars/Olympus' },
    { sendFrom: '8:00' },
    { sendTo: '24:30' },
    { countries: [{ prefix: '44' }] },
    { countries: [{ prefix: '+44', timeZone: 'Europe/Nowhere' }] },
    { holidays: [{ date: '02-30x' }] },
  ])
    assert.ok(!Settings.safeParse(wrong).success, JSON.stringify(wrong));
});

test('every zone that a prefix names is one', () => {
  for (const [prefix, zones] of TIME_ZONES) {
    assert.match(prefix, /^[1-9]\d{0,3}$/);
    assert.ok(zones.length > 0, prefix);
    for (const timeZone of zones)
      assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone }), `${prefix} ${timeZone}`);
  }
  assert.deepEqual(timeZonesOf('+85212345678'), ['Asia/Hong_Kong']);
  assert.deepEqual(timeZonesOf('10690000'), []);
});
