import type { TextStore } from '../storage.ts';
import { fitsBesideCall } from './choice.ts';

/** After so long a machine that was too slow is looked at again: it may only have been busy then. */
const SLOW_AGAIN_MS = 24 * 3_600_000;

/**
 * What was measured at an earlier visit: the share of one core. A machine that was quick enough once is,
 * and one that was too slow is for a day. Undefined = measure it.
 */
export function keptShare(store: TextStore, key: string, nowMs: number): number | undefined {
  const [share = Number.NaN, atMs = Number.NaN] = (store.get(key) ?? '').split(' ').map(Number);
  if (!(share > 0)) return undefined;
  if (fitsBesideCall(share)) return share;
  const age = nowMs - atMs;
  return age >= 0 && age < SLOW_AGAIN_MS ? share : undefined;
}

/** Keeps what was measured for later visits. */
export function keepShare(store: TextStore, key: string, share: number, nowMs: number): void {
  store.set(key, `${share} ${nowMs}`);
}
