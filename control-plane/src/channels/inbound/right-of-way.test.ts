import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { RightOfWay } from './right-of-way.ts';

const LATE_MS = 50;
const turn = (): Promise<void> => new Promise((go) => setImmediate(go));

/** Something that is waited for, until it is ended. */
function urgent(way: RightOfWay): { readonly end: () => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = way.first(() => promise);
  return {
    end: () => {
      resolve();
      return done;
    },
  };
}

/** Batches that want to go on: how many did. */
function batches(way: RightOfWay, count: number): { gone: number } {
  const seen = { gone: 0 };
  for (let at = 0; at < count; at += 1) {
    void way.give().then(() => {
      seen.gone += 1;
    });
  }
  return seen;
}

test('batches go on at once while nothing that is waited for is late', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const push = urgent(way);
  clock.advance(LATE_MS / 10);
  const seen = batches(way, 8);
  await turn();
  assert.equal(seen.gone, 8);
  await push.end();
});

test('batches wait while something is late, and go on when it was answered', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const [first, second] = [urgent(way), urgent(way)];
  clock.advance(LATE_MS);
  const seen = batches(way, 8);
  await first.end();
  await turn();
  assert.equal(seen.gone, 0);
  await second.end();
  await turn();
  assert.equal(seen.gone, 8);
});

test('batches go on one by one however long something is late', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const push = urgent(way);
  clock.advance(LATE_MS);
  const seen = batches(way, 3);
  for (const gone of [1, 2, 3]) {
    await turn();
    assert.equal(seen.gone, gone - 1);
    clock.advance(1_000);
    await turn();
    assert.equal(seen.gone, gone);
  }
  await push.end();
});

test('what fails is not waited for any more', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  await assert.rejects(way.first(() => Promise.reject(new Error('no'))));
  clock.advance(LATE_MS);
  const seen = batches(way, 1);
  await turn();
  assert.equal(seen.gone, 1);
});
