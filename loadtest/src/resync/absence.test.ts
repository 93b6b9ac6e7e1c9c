import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../noise/random.ts';
import { absence } from './absence.ts';

const drawn = (seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: 1_000 }, () => absence(random));
};

test('absences are of 1 s to 10 min, resumed when short, and the same for the same seed', () => {
  const all = drawn(7);
  for (const { awayMs, resumed } of all) {
    assert.ok(awayMs >= 1_000 && awayMs <= 600_000, String(awayMs));
    assert.equal(resumed, awayMs <= 15_000);
  }
  const resumed = all.filter((one) => one.resumed).length;
  assert.ok(resumed > 300 && resumed < 550, String(resumed));
  assert.ok(all.some(({ happenings }) => happenings === 0));
  assert.ok(all.some(({ happenings }) => happenings > 40));
  assert.deepEqual(drawn(7), all);
  assert.notDeepEqual(drawn(8), all);
});
