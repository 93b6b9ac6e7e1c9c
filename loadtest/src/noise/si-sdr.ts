/**
 * Scale-invariant signal-to-distortion ratio in dB (Le Roux, Wisdom, Erdogan
 * and Hershey, "SDR - half-baked or well done?", ICASSP 2019): how much of the
 * estimate is a scaled copy of the reference, against everything else in it.
 * Both are compared over their common length. Infinity when the estimate is a
 * scaled copy; -Infinity when it holds nothing of the reference.
 */
export function siSdrDb(reference: Float32Array, estimate: Float32Array): number {
  const length = Math.min(reference.length, estimate.length);
  let cross = 0;
  let power = 0;
  for (let i = 0; i < length; i++) {
    const wanted = reference[i] ?? 0;
    cross += wanted * (estimate[i] ?? 0);
    power += wanted * wanted;
  }
  if (power === 0) throw new RangeError('a silent reference has no SI-SDR');
  const scale = cross / power;
  let target = 0;
  let distortion = 0;
  for (let i = 0; i < length; i++) {
    const scaled = scale * (reference[i] ?? 0);
    target += scaled ** 2;
    distortion += ((estimate[i] ?? 0) - scaled) ** 2;
  }
  return 10 * Math.log10(target / distortion);
}
