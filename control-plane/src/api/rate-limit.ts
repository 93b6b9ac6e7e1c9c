import type { Clock } from '@weft/proto';

/** How often something may be done. */
export interface RateLimitOptions {
  readonly clock: Clock;
  /** How many may be done at once after a pause. */
  readonly burst: number;
  /** How many may be done per minute in the long run. Above 0. */
  readonly perMinute: number;
  /** How many names are remembered; beyond it the one not seen for longest is forgotten. */
  readonly maxNames: number;
}

interface Bucket {
  left: number;
  atMs: number;
}

const MINUTE_MS = 60_000;

/** A token bucket for each name: an address, a login. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  // In order of last use, so that the first is the one to forget.
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** How long until one can be taken, in milliseconds. Takes nothing. */
  wait(name: string): number {
    const left = this.#left(name, this.#options.clock.monotonic());
    return left >= 1 ? 0 : this.#untilOne(left);
  }

  /** Takes one. 0 = allowed; otherwise how long to wait, in milliseconds, and nothing was taken. */
  take(name: string): number {
    const { clock, maxNames } = this.#options;
    const nowMs = clock.monotonic();
    const left = this.#left(name, nowMs);
    const allowed = left >= 1;
    this.#buckets.delete(name);
    this.#buckets.set(name, { left: allowed ? left - 1 : left, atMs: nowMs });
    if (this.#buckets.size > maxNames) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    }
    return allowed ? 0 : this.#untilOne(left);
  }

  /** Takes the last one back, since it turned out not to count. */
  giveBack(name: string): void {
    const known = this.#buckets.get(name);
    if (known !== undefined) known.left = Math.min(this.#options.burst, known.left + 1);
  }

  /** How many names are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  #left(name: string, nowMs: number): number {
    const { burst, perMinute } = this.#options;
    const known = this.#buckets.get(name);
    if (known === undefined) return burst;
    return Math.min(burst, known.left + ((nowMs - known.atMs) * perMinute) / MINUTE_MS);
  }

  #untilOne(left: number): number {
    return Math.ceil(((1 - left) * MINUTE_MS) / this.#options.perMinute);
  }
}

/**
 * What counts as one address: an IPv4 address as it is, of an IPv6 address its
 * first 64 bits, since whoever has one of those has all of them (RFC 6177).
 */
export function addressName(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(middle).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}
