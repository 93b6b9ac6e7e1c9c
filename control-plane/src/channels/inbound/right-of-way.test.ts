import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { RightOfWay, type Turn } from './right-of-way.ts';

const LATE_MS = 50;
const GIVE_WAY_MS = 1_000;
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

/** Steps that want to be done: those that were let go. */
function steps(way: RightOfWay, count: number): Turn[] {
  const gone: Turn[] = [];
  for (let at = 0; at < count; at += 1) void way.give().then((one) => gone.push(one));
  return gone;
}

test('where nobody pushes, whole batches go on at once and beside each other', async () => {
  const way = new RightOfWay(new ManualClock());
  const gone = steps(way, 8);
  await turn();
  assert.equal(gone.length, 8);
  assert.ok(gone.every(({ most }) => most > 100));
});

test('while pushes come, small steps go on one after the other', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const push = urgent(way);
  const gone = steps(way, 8);
  for (const count of [1, 2, 3]) {
    await turn();
    assert.equal(gone.length, count);
    assert.equal(gone[count - 1]?.most, 25);
    gone[count - 1]?.[Symbol.dispose]();
  }
  await push.end();
});

test('what waited for a push that was late does not begin all together when it was answered', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  await urgent(way).end();
  const [first, second] = [urgent(way), urgent(way)];
  clock.advance(LATE_MS);
  const gone = steps(way, 8);
  await first.end();
  await turn();
  assert.equal(gone.length, 0);
  await second.end();
  await turn();
  assert.equal(gone.length, 1);
  gone[0]?.[Symbol.dispose]();
  await turn();
  assert.equal(gone.length, 2);
});

test('steps go on one by one however long something is late', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const push = urgent(way);
  clock.advance(LATE_MS);
  const gone = steps(way, 3);
  for (const count of [1, 2, 3]) {
    await turn();
    assert.equal(gone.length, count - 1);
    clock.advance(GIVE_WAY_MS);
    await turn();
    assert.equal(gone.length, count);
    gone[count - 1]?.[Symbol.dispose]();
  }
  await push.end();
});

test('a step that waits for somebody else does not hold up the next one for long', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  await urgent(way).end();
  const gone = steps(way, 2);
  await turn();
  assert.equal(gone.length, 1);
  clock.advance(250);
  await turn();
  assert.equal(gone.length, 2);
});

test('where every acknowledgement comes from far away, none is late for that', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  const far = urgent(way);
  clock.advance(80);
  await far.end();
  const push = urgent(way);
  clock.advance(80);
  const gone = steps(way, 2);
  await turn();
  assert.equal(gone.length, 1);
  clock.advance(LATE_MS);
  gone[0]?.[Symbol.dispose]();
  await turn();
  assert.equal(gone.length, 1);
  await push.end();
  await turn();
  assert.equal(gone.length, 2);
});

test('what fails is not waited for any more', async () => {
  const clock = new ManualClock();
  const way = new RightOfWay(clock);
  await assert.rejects(way.first(() => Promise.reject(new Error('no'))));
  clock.advance(LATE_MS);
  const gone = steps(way, 1);
  await turn();
  assert.equal(gone.length, 1);
});
