/** How often something may happen. `perSecond` 0 = as often as it likes. */
export interface Rate {
  readonly perSecond: number;
  /** How many at once after a quiet time; at least 1. */
  readonly burst: number;
}

/** A token bucket's level, and when it was last looked at (Clock.monotonic()). */
export interface Bucket {
  level: number;
  atMs: number;
}

/** A full bucket. */
export const bucket = (rate: Rate, atMs: number): Bucket => ({ level: rate.burst, atMs });

/**
 * Takes one token. 0 = taken; else nothing was taken and the next token is
 * there after so many milliseconds.
 */
export function take(from: Bucket, rate: Rate, atMs: number): number {
  if (rate.perSecond === 0) return 0;
  fill(from, rate, atMs);
  if (from.level >= 1) {
    from.level -= 1;
    return 0;
  }
  return Math.ceil(((1 - from.level) * 1_000) / rate.perSecond);
}

/** Whether nothing was taken for so long that the bucket is as good as a new one. */
export function isFull(of: Bucket, rate: Rate, atMs: number): boolean {
  if (rate.perSecond === 0) return true;
  fill(of, rate, atMs);
  return of.level >= rate.burst;
}

function fill(of: Bucket, rate: Rate, atMs: number): void {
  const gained = (Math.max(0, atMs - of.atMs) * rate.perSecond) / 1_000;
  of.level = Math.min(rate.burst, of.level + gained);
  of.atMs = atMs;
}
