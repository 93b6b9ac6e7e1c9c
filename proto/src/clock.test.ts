import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from './clock.ts';

describe('the manual clock', () => {
  it('runs what is due in order of time, each at its own time', () => {
    const clock = new ManualClock(0);
    const ran: string[] = [];
    clock.after(30, () => ran.push(`b at ${clock.now()}`));
    clock.after(10, () => ran.push(`a at ${clock.now()}`));
    clock.every(20, () => ran.push(`tick at ${clock.now()}`));
    clock.advance(45);
    assert.deepEqual(ran, ['a at 10', 'tick at 20', 'b at 30', 'tick at 40']);
    assert.equal(clock.now(), 45);
  });

  it('runs nothing that was cancelled', () => {
    const clock = new ManualClock(0);
    let ran = 0;
    const timer = clock.after(10, () => (ran += 1));
    timer.cancel();
    clock.advance(100);
    assert.equal(ran, 0);
    assert.equal(clock.pending, 0);
  });
});
