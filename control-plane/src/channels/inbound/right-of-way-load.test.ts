import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, sleep } from '@weft/proto';
import { RightOfWay } from './right-of-way.ts';

const PER_SECOND = 1_000;
const SECONDS = 5;
const PARTITIONS = 8;
const MAX_BATCH = 100;
/** Nobody is let wait for longer, however much there is to do. */
const LONGEST_MS = 200;

/** One thread of simulated time: what is asked of it is done in order, each for its time. */
class Thread {
  readonly clock = new ManualClock(0);
  readonly #waiting: { readonly ms: number; readonly go: () => void }[] = [];

  work(ms: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ ms, go });
    });
  }

  async run(untilMs: number): Promise<void> {
    while (this.clock.monotonic() < untilMs) {
      const next = this.#waiting.shift();
      this.clock.advance(next?.ms ?? 0.25);
      next?.go();
      await new Promise((turn) => setImmediate(turn));
    }
  }
}

/** What is stored of a partition, brought in as the worker does: the costs are those of the benchmark's profile. */
class Stored {
  #waiting = 0;
  #wake: (() => void) | undefined;

  constructor(thread: Thread, way: RightOfWay) {
    void this.#follow(thread, way);
  }

  add(): void {
    this.#waiting += 1;
    this.#wake?.();
  }

  async #follow(thread: Thread, way: RightOfWay): Promise<never> {
    for (;;) {
      if (this.#waiting === 0) {
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
      }
      let left = Math.min(this.#waiting, MAX_BATCH);
      this.#waiting -= left;
      while (left > 0) {
        using turn = await way.give();
        const step = Math.min(left, turn.most);
        await this.#place(thread, step);
        left -= step;
      }
    }
  }

  async #place(thread: Thread, count: number): Promise<void> {
    for (let statements = 0; statements < 8; statements += 1) {
      await thread.work(0.12 + count * 0.012);
      await sleep(thread.clock, 0.4 + count * 0.02);
    }
    await Promise.all(
      Array.from({ length: count }, async () => {
        await thread.work(0.12);
        // The timeline's owner and the virtual agent, for whom nobody here waits.
        void thread.work(0.8);
      }),
    );
  }
}

async function pushed(thread: Thread, way: RightOfWay, stored: Stored): Promise<number> {
  const sinceMs = thread.clock.monotonic();
  await thread.work(0.36);
  await way.first(async () => {
    await sleep(thread.clock, 0.5);
    await thread.work(0.04);
  });
  await thread.work(0.08);
  stored.add();
  return thread.clock.monotonic() - sinceMs;
}

test('a thread that is given more than it can do acknowledges pushes in time', async () => {
  const thread = new Thread();
  const way = new RightOfWay(thread.clock);
  const partitions = Array.from({ length: PARTITIONS }, () => new Stored(thread, way));
  const took: Promise<number>[] = [];
  for (let at = 0; at < PER_SECOND * SECONDS; at += 1) {
    const stored = partitions[at % PARTITIONS];
    assert.ok(stored !== undefined);
    thread.clock.after((at * 1_000) / PER_SECOND, () => took.push(pushed(thread, way, stored)));
  }
  await thread.run((SECONDS + 1) * 1_000);
  assert.equal(took.length, PER_SECOND * SECONDS);
  const longestMs = Math.max(...(await Promise.all(took)));
  assert.ok(longestMs < LONGEST_MS, `the longest took ${longestMs} ms`);
});
