import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fft } from './fft.ts';

/** Samples without a pattern that a transform could fall in with: sines of squares. */
const samplesOf = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(seed + i * i));

/** The transform by its definition. */
function plain(re: Float64Array, im: Float64Array): { re: number[]; im: number[] } {
  const n = re.length;
  const out = { re: [] as number[], im: [] as number[] };
  for (let k = 0; k < n; k++) {
    let sumRe = 0;
    let sumIm = 0;
    for (let t = 0; t < n; t++) {
      const angle = (-2 * Math.PI * k * t) / n;
      sumRe += (re[t] ?? 0) * Math.cos(angle) - (im[t] ?? 0) * Math.sin(angle);
      sumIm += (re[t] ?? 0) * Math.sin(angle) + (im[t] ?? 0) * Math.cos(angle);
    }
    out.re.push(sumRe);
    out.im.push(sumIm);
  }
  return out;
}

const near = (actual: Float64Array, expected: readonly number[]): void => {
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs((actual[i] ?? 0) - value) < 1e-9, `bin ${i}`);
};

for (const size of [1, 2, 3, 6, 8, 12, 54, 96]) {
  test(`a transform of ${size} is what the definition gives`, () => {
    const re = samplesOf(size, 1);
    const im = samplesOf(size, 2);
    const expected = plain(re, im);
    new Fft(size).forward(re, im);
    near(re, expected.re);
    near(im, expected.im);
  });
}

test('there and back again is where it began', () => {
  const re = samplesOf(1_536, 7);
  const im = new Float64Array(1_536);
  const before = [...re];
  const fft = new Fft(1_536);
  fft.forward(re, im);
  fft.inverse(re, im);
  near(re, before);
  near(im, new Array<number>(1_536).fill(0));
});

test('a length with another prime factor is refused', () => {
  assert.throws(() => new Fft(10), /no transform of length 10/);
  assert.throws(() => new Fft(0), RangeError);
});
