import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { Budget } from './budget.ts';

describe('a budget', () => {
  it('MED33 lets a burst through, then a steady rate, and says how long to wait', () => {
    const clock = new ManualClock();
    const budget = new Budget(clock, { burst: 3, perSecond: 10 });
    assert.deepEqual([budget.take(), budget.take(), budget.take()], [0, 0, 0]);
    assert.equal(budget.take(), 100);
    clock.advance(60);
    assert.equal(budget.take(), 40);
    clock.advance(40);
    assert.equal(budget.take(), 0);
    clock.advance(60_000);
    assert.deepEqual([budget.take(), budget.take(), budget.take()], [0, 0, 0]);
    assert.ok(budget.take() > 0);
  });
});
