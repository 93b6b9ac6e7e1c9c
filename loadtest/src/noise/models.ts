import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packagedWorklet } from './packaged-worklet.ts';
import { QUANTUM, type Suppressor } from './suppressor.ts';
import { FrameQueue } from './suppressors/frame-queue.ts';
import { Gtcrn } from './suppressors/gtcrn.ts';
import { Rnnoise } from './suppressors/rnnoise.ts';

/** A way to suppress noise that can be measured. */
export interface Model {
  readonly name: string;
  create(): Promise<Suppressor>;
}

const PACKAGE = '@sapphi-red/web-noise-suppressor';
/** Bytes of a file that the package exports. */
const fileOf = (name: string): Promise<Buffer<ArrayBuffer>> =>
  readFile(fileURLToPath(import.meta.resolve(`${PACKAGE}/${name}`)));

/** The model that pages use unless told otherwise. docs/decisions/0040-noise-suppression.md. */
export const DEFAULT_MODEL: Model = {
  name: 'gtcrn',
  create: async () => new FrameQueue(await Gtcrn.create(await fileOf('gtcrn.wasm')), QUANTUM),
};

/** The model for machines that are too slow for the default. */
export const FALLBACK_MODEL: Model = {
  name: 'rnnoise',
  create: async () => new FrameQueue(await Rnnoise.create(await fileOf('rnnoise_simd.wasm')), QUANTUM),
};

/** The same two models in the worklets that the package brings: what the decision was weighed against. */
export const PACKAGED_MODELS: readonly Model[] = [
  {
    name: 'gtcrn-packaged',
    create: async () => packagedWorklet(await fileOf('gtcrnWorklet.js'), await fileOf('gtcrn.wasm')),
  },
  {
    name: 'rnnoise-packaged',
    create: async () => packagedWorklet(await fileOf('rnnoiseWorklet.js'), await fileOf('rnnoise_simd.wasm')),
  },
];
