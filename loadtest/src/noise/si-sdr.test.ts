import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixAtSnr, whiteNoise } from './noises.ts';
import { seededRandom } from './random.ts';
import { siSdrDb } from './si-sdr.ts';

const wave = Float32Array.from({ length: 48_000 }, (_, i) => Math.sin(i / 10));

test('a scaled copy has no distortion, however loud', () => {
  const reference = Float32Array.from([1, -2, 4]);
  assert.equal(siSdrDb(reference, Float32Array.from([0.25, -0.5, 1])), Number.POSITIVE_INFINITY);
});

test('noise at an SNR gives that SI-SDR', () => {
  for (const snrDb of [0, 5, 10]) {
    const heard = mixAtSnr(wave, whiteNoise(wave.length, seededRandom(snrDb + 1)), snrDb);
    assert.ok(Math.abs(siSdrDb(wave, heard) - snrDb) < 0.2, `${siSdrDb(wave, heard)} at ${snrDb}`);
  }
});

test('turning the volume changes nothing', () => {
  const heard = mixAtSnr(wave, whiteNoise(wave.length, seededRandom(3)), 5);
  const louder = heard.map((sample) => sample * 4);
  assert.ok(Math.abs(siSdrDb(wave, heard) - siSdrDb(wave, louder)) < 1e-6);
});

test('a silent reference is refused', () => {
  assert.throws(() => siSdrDb(new Float32Array(8), wave), /silent reference/);
});
