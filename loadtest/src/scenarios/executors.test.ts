import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { execute } from './executors.ts';

test('each user iterates so many times, all of them at once', async () => {
  const begun: number[] = [];
  const ran = await execute(
    { executor: 'per-vu-iterations', vus: 3, iterations: 2 },
    systemClock,
    async (id) => {
      begun.push(id);
    },
  );
  assert.deepEqual(ran, { iterations: 6, dropped: 0 });
  assert.deepEqual(begun.slice(0, 3), [1, 2, 3]);
});

test('people arrive whether those before are done or not, until there are too many', async () => {
  const gate = Promise.withResolvers<void>();
  let begun = 0;
  const running = execute(
    { executor: 'constant-arrival-rate', rate: 20, duration: '1s', maxVUs: 5 },
    systemClock,
    () => {
      begun += 1;
      if (begun === 5) systemClock.after(1_500, gate.resolve);
      return gate.promise;
    },
  );
  assert.deepEqual(await running, { iterations: 5, dropped: 15 });
});

test('users go on for as long as they are told', async () => {
  const ran = await execute({ executor: 'constant-vus', vus: 2, duration: '0s' }, systemClock, async () => {
    throw new Error('there is no time for one');
  });
  assert.deepEqual(ran, { iterations: 0, dropped: 0 });
});

test('a duration that is not understood is refused', async () => {
  await assert.rejects(
    execute({ executor: 'constant-vus', vus: 1, duration: 'long' }, systemClock, async () => undefined),
    /no duration/,
  );
});
