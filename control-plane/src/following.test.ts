import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { ManualClock, WeftError } from '@weft/proto';

import { type Batches, Following } from './following.ts';

/** A stream whose batches are put in by hand. */
class Hand implements Batches<string> {
  readonly #waiting: string[] = [];
  #failure: Error | undefined;
  #closed = false;
  #wake = Promise.withResolvers<void>();

  get closed(): boolean {
    return this.#closed;
  }

  put(batch: string): void {
    this.#waiting.push(batch);
    this.#wake.resolve();
  }

  fail(): void {
    this.#failure = new Error('broken');
    this.#wake.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const batch = this.#waiting.shift();
      if (batch !== undefined) yield batch;
      else if (this.#failure !== undefined) throw this.#failure;
      else if (this.#closed) return;
      else {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      }
    }
  }
}

const PASSING = new Set(['UNAVAILABLE'] as const);

/** A following that notes what happens. */
function follow(begin: () => Promise<Hand>) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const following = new Following<string>({
    ...{ clock, begin, passing: PASSING },
    each: async (batch) => {
      if (batch === 'bad') throw new Error('a bad one');
      heard.push(batch);
    },
    failed: (error) => heard.push(String(error)),
  });
  return { clock, heard, following };
}

test('each batch is worked on in turn, and after a failure it begins anew', async () => {
  const hands = [new Hand(), new Hand()];
  let begun = 0;
  const { clock, heard, following } = follow(async () => hands[begun++] ?? new Hand());
  hands[0]?.put('one');
  hands[0]?.put('bad');
  await settled();
  assert.deepEqual(heard, ['one', 'Error: a bad one']);
  assert.ok(hands[0]?.closed);
  hands[1]?.put('two');
  clock.advance(50);
  await settled();
  assert.deepEqual(heard.slice(2), ['two']);
  await following[Symbol.asyncDispose]();
});

test('pauses grow while nothing comes, to two seconds, and are short again after a batch', async () => {
  let begun = 0;
  const hand = new Hand();
  const { clock, following } = follow(async () => {
    begun += 1;
    if (begun === 8) return hand;
    throw new Error('away');
  });
  await settled();
  for (const pauseMs of [50, 100, 200, 400, 800, 1_600, 2_000]) {
    const before = begun;
    clock.advance(pauseMs - 1);
    await settled();
    assert.equal(begun, before, `not before ${pauseMs} ms`);
    clock.advance(1);
    await settled();
    assert.equal(begun, before + 1);
  }
  hand.put('here again');
  hand.fail();
  await settled();
  clock.advance(50);
  await settled();
  assert.equal(begun, 9);
  await following[Symbol.asyncDispose]();
});

test('what fails with an error that passes is done again, anything else is thrown', async () => {
  const { clock, following } = follow(async () => new Hand());
  let tries = 0;
  const done = following.persist(async () => {
    tries += 1;
    if (tries < 3) throw new WeftError('UNAVAILABLE');
    return tries;
  });
  await settled();
  clock.advance(50);
  await settled();
  clock.advance(100);
  assert.equal(await done, 3);
  await assert.rejects(
    following.persist(() => Promise.reject(new WeftError('CONFLICT'))),
    { code: 'CONFLICT' },
  );
  await following[Symbol.asyncDispose]();
});

test('its end waits for no pause, and what is persisted is tried once more', async () => {
  const { following } = follow(() => Promise.reject(new Error('away')));
  let tries = 0;
  const persisting = following.persist(() => {
    tries += 1;
    return Promise.reject(new WeftError('UNAVAILABLE'));
  });
  await settled();
  await Promise.all([following[Symbol.asyncDispose](), assert.rejects(persisting, { code: 'UNAVAILABLE' })]);
  assert.deepEqual([tries, following.closed], [2, true]);
});

test('a stream that is opened while it ends is closed, and nothing of it is worked on', async () => {
  const opening = Promise.withResolvers<Hand>();
  const { heard, following } = follow(() => opening.promise);
  await settled();
  const ended = following[Symbol.asyncDispose]();
  const hand = new Hand();
  hand.put('late');
  opening.resolve(hand);
  await ended;
  assert.deepEqual([hand.closed, heard], [true, []]);
});
