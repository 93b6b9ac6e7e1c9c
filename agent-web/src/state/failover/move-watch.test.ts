import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Clock, ManualClock } from '@weft/proto';
import { MoveWatch } from './move-watch.ts';

const BEAT_MS = 25;
/** How often a browser runs the timers of a page in the background. */
const THROTTLED_MS = 1_000;

/** A watch of a page whose timers come `timersMs` apart at least, and what it found. */
function watchWith(timersMs: number) {
  const clock = new ManualClock();
  const throttled: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (delayMs, run) => clock.after(Math.max(delayMs, timersMs), run),
    every: (intervalMs, run) => clock.every(Math.max(intervalMs, timersMs), run),
  };
  const found = { deadAtMs: undefined as number | undefined, cutOffAtMs: undefined as number | undefined };
  const startMs = clock.monotonic();
  const nowMs = (): number => clock.monotonic() - startMs;
  const watch = new MoveWatch({
    clock: throttled,
    arrived: () => false,
    dead: () => {
      found.deadAtMs ??= nowMs();
    },
    gap: () => undefined,
    cutOff: () => {
      found.cutOffAtMs ??= nowMs();
    },
  });
  watch.start();
  /** Beats of these legs, delivered every `everyMs`, all that came meanwhile at once. */
  const run = (forMs: number, legs: { home?: true; standby?: true }, everyMs = BEAT_MS): void => {
    for (let passedMs = everyMs; passedMs <= forMs; passedMs += everyMs) {
      clock.advance(everyMs);
      for (let beat = 0; beat < everyMs / BEAT_MS; beat += 1) {
        if (legs.standby) watch.beatStandby();
        if (legs.home) watch.beatHome();
      }
    }
  };
  return { found, run, nowMs, watch };
}

describe('the watch of a page', () => {
  it('finds a death in the background, where its timers come once a second, as soon as elsewhere', () => {
    const { found, run, nowMs } = watchWith(THROTTLED_MS);
    run(60_000, { home: true, standby: true });
    assert.deepEqual(found, { deadAtMs: undefined, cutOffAtMs: undefined });
    const diedAtMs = nowMs();
    run(2_000, { standby: true });
    assert.ok(found.deadAtMs !== undefined);
    assert.ok(found.deadAtMs - diedAtMs <= 275, `after ${found.deadAtMs - diedAtMs} ms`);
  });

  it('finds a death though its page is so busy that everything comes late', () => {
    for (const everyMs of [50, 100, 400, 1_000]) {
      const { found, run, nowMs } = watchWith(everyMs);
      run(60_000, { home: true, standby: true }, everyMs);
      assert.equal(found.deadAtMs, undefined, `every ${everyMs} ms`);
      const diedAtMs = nowMs();
      run(20_000, { standby: true }, everyMs);
      assert.ok(found.deadAtMs !== undefined, `every ${everyMs} ms: not found`);
      const tookMs = found.deadAtMs - diedAtMs;
      // Three times late is excused, and what follows must be longer than is usual.
      assert.ok(tookMs <= 300 + 4 * everyMs, `every ${everyMs} ms: after ${tookMs} ms`);
    }
  });

  it('finds in the background that nothing comes from any node, within five seconds', () => {
    const { found, run, nowMs } = watchWith(THROTTLED_MS);
    run(60_000, { home: true, standby: true });
    const cutAtMs = nowMs();
    run(10_000, {});
    assert.equal(found.deadAtMs, undefined);
    assert.ok(found.cutOffAtMs !== undefined && found.cutOffAtMs - cutAtMs <= 5_000, `${found.cutOffAtMs}`);
  });

  it('looks no more once stopped, whatever comes', () => {
    const { found, run, watch } = watchWith(THROTTLED_MS);
    run(5_000, { home: true, standby: true });
    watch.stop();
    run(5_000, { standby: true });
    assert.equal(found.deadAtMs, undefined);
  });
});
