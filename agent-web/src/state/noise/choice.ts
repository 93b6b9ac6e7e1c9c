import type { SuppressorModel } from '../../noise/index.ts';
import type { NoiseSnapshot } from '../types.ts';

/** What is known about the machine. */
export interface NoiseFacts {
  readonly hasWorklet: boolean;
  readonly hasWasm: boolean;
  /** Share of one core each model takes here; 'failed' = could not be loaded, 'unknown' = could not be measured. */
  readonly shares: Readonly<Record<SuppressorModel, number | 'failed' | 'unknown'>>;
}

/**
 * The most of a core that noise suppression may take. Goal of the product is 6 %; a machine where it
 * takes more than this at rest would stutter once video is encoded beside it.
 */
const MAX_CORE_SHARE = 0.15;

/** Whether a measured share leaves room for a call. False for what is no share. */
export const fitsBesideCall = (share: number): boolean => share <= MAX_CORE_SHARE;

const fits = (share: NoiseFacts['shares'][SuppressorModel]): boolean =>
  share === 'unknown' || (share !== 'failed' && fitsBesideCall(share));

/** Which suppressor to use, and why: the best one that the machine can run beside a call. */
export function chooseSuppressor({ hasWorklet, hasWasm, shares }: NoiseFacts): NoiseSnapshot {
  if (!hasWorklet) return { name: 'browser', reason: 'no-worklet' };
  if (!hasWasm) return { name: 'browser', reason: 'no-wasm' };
  if (fits(shares.gtcrn)) return { name: 'on', model: 'gtcrn', reason: 'default' };
  const reason = shares.gtcrn === 'failed' ? 'load-failed' : 'slow-machine';
  if (fits(shares.rnnoise)) return { name: 'on', model: 'rnnoise', reason };
  return { name: 'browser', reason: shares.rnnoise === 'failed' ? 'load-failed' : 'slow-machine' };
}
