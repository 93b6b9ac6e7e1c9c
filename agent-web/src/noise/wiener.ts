/** How much of the mean stays from frame to frame: at a frame every 16 ms the mean is over 1.6 s. */
const KEPT = 0.99;
/** Keeps silence from being divided by silence; far below the power of any sound. */
const LEAST_POWER = 1e-12;

/**
 * A Wiener gain (Wiener 1949) behind a model: a model judges each frame by itself and, where noise is steady,
 * takes now too much and now too little. What it takes away from a bin is the noise there; its mean over time
 * says how far the speech that the model finds stands above it, and the heard bin is scaled by that.
 */
export class WienerGain {
  readonly #noise: Float64Array;
  #frames = 0;

  constructor(bins: number) {
    this.#noise = new Float64Array(bins);
  }

  /** One frame: scales the heard spectrum in place. `speechRe` and `speechIm` are what the model makes of it. */
  apply(re: Float64Array, im: Float64Array, speechRe: Float64Array, speechIm: Float64Array): void {
    this.#frames++;
    // The first frames count in full, so that the mean is one from the start.
    const kept = Math.min(KEPT, 1 - 1 / this.#frames);
    for (let k = 0; k < this.#noise.length; k++) {
      const heardRe = re[k] ?? 0;
      const heardIm = im[k] ?? 0;
      const foundRe = speechRe[k] ?? 0;
      const foundIm = speechIm[k] ?? 0;
      const taken = (heardRe - foundRe) ** 2 + (heardIm - foundIm) ** 2;
      const noise = kept * (this.#noise[k] ?? 0) + (1 - kept) * taken;
      const speech = foundRe * foundRe + foundIm * foundIm;
      const gain = speech / (speech + noise + LEAST_POWER);
      this.#noise[k] = noise;
      re[k] = gain * heardRe;
      im[k] = gain * heardIm;
    }
  }
}
