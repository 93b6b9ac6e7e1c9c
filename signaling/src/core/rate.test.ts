import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bucket, isFull, type Rate, take } from './rate.ts';

const rate: Rate = { perSecond: 10, burst: 3 };

describe('a token bucket', () => {
  it('SIG40 gives a burst at once and then says how long to wait', () => {
    const spent = bucket(rate, 0);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => take(spent, rate, 0)),
      [0, 0, 0, 100],
    );
    assert.equal(take(spent, rate, 50), 50);
    assert.equal(take(spent, rate, 100), 0);
  });

  it('SIG40 fills up to its burst and no further', () => {
    const spent = bucket(rate, 0);
    for (let i = 0; i < 3; i++) take(spent, rate, 0);
    assert.equal(isFull(spent, rate, 299), false);
    assert.equal(isFull(spent, rate, 300), true);
    for (let i = 0; i < 3; i++) assert.equal(take(spent, rate, 60_000), 0);
    assert.notEqual(take(spent, rate, 60_000), 0);
  });

  it('SIG40 knows no limit at 0 per second', () => {
    const free: Rate = { perSecond: 0, burst: 1 };
    const endless = bucket(free, 0);
    for (let i = 0; i < 100; i++) assert.equal(take(endless, free, 0), 0);
    assert.equal(isFull(endless, free, 0), true);
  });

  it('gains nothing from a clock that stands still or goes back', () => {
    const spent = bucket(rate, 1_000);
    for (let i = 0; i < 3; i++) take(spent, rate, 1_000);
    assert.equal(take(spent, rate, 900), 100);
  });
});
