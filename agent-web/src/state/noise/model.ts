import {
  PROCESSOR_NAME,
  type ProcessorCommand,
  type ProcessorOptions,
  type ProcessorReport,
  type SuppressorModel,
} from '../../noise/index.ts';

/** Where the suppressors' files are. */
export interface ModelAssets {
  /** The built noise.worklet.ts, which runs either model. */
  readonly workletUrl: string;
  /** Builds of each model's program; the first one that the machine can run is used. */
  readonly wasmUrls: Readonly<Record<SuppressorModel, readonly string[]>>;
}

/** A suppressor in an audio graph. */
export interface SuppressorNode extends AudioNode {
  /** Stops its work for good; it passes nothing on any more. */
  destroy(): void;
}

/** A model's program, loaded once for all contexts. */
export interface LoadedModel {
  readonly model: SuppressorModel;
  readonly workletUrl: string;
  readonly wasm: ArrayBuffer;
}

/** Fetches a model's program. Rejects when it cannot be had, or cannot run here. */
export async function loadModel(model: SuppressorModel, assets: ModelAssets): Promise<LoadedModel> {
  for (const url of assets.wasmUrls[model]) {
    const response = await fetch(url);
    if (!response.ok) throw new TypeError(`${model} is not to be had: ${response.status}`);
    const wasm = await response.arrayBuffer();
    // Says no to instructions that the machine lacks, too: SIMD is the one that matters.
    if (WebAssembly.validate(wasm)) return { model, workletUrl: assets.workletUrl, wasm };
  }
  throw new TypeError(`${model} is not a WebAssembly program that runs here`);
}

/**
 * Makes the node. The context must run at 48 kHz. Its output is silence where the program does not start; where
 * it stops on a fault later, `onFault` is told and sound passes unchanged.
 */
export async function createSuppressor(
  context: BaseAudioContext,
  { model, workletUrl, wasm }: LoadedModel,
  onFault: (fault: string) => void,
): Promise<SuppressorNode> {
  await context.audioWorklet.addModule(workletUrl);
  const processorOptions: ProcessorOptions = { model, wasm };
  const node = new AudioWorkletNode(context, PROCESSOR_NAME, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    outputChannelCount: [1],
    // Voice is one channel, whatever the microphone gives.
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions,
  });
  node.port.onmessage = ({ data }: MessageEvent<ProcessorReport>) => onFault(data.fault);
  const stop: ProcessorCommand = 'stop';
  return Object.assign(node, { destroy: () => node.port.postMessage(stop) });
}
