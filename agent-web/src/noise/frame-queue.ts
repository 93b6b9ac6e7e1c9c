/** Takes whole frames of samples and gives as many back, late by `delaySamples`. */
export interface FrameProcessor {
  readonly frameSamples: number;
  /** How far the output frame lies behind the input frame it was made from. */
  readonly delaySamples: number;
  /** Reads `input`, fills `output`; both hold `frameSamples` samples in [-1, 1]. */
  process(input: Float32Array, output: Float32Array): void;
}

/**
 * Between an audio graph, which comes in quanta, and a processor, which wants
 * frames, at the least delay that never runs dry: a frame less the greatest
 * step that quanta and frames have in common. Holds at most two frames and a quantum.
 */
export class FrameQueue {
  readonly #processor: FrameProcessor;
  readonly #input: Float32Array;
  readonly #output: Float32Array;
  readonly #ready: Float32Array;
  #filled = 0;
  #readyFrom = 0;
  #readyCount: number;
  readonly #waitSamples: number;

  constructor(processor: FrameProcessor, quantumSamples: number) {
    const frame = processor.frameSamples;
    this.#processor = processor;
    this.#input = new Float32Array(frame);
    this.#output = new Float32Array(frame);
    this.#ready = new Float32Array(2 * frame + quantumSamples);
    this.#waitSamples = frame - commonStep(frame, quantumSamples);
    this.#readyCount = this.#waitSamples;
  }

  /** From a sample going in to the same sample coming out. */
  get delaySamples(): number {
    return this.#waitSamples + this.#processor.delaySamples;
  }

  /** One quantum in, one quantum out. */
  process(input: Float32Array, output: Float32Array): void {
    let read = 0;
    while (read < input.length) {
      const count = Math.min(input.length - read, this.#input.length - this.#filled);
      for (let i = 0; i < count; i++) this.#input[this.#filled + i] = input[read + i] ?? 0;
      read += count;
      this.#filled += count;
      if (this.#filled === this.#input.length) this.#processFrame();
    }
    for (let i = 0; i < output.length; i++) {
      output[i] = this.#ready[this.#readyFrom] ?? 0;
      this.#readyFrom = (this.#readyFrom + 1) % this.#ready.length;
    }
    this.#readyCount -= output.length;
  }

  #processFrame(): void {
    this.#processor.process(this.#input, this.#output);
    this.#filled = 0;
    for (let i = 0; i < this.#output.length; i++) {
      this.#ready[(this.#readyFrom + this.#readyCount + i) % this.#ready.length] = this.#output[i] ?? 0;
    }
    this.#readyCount += this.#output.length;
  }
}

function commonStep(a: number, b: number): number {
  return b === 0 ? a : commonStep(b, a % b);
}
