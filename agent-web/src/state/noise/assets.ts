import gtcrnWasm from '@sapphi-red/web-noise-suppressor/gtcrn.wasm?url';
import gtcrnWorklet from '@sapphi-red/web-noise-suppressor/gtcrnWorklet.js?url';
import rnnoiseWasm from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import rnnoiseSimdWasm from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import rnnoiseWorklet from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';
import type { ModelAssets } from './model.ts';

/** The suppressors' files as the build puts them beside the page: nothing comes from elsewhere. */
export const modelAssets: ModelAssets = {
  gtcrn: { worklet: gtcrnWorklet, wasm: gtcrnWasm, simdWasm: gtcrnWasm },
  rnnoise: { worklet: rnnoiseWorklet, wasm: rnnoiseWasm, simdWasm: rnnoiseSimdWasm },
};
