import type { FrameQueue } from './frame-queue.ts';
import {
  PROCESSOR_NAME,
  type ProcessorCommand,
  type ProcessorOptions,
  type ProcessorReport,
} from './processor.ts';
import { createSuppressor, QUANTUM_SAMPLES, SAMPLE_RATE_HZ } from './suppressor.ts';

// What an AudioWorkletGlobalScope offers (Web Audio API, section 1.32); TypeScript's libraries do not know it.
declare const sampleRate: number;
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof NoiseProcessor): void;

/** One channel of sound through a model, in the audio thread. Silence goes in where nothing is connected. */
class NoiseProcessor extends AudioWorkletProcessor {
  readonly #suppressor: FrameQueue;
  readonly #silence = new Float32Array(QUANTUM_SAMPLES);
  #state: 'running' | 'faulty' | 'stopped' = 'running';

  /**
   * Throws, and so raises `processorerror` at the node, when the model does not start. It starts at once: a
   * program of 200 kB is taken in faster than a quantum lasts, since its functions are compiled as they are used.
   */
  constructor(options: { readonly processorOptions: ProcessorOptions }) {
    super();
    if (sampleRate !== SAMPLE_RATE_HZ) throw new RangeError(`${sampleRate} Hz, not ${SAMPLE_RATE_HZ}`);
    const { model, wasm } = options.processorOptions;
    this.#suppressor = createSuppressor(model, wasm);
    this.port.onmessage = ({ data }: MessageEvent<ProcessorCommand>) => {
      if (data === 'stop') this.#state = 'stopped';
    };
  }

  /** One quantum. False once stopped: then the browser may drop this processor. */
  process(
    inputs: readonly (readonly Float32Array[])[],
    outputs: readonly (readonly Float32Array[])[],
  ): boolean {
    const input = inputs[0]?.[0] ?? this.#silence;
    const output = outputs[0]?.[0];
    if (output === undefined || this.#state === 'stopped') return this.#state !== 'stopped';
    if (this.#state === 'running') this.#suppress(input, output);
    if (this.#state === 'faulty') output.set(input);
    return true;
  }

  /** An exception out of `process` would silence the node for good: a voice with its noise is better than none. */
  #suppress(input: Float32Array, output: Float32Array): void {
    try {
      this.#suppressor.process(input, output);
    } catch (error) {
      this.#state = 'faulty';
      const report: ProcessorReport = { fault: String(error) };
      this.port.postMessage(report);
    }
  }
}

registerProcessor(PROCESSOR_NAME, NoiseProcessor);
