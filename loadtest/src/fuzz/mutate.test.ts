import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../noise/random.ts';
import { mutate } from './mutate.ts';

const frame = Uint8Array.from({ length: 40 }, (_, i) => i);

test('the same seed gives the same mutations', () => {
  const run = (): Uint8Array[] => {
    const random = seededRandom(3);
    return Array.from({ length: 50 }, () => mutate(frame, random));
  };
  assert.deepEqual(run(), run());
});

test('what goes in is left as it is', () => {
  const random = seededRandom(4);
  for (let i = 0; i < 500; i++) mutate(frame, random);
  assert.deepEqual(
    [...frame],
    Array.from({ length: 40 }, (_, i) => i),
  );
});

test('nearly every mutation differs, in length or content, and none grows without bound', () => {
  const random = seededRandom(5);
  const mutations = Array.from({ length: 1_000 }, () => mutate(frame, random));
  const different = mutations.filter((one) => Buffer.compare(one, frame) !== 0);
  assert.ok(different.length > 900, `${different.length} differ`);
  assert.ok(
    different.some((one) => one.length < frame.length) && different.some((one) => one.length > frame.length),
  );
  assert.ok(mutations.every((one) => one.length <= 16 * (frame.length + 16)));
});

test('nothing can be mutated, too', () => {
  const random = seededRandom(6);
  for (let i = 0; i < 200; i++) mutate(new Uint8Array(0), random);
});
