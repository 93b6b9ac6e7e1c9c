import { Fft } from '@weft/agent-web/noise';
import { powerOfTwoFrom } from './power-of-two.ts';

/**
 * By how many samples `output` comes after `input`: the lag of the greatest
 * cross-correlation in [0, maxLagSamples]. The signals need energy at many
 * frequencies, else several lags fit equally well.
 */
export function delaySamples(input: Float32Array, output: Float32Array, maxLagSamples: number): number {
  const size = powerOfTwoFrom(Math.max(input.length, output.length) + maxLagSamples + 1);
  const fft = new Fft(size);
  const spectrum = (samples: Float32Array): { re: Float64Array; im: Float64Array } => {
    const re = new Float64Array(size);
    re.set(samples);
    const im = new Float64Array(size);
    fft.forward(re, im);
    return { re, im };
  };
  const a = spectrum(input);
  const b = spectrum(output);
  const re = a.re.map((aRe, k) => aRe * (b.re[k] ?? 0) + (a.im[k] ?? 0) * (b.im[k] ?? 0));
  const im = a.re.map((aRe, k) => aRe * (b.im[k] ?? 0) - (a.im[k] ?? 0) * (b.re[k] ?? 0));
  fft.inverse(re, im);
  let best = 0;
  for (let lag = 1; lag <= maxLagSamples; lag++) if ((re[lag] ?? 0) > (re[best] ?? 0)) best = lag;
  return best;
}
