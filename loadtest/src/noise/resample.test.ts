import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resample } from './resample.ts';

const tone = (hz: number, sampleRateHz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: sampleRateHz * seconds }, (_, i) =>
    Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  );

/** The greatest difference, the ends left out: there the kernel reaches beyond the sound. */
function worst(actual: Float32Array, expected: Float32Array): number {
  let most = 0;
  for (let i = 2_000; i < actual.length - 2_000; i++)
    most = Math.max(most, Math.abs((actual[i] ?? 0) - (expected[i] ?? 0)));
  return most;
}

for (const from of [16_000, 22_050, 96_000]) {
  test(`a tone keeps its pitch, level and place from ${from} to 48,000 Hz`, () => {
    const { sampleRateHz, samples } = resample({ sampleRateHz: from, samples: tone(1_000, from, 1) }, 48_000);
    assert.equal(sampleRateHz, 48_000);
    assert.equal(samples.length, 48_000);
    assert.ok(worst(samples, tone(1_000, 48_000, 1)) < 0.001);
  });
}

test('what the lower rate cannot carry is gone, not folded', () => {
  const { samples } = resample({ sampleRateHz: 48_000, samples: tone(12_000, 48_000, 1) }, 16_000);
  assert.ok(worst(samples, new Float32Array(samples.length)) < 0.001);
});

test('at the same rate nothing is done', () => {
  const sound = { sampleRateHz: 48_000, samples: tone(100, 48_000, 1) };
  assert.equal(resample(sound, 48_000), sound);
});
