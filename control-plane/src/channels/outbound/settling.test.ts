import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutboundQueued, silentLog, systemClock, WeftError, type Work } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Settling, type SettlingContext } from './settling.ts';

test('what was sent while the store is away is held until it is kept, and only then done', async () => {
  let isAway = true;
  let done = 0;
  let refused = 0;
  const context = {
    store: {
      change: () => {
        if (!isAway) return Promise.resolve([]);
        refused += 1;
        return Promise.reject(new WeftError('UNAVAILABLE'));
      },
    },
    timeline: { append: () => Promise.resolve() },
    ...{ clock: systemClock, log: silentLog },
  } as unknown as SettlingContext;
  await using settling = new Settling(context);
  const work: Work<OutboundQueued> = {
    value: OutboundQueued.decode(new Uint8Array()),
    ...{ seq: 7, touch: () => undefined },
    done: () => {
      done += 1;
    },
  };
  settling.settle({ work, tries: 1, result: { is: 'sent', carrierIds: ['c-1'], segments: 1 } });
  assert.equal(settling.heldAs(work.value), 7);
  assert.equal(settling.heldAs({ ...work.value, revision: 9 }), undefined);
  assert.equal(done, 0);
  // Its owner ends while the store is away: what the carrier said must not be forgotten for that.
  const ending = settling[Symbol.asyncDispose]();
  await until(() => refused > 0 || 'not tried');
  isAway = false;
  await until(() => settling.heldAs(work.value) === undefined || 'not kept yet');
  assert.equal(done, 1);
  await ending;
});
