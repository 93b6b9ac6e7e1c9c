import type { SuppressorModel } from './suppressor.ts';

/** Under which name noise.worklet.ts registers its processor. */
export const PROCESSOR_NAME = 'weft-noise';

/** What a node gives its processor as `processorOptions`. */
export interface ProcessorOptions {
  readonly model: SuppressorModel;
  /** The bytes of the model's program: worklets cannot fetch, and not every browser hands compiled ones over. */
  readonly wasm: ArrayBuffer;
}

/** What the page tells the processor over its port: end for good. Nothing else is understood. */
export type ProcessorCommand = 'stop';

/** What the processor tells the page over its port. */
export interface ProcessorReport {
  /** The model stopped on a fault, told here; from now on sound passes unchanged. */
  readonly fault: string;
}
