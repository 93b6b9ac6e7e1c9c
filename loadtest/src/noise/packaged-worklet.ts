import { createContext, runInContext } from 'node:vm';
import { QUANTUM_SAMPLES } from '@weft/agent-web/noise';
import type { Suppressor } from './suppressor.ts';

/** What a worklet's file registers (Web Audio API, AudioWorkletProcessor). */
type Processor = new (options: {
  readonly processorOptions: { readonly maxChannels: number; readonly wasmBinary: ArrayBuffer };
}) => { process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: object): boolean };

const SAMPLE_RATE_HZ = 48_000;
/** Quanta of silence fed while the worklet loads its model; more means that it never will. */
const MOST_WARM_UP_QUANTA = 10_000;

/** The package's own worklet, unchanged, in a scope that offers what an AudioWorkletGlobalScope would. */
export async function packagedWorklet(source: Buffer, wasm: Buffer<ArrayBuffer>): Promise<Suppressor> {
  let registered: Processor | undefined;
  const scope = createContext({
    AudioWorkletProcessor: class {
      readonly port = { addEventListener: () => undefined, postMessage: () => undefined };
    },
    registerProcessor: (_name: string, processor: Processor) => {
      registered = processor;
    },
    sampleRate: SAMPLE_RATE_HZ,
    WebAssembly,
    TextDecoder,
    URL,
    console,
  });
  // A script, where the browser has a module: its only need of one is its own address.
  runInContext(source.toString('utf8').replaceAll('import.meta.url', '"http://worklet.invalid/"'), scope);
  if (registered === undefined) throw new Error('the worklet registers no processor');
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  const processor = new registered({ processorOptions: { maxChannels: 1, wasmBinary } });
  await loaded(processor);
  return {
    process: (input, output) => {
      processor.process([[input]], [[output]], {});
    },
  };
}

/** While it loads, a worklet leaves its output alone; a mark in the output tells. */
async function loaded(processor: InstanceType<Processor>): Promise<void> {
  const silence = new Float32Array(QUANTUM_SAMPLES);
  for (let fed = 0; fed < MOST_WARM_UP_QUANTA; fed++) {
    const output = new Float32Array(QUANTUM_SAMPLES).fill(1);
    processor.process([[silence]], [[output]], {});
    if (output[0] !== 1) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('the worklet never loaded its model');
}
