import { GtcrnWorkletNode, loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';

/** GTCRN takes away more noise, RNNoise needs a quarter of the work. */
export type Model = 'gtcrn' | 'rnnoise';

interface ModelFiles {
  readonly worklet: string;
  readonly wasm: string;
  /** Where the machine has WebAssembly SIMD. */
  readonly simdWasm: string;
}

/** URLs of each model's files. */
export type ModelAssets = Readonly<Record<Model, ModelFiles>>;

/** A suppressor in an audio graph. */
export interface SuppressorNode extends AudioNode {
  /** Stops its work for good; it passes nothing on any more. */
  destroy(): void;
}

/** Voice is one channel. */
const CHANNELS = 1;

/** A model's program, loaded once for all contexts. */
export interface LoadedModel {
  readonly model: Model;
  readonly worklet: string;
  readonly wasmBinary: ArrayBuffer;
}

/** Fetches a model's program. Rejects when it cannot be had. */
export async function loadModel(model: Model, assets: ModelAssets): Promise<LoadedModel> {
  const { worklet, wasm, simdWasm } = assets[model];
  const wasmBinary = await loadRnnoise({ url: wasm, simdUrl: simdWasm });
  if (!WebAssembly.validate(wasmBinary)) throw new TypeError(`${model} is not a WebAssembly program`);
  return { model, worklet, wasmBinary };
}

/** Makes the node. The context must run at 48 kHz; its output is silence until the program has started. */
export async function createSuppressor(
  context: BaseAudioContext,
  loaded: LoadedModel,
): Promise<SuppressorNode> {
  await context.audioWorklet.addModule(loaded.worklet);
  // The package asks for an AudioContext, and uses nothing that an offline one lacks.
  const audio = context as AudioContext;
  // Each node gets its own copy: the message to the worklet must not take ours away.
  const options = { maxChannels: CHANNELS, wasmBinary: loaded.wasmBinary.slice(0) };
  return loaded.model === 'gtcrn'
    ? new GtcrnWorkletNode(audio, options)
    : new RnnoiseWorkletNode(audio, options);
}
