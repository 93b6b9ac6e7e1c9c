import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delaySamples } from './delay.ts';
import { whiteNoise } from './noises.ts';
import { seededRandom } from './random.ts';

for (const late of [0, 1, 944, 1_529]) {
  test(`a copy that is ${late} samples late and half as loud is found there`, () => {
    const input = whiteNoise(16_000, seededRandom(5));
    const output = new Float32Array(input.length);
    output.set(
      input.subarray(0, input.length - late).map((sample) => sample / 2),
      late,
    );
    assert.equal(delaySamples(input, output, 4_096), late);
  });
}
