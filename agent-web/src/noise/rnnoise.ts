import type { FrameProcessor } from './frame-queue.ts';

const FRAME = 480;
const FLOAT_BYTES = 4;
/** RNNoise counts in 16-bit steps. */
const STEPS = 32_768;

interface Exports {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  rnnoise_create(model: number): number;
  /** The chance that the frame holds speech, 0 to 1. */
  rnnoise_process_frame(state: number, to: number, from: number): number;
  malloc(bytes: number): number;
}

/** The RNNoise model (Valin, MMSP 2018) of @sapphi-red/web-noise-suppressor, at 48 kHz. */
export class Rnnoise implements FrameProcessor {
  readonly frameSamples = FRAME;
  readonly delaySamples = FRAME;
  readonly #model: Exports;
  readonly #state: number;
  readonly #frame: number;
  readonly #floats: Float32Array;

  private constructor(model: Exports) {
    this.#model = model;
    this.#state = model.rnnoise_create(0);
    this.#frame = model.malloc(FRAME * FLOAT_BYTES);
    const first = this.#frame / FLOAT_BYTES;
    this.#floats = new Float32Array(model.memory.buffer).subarray(first, first + FRAME);
  }

  /** From the bytes of rnnoise.wasm, or of rnnoise_simd.wasm where the machine has SIMD. */
  static create(wasm: BufferSource): Rnnoise {
    let memory: WebAssembly.Memory | undefined;
    const env = {
      // Returns nothing on purpose: a typed array handed back to wasm is turned into a number, which costs 870 ms.
      emscripten_memcpy_big: (to: number, from: number, bytes: number): void => {
        if (memory !== undefined) new Uint8Array(memory.buffer).copyWithin(to, from, from + bytes);
      },
      emscripten_resize_heap: () => 0,
      __assert_fail: () => {
        throw new Error('RNNoise stopped on an assertion');
      },
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env });
    const model = instance.exports as unknown as Exports;
    memory = model.memory;
    model.__wasm_call_ctors();
    return new Rnnoise(model);
  }

  process(input: Float32Array, output: Float32Array): void {
    for (let i = 0; i < FRAME; i++) this.#floats[i] = (input[i] ?? 0) * STEPS;
    this.#model.rnnoise_process_frame(this.#state, this.#frame, this.#frame);
    for (let i = 0; i < FRAME; i++) output[i] = (this.#floats[i] ?? 0) / STEPS;
  }
}
