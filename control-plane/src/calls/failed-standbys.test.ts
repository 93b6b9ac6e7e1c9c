import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { FailedStandbys } from './failed-standbys.ts';

test('[CTL72] a node that failed for a participant is left alone for a minute, then two, and not for longer than 16', () => {
  const clock = new ManualClock();
  const failed = new FailedStandbys(clock);
  for (const minutes of [1, 2, 4, 8, 16, 16]) {
    failed.add('customer', 'eu-1');
    clock.advance(minutes * 60_000 - 1);
    assert.deepEqual([failed.nodesOf('customer'), failed.nodesOf('agent')], [['eu-1'], []]);
    clock.advance(1);
    assert.deepEqual(failed.nodesOf('customer'), []);
  }
});

test('[CTL72] of many failures the oldest are forgotten', () => {
  const failed = new FailedStandbys(new ManualClock());
  for (let node = 0; node < 100; node += 1) failed.add('customer', `eu-${node}`);
  const left = failed.nodesOf('customer');
  assert.deepEqual([left.length, left[0]], [64, 'eu-36']);
});
