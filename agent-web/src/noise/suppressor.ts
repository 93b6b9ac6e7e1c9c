import { FrameQueue } from './frame-queue.ts';
import { Gtcrn } from './gtcrn.ts';
import { Rnnoise } from './rnnoise.ts';

/** GTCRN takes away more noise, RNNoise needs a quarter of the work. docs/decisions/0040-noise-suppression.md. */
export type SuppressorModel = 'gtcrn' | 'rnnoise';

/** Samples that Web Audio hands to a worklet at a time (Web Audio API, "render quantum"). */
export const QUANTUM_SAMPLES = 128;

/** What both models work at. */
export const SAMPLE_RATE_HZ = 48_000;

/**
 * One run of a model over one voice, with a clean memory at its start, fed quantum by quantum. `wasm` is the
 * file of the npm package that belongs to the model. Throws when it is another.
 */
export const createSuppressor = (model: SuppressorModel, wasm: BufferSource): FrameQueue =>
  new FrameQueue(model === 'gtcrn' ? Gtcrn.create(wasm) : Rnnoise.create(wasm), QUANTUM_SAMPLES);
