import type { Sound } from './wave.ts';

/** Zero crossings of the sinc on either side: enough for about 80 dB beside the transition band. */
const HALF_WIDTH = 32;
/** What of the lower Nyquist frequency is kept; the rest is the transition band. */
const PASS_BAND = 0.95;

/** The sound at another sample rate: a sinc under a Blackman window, cut at the lower of both Nyquist frequencies. */
export function resample(sound: Sound, sampleRateHz: number): Sound {
  if (sound.sampleRateHz === sampleRateHz) return sound;
  const common = greatestCommonDivisor(sound.sampleRateHz, sampleRateHz);
  const up = sampleRateHz / common;
  const down = sound.sampleRateHz / common;
  const cutoff = PASS_BAND * Math.min(1, up / down);
  const reach = Math.ceil(HALF_WIDTH / cutoff);
  // Output sample n lies n * down / up input samples in: only `up` different fractions, each with its own weights.
  const weights = Array.from({ length: up }, (_, fraction) =>
    Float64Array.from({ length: 2 * reach }, (_, tap) =>
      weight(tap - reach + 1 - fraction / up, cutoff, reach),
    ),
  );
  const { samples } = sound;
  const out = new Float32Array(Math.floor((samples.length * up) / down));
  for (let n = 0; n < out.length; n++) {
    const first = Math.floor((n * down) / up) - reach + 1;
    let sum = 0;
    for (const [tap, share] of (weights[(n * down) % up] ?? new Float64Array()).entries()) {
      sum += share * (samples[first + tap] ?? 0);
    }
    out[n] = sum;
  }
  return { sampleRateHz, samples: out };
}

function weight(distance: number, cutoff: number, reach: number): number {
  if (Math.abs(distance) >= reach) return 0;
  const x = Math.PI * cutoff * distance;
  const sinc = distance === 0 ? 1 : Math.sin(x) / x;
  const phase = (Math.PI * distance) / reach;
  return cutoff * sinc * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
