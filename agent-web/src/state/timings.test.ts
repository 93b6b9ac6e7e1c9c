import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { Timings } from './timings.ts';

/** Whether a promise has resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

describe('work that can wait for a call', () => {
  it('waits for none where there is none', async () => {
    assert.equal(await isDone(new Timings(new ManualClock()).calm()), true);
  });

  it('waits from the click to the first picture', async () => {
    const clock = new ManualClock();
    const timings = new Timings(clock);
    timings.begin();
    const calm = timings.calm();
    clock.advance(1_000);
    assert.equal(await isDone(calm), false);
    timings.mark('firstRemoteFrame');
    clock.advance(1_000);
    assert.equal(await isDone(calm), true);
  });

  it('waits only for so long as it says it can', async () => {
    const clock = new ManualClock();
    const timings = new Timings(clock);
    timings.begin();
    const calm = timings.calm(1_500);
    clock.advance(1_250);
    assert.equal(await isDone(calm), false);
    clock.advance(250);
    assert.equal(await isDone(calm), true);
  });

  it('does not wait for ever where no picture comes', async () => {
    const clock = new ManualClock();
    const timings = new Timings(clock);
    timings.begin();
    const calm = timings.calm();
    for (let step = 0; step < 30; step += 1) {
      clock.advance(250);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(await isDone(calm), true);
  });
});
