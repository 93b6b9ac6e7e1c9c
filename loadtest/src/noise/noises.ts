import { Fft } from '@weft/agent-web/noise';
import { powerOfTwoFrom } from './power-of-two.ts';
import type { Random } from './random.ts';

/** Below this pink noise has nothing: a microphone's preamplifier cuts rumble there. */
const PINK_FROM_HZ = 20;

/** Noise with the same power at every frequency, variance 1. */
export const whiteNoise = (length: number, random: Random): Float32Array =>
  Float32Array.from({ length }, () => random.normal());

/** Noise whose power falls by 3 dB an octave. */
export function pinkNoise(length: number, sampleRateHz: number, random: Random): Float32Array {
  const size = powerOfTwoFrom(length);
  const fft = new Fft(size);
  const re = Float64Array.from({ length: size }, () => random.normal());
  const im = new Float64Array(size);
  fft.forward(re, im);
  for (let k = 0; k < size; k++) {
    const hz = (Math.min(k, size - k) * sampleRateHz) / size;
    const gain = hz < PINK_FROM_HZ ? 0 : Math.sqrt(PINK_FROM_HZ / hz);
    re[k] = (re[k] ?? 0) * gain;
    im[k] = (im[k] ?? 0) * gain;
  }
  fft.inverse(re, im);
  return Float32Array.from(re.subarray(0, length));
}

/**
 * People talking at once: each voice goes round from a random point, all at
 * the same power. `voices` must not be the one that is to be heard.
 */
export function babble(length: number, voices: readonly Float32Array[], random: Random): Float32Array {
  const out = new Float32Array(length);
  for (const voice of voices) {
    const gain = 1 / rms(voice);
    const start = Math.floor(random.uniform() * voice.length);
    for (let i = 0; i < length; i++) out[i] = (out[i] ?? 0) + gain * (voice[(start + i) % voice.length] ?? 0);
  }
  return out;
}

/** Speech plus noise at a signal-to-noise ratio in dB, powers taken over the whole length and the whole band. */
export function mixAtSnr(speech: Float32Array, noise: Float32Array, snrDb: number): Float32Array {
  const gain = rms(speech) / rms(noise) / 10 ** (snrDb / 20);
  return speech.map((sample, i) => sample + gain * (noise[i] ?? 0));
}

/** Root of the mean square; 0 for nothing. */
export function rms(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(power / samples.length);
}

/** The sound brought to a level: its RMS becomes `level`. */
export function atLevel(samples: Float32Array, level: number): Float32Array {
  const gain = level / rms(samples);
  return samples.map((sample) => sample * gain);
}
