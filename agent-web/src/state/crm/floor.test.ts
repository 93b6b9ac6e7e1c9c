import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import type { FloorNow } from './crm.ts';
import { LiveFloor } from './floor.ts';

const now: FloorNow = {
  atMs: 5,
  agents: [],
  queues: [{ queueId: 'default', waiting: 1, oldestSinceMs: 2 }],
  calls: 0,
  service: [],
  overdue: undefined,
};

function setUp() {
  const clock = new ManualClock();
  let asked = 0;
  let answer = (): Promise<FloorNow> => Promise.resolve(now);
  const crm = {
    ...fakeDesk().crm,
    floor: () => {
      asked += 1;
      return answer();
    },
  };
  const floor = new LiveFloor({ crm, clock, log: silentLog });
  return {
    clock,
    floor,
    asked: () => asked,
    answers: (next: () => Promise<FloorNow>) => {
      answer = next;
    },
  };
}

test('the floor is asked for while somebody looks, and no longer', async () => {
  const { clock, floor, asked } = setUp();
  const stops = [floor.watch(), floor.watch()];
  await settle();
  clock.advance(2_000);
  await settle();
  assert.equal(asked(), 2);
  assert.equal(floor.get().queues[0]?.waiting, 1);
  for (const stop of stops) {
    stop();
    stop();
  }
  clock.advance(60_000);
  assert.equal(asked(), 2);
});

test('a floor that cannot be had stays as it was and says so, until it can', async () => {
  const { clock, floor, answers } = setUp();
  floor.watch();
  await settle();
  answers(() => Promise.reject(new WeftError('UNAVAILABLE')));
  clock.advance(2_000);
  await settle();
  assert.deepEqual([floor.get().atMs, floor.get().problem?.name], [5, 'fault']);
  answers(() => Promise.resolve({ ...now, atMs: 9 }));
  clock.advance(2_000);
  await settle();
  assert.deepEqual([floor.get().atMs, floor.get().problem], [9, undefined]);
});

test("how old the floor is does not hang on the server's clock", async () => {
  const { clock, floor, answers } = setUp();
  answers(() => Promise.resolve({ ...now, atMs: clock.now() - 3_600_000 }));
  floor.watch();
  await settle();
  assert.equal(floor.get().heardAtMs, clock.now());
});

test('a slow answer is not asked for twice', async () => {
  const { clock, floor, asked, answers } = setUp();
  answers(() => new Promise(() => undefined));
  floor.watch();
  clock.advance(20_000);
  await settle();
  assert.equal(asked(), 1);
});
