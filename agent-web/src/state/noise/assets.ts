import gtcrnWasm from '@sapphi-red/web-noise-suppressor/gtcrn.wasm?url';
import rnnoiseWasm from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import rnnoiseSimdWasm from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import workletUrl from '../../noise/noise.worklet.ts?worker&url';
import type { ModelAssets } from './model.ts';

/** The suppressors' files as the build puts them beside the page: nothing comes from elsewhere. */
export const modelAssets: ModelAssets = {
  workletUrl,
  // The best build first; the next one is for machines that cannot run it.
  wasmUrls: { gtcrn: [gtcrnWasm], rnnoise: [rnnoiseSimdWasm, rnnoiseWasm] },
};
