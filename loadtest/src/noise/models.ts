import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createSuppressor, type SuppressorModel } from '@weft/agent-web/noise';
import { packagedWorklet } from './packaged-worklet.ts';
import type { Suppressor } from './suppressor.ts';

/** A way to suppress noise that can be measured. */
export interface Model {
  readonly name: string;
  create(): Promise<Suppressor>;
}

/** One that the pages' own worklet runs. */
interface ShippedModel extends Model {
  readonly name: SuppressorModel;
}

/** Bytes of a file that the package exports; the address is what `import.meta.resolve` makes of its name. */
const read = (address: string): Promise<Buffer<ArrayBuffer>> => readFile(fileURLToPath(address));

/**
 * The model that pages use unless told otherwise, in the very modules that their worklet is built from.
 * docs/decisions/0040-noise-suppression.md.
 */
export const DEFAULT_MODEL: ShippedModel = {
  name: 'gtcrn',
  create: async () =>
    createSuppressor('gtcrn', await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/gtcrn.wasm'))),
};

/** The model for machines that are too slow for the default. */
export const FALLBACK_MODEL: ShippedModel = {
  name: 'rnnoise',
  create: async () =>
    createSuppressor(
      'rnnoise',
      await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm')),
    ),
};

/** The same two models in the worklets that the package brings: what the decision was weighed against. */
export const PACKAGED_MODELS: readonly Model[] = [
  {
    name: 'gtcrn-packaged',
    create: async () =>
      packagedWorklet(
        await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/gtcrnWorklet.js')),
        await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/gtcrn.wasm')),
      ),
  },
  {
    name: 'rnnoise-packaged',
    create: async () =>
      packagedWorklet(
        await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js')),
        await read(import.meta.resolve('@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm')),
      ),
  },
];
