import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { inTime } from './in-time.ts';

test('an answer in time is the answer, and one that comes later is none', async () => {
  const clock = new ManualClock();
  assert.equal(await inTime(clock, 100, Promise.resolve('known'), 'unknown'), 'known');
  const slow = Promise.withResolvers<string>();
  const asked = inTime(clock, 100, slow.promise, 'unknown');
  clock.advance(100);
  slow.resolve('known');
  assert.equal(await asked, 'unknown');
});

test('what fails in time fails', async () => {
  const failing = inTime(new ManualClock(), 100, Promise.reject(new Error('away')), '');
  await assert.rejects(failing, /away/);
});
