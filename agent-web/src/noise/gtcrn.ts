import { Fft } from './fft.ts';
import type { FrameProcessor } from './frame-queue.ts';
import { WienerGain } from './wiener.ts';

/**
 * GTCRN (Rong et al., ICASSP 2024) hears 512 samples at 16 kHz every 256: 257
 * bins up to 8 kHz. At 48 kHz the same 32 ms are 1,536 samples, and the lowest
 * 257 bins of their transform are what the model wants: no resampling, hence
 * none of its delay.
 */
const WINDOW = 1_536;
const HOP = WINDOW / 2;
const BINS = 257;
/** A bin of the longer transform is this many times what it is at 16 kHz. */
const SCALE = 3;

/**
 * The window that the model was trained with falls to nothing at its newest
 * end, so usual overlap-add waits for the next one: 16 ms more. Instead all
 * but these newest samples are taken from the window at hand, the analysis
 * window divided out, and windows are cross-faded over the next few.
 */
const LEFT_OUT = 240;
const FADE = 64;

/** Sizes, in floats, of the model's input and of the memories it hands from frame to frame. */
const SIZES = [2 * BINS, 2 * 16 * 16 * 33, 2 * 3 * 16, 2 * 33 * 16] as const;
const FLOAT_BYTES = 4;

/** The names that the package's build gave its exports. */
interface Exports {
  readonly c: WebAssembly.Memory;
  /** Starts the C runtime. */
  d(): void;
  /** One frame through the bare model: spectrum and three memories in, the same out. */
  h(...pointers: number[]): void;
  /** malloc. */
  k(bytes: number): number;
}

/** The GTCRN model of @sapphi-red/web-noise-suppressor's gtcrn.wasm, at 48 kHz. */
export class Gtcrn implements FrameProcessor {
  readonly frameSamples = HOP;
  readonly delaySamples = LEFT_OUT + FADE;
  readonly #model: Exports;
  readonly #floats: Float32Array;
  /** Addresses of input and output; they change places after each frame, which carries the memories on. */
  readonly #turns: readonly [readonly number[], readonly number[]];
  #turn: 0 | 1 = 0;
  readonly #fft = new Fft(WINDOW);
  readonly #heard = new Float64Array(WINDOW);
  readonly #re = new Float64Array(WINDOW);
  readonly #im = new Float64Array(WINDOW);
  readonly #speechRe = new Float64Array(BINS);
  readonly #speechIm = new Float64Array(BINS);
  readonly #gain = new WienerGain(BINS);
  readonly #faded = new Float64Array(FADE);

  private constructor(model: Exports) {
    const reserve = (): number[] => SIZES.map((size) => model.k(size * FLOAT_BYTES));
    const a = reserve();
    const b = reserve();
    this.#model = model;
    this.#turns = [
      [...a, ...b],
      [...b, ...a],
    ];
    this.#floats = new Float32Array(model.c.buffer);
    for (const [i, size] of SIZES.entries()) {
      const first = at(a, i) / FLOAT_BYTES;
      this.#floats.fill(0, first, first + size);
    }
  }

  /** From the bytes of gtcrn.wasm. The module's memory is large enough as it comes and is never grown. */
  static create(wasm: BufferSource): Gtcrn {
    const imports = {
      a: () => {
        throw new Error('GTCRN stopped on an assertion');
      },
      b: () => 0,
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { a: imports });
    const model = instance.exports as unknown as Exports;
    model.d();
    return new Gtcrn(model);
  }

  process(input: Float32Array, output: Float32Array): void {
    this.#heard.copyWithin(0, HOP);
    for (let i = 0; i < HOP; i++) this.#heard[HOP + i] = at(input, i);
    for (let i = 0; i < WINDOW; i++) {
      this.#re[i] = at(this.#heard, i) * at(ANALYSIS, i);
      this.#im[i] = 0;
    }
    this.#fft.forward(this.#re, this.#im);
    this.#enhance();
    this.#fft.inverse(this.#re, this.#im);
    this.#synthesize(output);
  }

  /** Takes from the heard spectrum what the model says is noise; above 8 kHz there is nothing. */
  #enhance(): void {
    const floats = this.#floats;
    const addresses = this.#turns[this.#turn];
    const from = at(addresses, 0) / FLOAT_BYTES;
    const to = at(addresses, SIZES.length) / FLOAT_BYTES;
    for (let k = 0; k < BINS; k++) {
      floats[from + 2 * k] = at(this.#re, k) / SCALE;
      floats[from + 2 * k + 1] = at(this.#im, k) / SCALE;
    }
    this.#model.h(...addresses);
    this.#turn = this.#turn === 0 ? 1 : 0;
    for (let k = 0; k < BINS; k++) {
      this.#speechRe[k] = at(floats, to + 2 * k) * SCALE;
      this.#speechIm[k] = at(floats, to + 2 * k + 1) * SCALE;
    }
    this.#gain.apply(this.#re, this.#im, this.#speechRe, this.#speechIm);
    this.#re.fill(0, BINS);
    this.#im.fill(0, BINS);
    for (let k = 1; k < BINS; k++) {
      this.#re[WINDOW - k] = at(this.#re, k);
      this.#im[WINDOW - k] = -at(this.#im, k);
    }
  }

  /** The finished stretch of this window, its start joined to the end of the one before. */
  #synthesize(output: Float32Array): void {
    const start = WINDOW - LEFT_OUT - FADE - HOP;
    for (let i = 0; i < HOP; i++) {
      const sample = at(this.#re, start + i) / at(ANALYSIS, start + i);
      const share = i < FADE ? at(FADE_IN, i) : 1;
      output[i] = share * sample + (i < FADE ? at(this.#faded, i) : 0);
    }
    for (let i = 0; i < FADE; i++) {
      const index = start + HOP + i;
      this.#faded[i] = ((1 - at(FADE_IN, i)) * at(this.#re, index)) / at(ANALYSIS, index);
    }
  }
}

const ANALYSIS = Float64Array.from({ length: WINDOW }, (_, i) => Math.sin((Math.PI * i) / WINDOW));
const FADE_IN = Float64Array.from(
  { length: FADE },
  (_, i) => Math.sin((Math.PI * (i + 0.5)) / (2 * FADE)) ** 2,
);

/** The value at an index that the caller keeps inside the list. */
const at = (list: ArrayLike<number>, index: number): number => list[index] ?? 0;
