import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fft } from '@weft/agent-web/noise';
import { atLevel, babble, mixAtSnr, pinkNoise, rms, whiteNoise } from './noises.ts';
import { seededRandom } from './random.ts';

const SAMPLE_RATE_HZ = 48_000;

/** Power between two frequencies, in dB. */
function bandDb(samples: Float32Array, fromHz: number, toHz: number): number {
  const size = 65_536;
  const re = Float64Array.from(samples.subarray(0, size));
  const im = new Float64Array(size);
  new Fft(size).forward(re, im);
  let power = 0;
  for (
    let k = Math.round((fromHz * size) / SAMPLE_RATE_HZ);
    k < Math.round((toHz * size) / SAMPLE_RATE_HZ);
    k++
  ) {
    power += (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2;
  }
  return 10 * Math.log10(power);
}

test('the same seed gives the same noise, another seed another', () => {
  assert.deepEqual(whiteNoise(100, seededRandom(1)), whiteNoise(100, seededRandom(1)));
  assert.notDeepEqual(whiteNoise(100, seededRandom(1)), whiteNoise(100, seededRandom(2)));
});

test('white noise has 3 dB more in each higher octave, pink noise the same in each', () => {
  const white = whiteNoise(65_536, seededRandom(1));
  const pink = pinkNoise(65_536, SAMPLE_RATE_HZ, seededRandom(1));
  for (const hz of [500, 1_000, 2_000, 4_000, 8_000]) {
    assert.ok(Math.abs(bandDb(white, hz, 2 * hz) - bandDb(white, hz / 2, hz) - 3) < 0.7, `white at ${hz}`);
    assert.ok(Math.abs(bandDb(pink, hz, 2 * hz) - bandDb(pink, hz / 2, hz)) < 0.7, `pink at ${hz}`);
  }
});

test('white noise has the mean 0 and the variance 1', () => {
  const white = whiteNoise(100_000, seededRandom(9));
  assert.ok(Math.abs(white.reduce((sum, sample) => sum + sample, 0) / white.length) < 0.02);
  assert.ok(Math.abs(rms(white) - 1) < 0.02);
});

test('in babble every voice is as strong as the others, and short ones go round', () => {
  const loud = Float32Array.from({ length: 300 }, (_, i) => 8 * Math.sin(i));
  const soft = Float32Array.from({ length: 500 }, (_, i) => Math.sin(1.7 * i));
  const both = babble(40_000, [loud, soft], seededRandom(4));
  const alone = babble(40_000, [loud], seededRandom(4));
  assert.ok(Math.abs(rms(both) / rms(alone) - Math.SQRT2) < 0.05);
});

test('speech and noise are mixed at the ratio asked for', () => {
  const speech = atLevel(whiteNoise(10_000, seededRandom(1)), 0.05);
  assert.ok(Math.abs(rms(speech) - 0.05) < 1e-6);
  const noise = whiteNoise(10_000, seededRandom(2));
  const heard = mixAtSnr(speech, noise, 10);
  const added = heard.map((sample, i) => sample - (speech[i] ?? 0));
  assert.ok(Math.abs(20 * Math.log10(rms(speech) / rms(added)) - 10) < 1e-3);
});
