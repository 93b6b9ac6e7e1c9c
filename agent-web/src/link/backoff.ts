import type { Random } from './random.ts';

/** Waits before each attempt; later ones wait as long as the last. The first is at once: most breaks are short. */
const DELAYS_MS: readonly number[] = [0, 100, 300, 700, 1_500, 3_000, 5_000];

/**
 * How long to wait before attempt number `attempt` (from 0), a quarter more or less by
 * chance so that the clients of a dead edge do not all come back in the same instant.
 *
 * @param retryAfterMs what the edge asked for; 0 = nothing. Waited for at least.
 */
export function backoffMs(attempt: number, retryAfterMs: number, random: Random): number {
  const delayMs = DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] ?? 0;
  return Math.max(retryAfterMs, Math.round(delayMs * (0.75 + random() / 2)));
}
