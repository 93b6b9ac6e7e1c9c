/**
 * Discrete Fourier transforms of a fixed length n whose only prime factors are
 * 2 and 3. Tables are made once; forward and inverse work in place on separate
 * real and imaginary parts and allocate nothing, so they may run in an audio
 * thread. The inverse divides by n.
 */
export class Fft {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #fromRe: Float64Array;
  readonly #fromIm: Float64Array;

  /** Throws RangeError for a length with another prime factor. */
  constructor(size: number) {
    if (!isSmooth(size)) throw new RangeError(`no transform of length ${size}: only factors 2 and 3`);
    this.size = size;
    this.#cos = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: size }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#fromRe = new Float64Array(size);
    this.#fromIm = new Float64Array(size);
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.#fromRe.set(re);
    this.#fromIm.set(im);
    this.#transform(re, im, 0, 1, 0, this.size);
  }

  inverse(re: Float64Array, im: Float64Array): void {
    // The inverse is the forward transform with real and imaginary parts swapped.
    this.forward(im, re);
    for (let k = 0; k < this.size; k++) {
      re[k] = at(re, k) / this.size;
      im[k] = at(im, k) / this.size;
    }
  }

  /** Decimation in time: `length` samples, `stride` apart from `offset`, become the bins from `to` on. */
  #transform(
    re: Float64Array,
    im: Float64Array,
    offset: number,
    stride: number,
    to: number,
    length: number,
  ): void {
    if (length === 1) {
      re[to] = at(this.#fromRe, offset);
      im[to] = at(this.#fromIm, offset);
      return;
    }
    const radix = length % 2 === 0 ? 2 : 3;
    const part = length / radix;
    for (let r = 0; r < radix; r++) {
      this.#transform(re, im, offset + r * stride, stride * radix, to + r * part, part);
    }
    if (radix === 2) this.#join2(re, im, to, part, stride);
    else this.#join3(re, im, to, part, stride);
  }

  #join2(re: Float64Array, im: Float64Array, to: number, part: number, stride: number): void {
    for (let k = 0; k < part; k++) {
      const a = to + k;
      const b = a + part;
      const cos = at(this.#cos, k * stride);
      const sin = at(this.#sin, k * stride);
      const bRe = at(re, b) * cos + at(im, b) * sin;
      const bIm = at(im, b) * cos - at(re, b) * sin;
      const aRe = at(re, a);
      const aIm = at(im, a);
      re[a] = aRe + bRe;
      im[a] = aIm + bIm;
      re[b] = aRe - bRe;
      im[b] = aIm - bIm;
    }
  }

  #join3(re: Float64Array, im: Float64Array, to: number, part: number, stride: number): void {
    for (let k = 0; k < part; k++) {
      const a = to + k;
      const b = a + part;
      const c = b + part;
      const bCos = at(this.#cos, k * stride);
      const bSin = at(this.#sin, k * stride);
      const cCos = at(this.#cos, 2 * k * stride);
      const cSin = at(this.#sin, 2 * k * stride);
      const bRe = at(re, b) * bCos + at(im, b) * bSin;
      const bIm = at(im, b) * bCos - at(re, b) * bSin;
      const cRe = at(re, c) * cCos + at(im, c) * cSin;
      const cIm = at(im, c) * cCos - at(re, c) * cSin;
      const aRe = at(re, a);
      const aIm = at(im, a);
      const crossRe = (bIm - cIm) * SIN_60;
      const crossIm = (cRe - bRe) * SIN_60;
      re[a] = aRe + bRe + cRe;
      im[a] = aIm + bIm + cIm;
      re[b] = aRe - (bRe + cRe) / 2 + crossRe;
      im[b] = aIm - (bIm + cIm) / 2 + crossIm;
      re[c] = aRe - (bRe + cRe) / 2 - crossRe;
      im[c] = aIm - (bIm + cIm) / 2 - crossIm;
    }
  }
}

const SIN_60 = Math.sqrt(3) / 2;

/** The sample at an index that the caller keeps inside the array. */
const at = (samples: Float64Array, index: number): number => samples[index] ?? 0;

function isSmooth(size: number): boolean {
  if (!Number.isInteger(size) || size < 1) return false;
  let rest = size;
  for (const factor of [2, 3]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}
