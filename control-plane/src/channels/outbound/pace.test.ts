import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { Pace } from './pace.ts';

/** How many segments go within a span, asked for one by one as fast as they are given. */
async function goes(pace: Pace, clock: ManualClock, spanMs: number, segments = 1): Promise<number> {
  let gone = 0;
  let over = false;
  const ask = async (): Promise<void> => {
    while (!over) {
      await pace.take(segments);
      if (over) return;
      gone += segments;
    }
  };
  const asking = ask();
  for (let ms = 0; ms < spanMs; ms += 5) {
    clock.advance(5);
    for (let turns = 0; turns < 200; turns += 1) await Promise.resolve();
  }
  over = true;
  clock.advance(10_000);
  await asking;
  return gone;
}

test('an account sends as many segments as it was promised, not messages', async () => {
  const clock = new ManualClock();
  const pace = new Pace({ clock, mostPerSecond: 100 });
  const gone = await goes(pace, clock, 10_000, 3);
  assert.ok(gone > 950 && gone < 1_050, `${gone}`);
});

test('throttled it sends half as fast, and is back at the full rate within three seconds', async () => {
  const clock = new ManualClock();
  const pace = new Pace({ clock, mostPerSecond: 200 });
  await goes(pace, clock, 1_000);
  pace.throttled();
  assert.equal(pace.perSecond, 100);
  clock.advance(1_250);
  assert.equal(pace.perSecond, 200);
});

test('throttlings that come together are one', () => {
  const clock = new ManualClock();
  const pace = new Pace({ clock, mostPerSecond: 200 });
  for (let count = 0; count < 10; count += 1) pace.throttled();
  assert.equal(pace.perSecond, 100);
});

test('without a promise nothing holds it back until the carrier does, and not for good', async () => {
  const clock = new ManualClock();
  const pace = new Pace({ clock, mostPerSecond: 0 });
  for (let count = 0; count < 500; count += 1) await pace.take(1);
  assert.equal(pace.perSecond, 0);
  pace.throttled();
  assert.ok(pace.perSecond > 0 && pace.perSecond <= 250, `${pace.perSecond}`);
  clock.advance(10_000);
  assert.equal(pace.perSecond, 0);
});
