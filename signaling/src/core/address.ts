import { type Bucket, bucket, isFull, type Rate } from './rate.ts';

/** What one address may do. */
export interface AddressBudget {
  readonly connects: Bucket;
  readonly frames: Bucket;
}

export interface AddressRates {
  readonly connects: Rate;
  readonly frames: Rate;
}

/**
 * What is limited together: an IPv4 address alone (also as ::ffff:a.b.c.d), an
 * IPv6 address with its whole /64, since one host has all of that (RFC 7421).
 * Text that is neither is its own key, cut to 64 characters.
 */
export function addressKey(address: string): string {
  if (!address.includes(':')) return address.slice(0, 64);
  const groups = groupsOf(address.toLowerCase());
  const [high = '', low = ''] = groups.slice(6);
  if (groups.slice(0, 6).join(':') === MAPPED) return [...bytesOf(high), ...bytesOf(low)].join('.');
  return `${groups.slice(0, 4).join(':')}::/64`.slice(0, 64);
}

/** The first six groups of an IPv4-mapped address (RFC 4291 section 2.5.5.2). */
const MAPPED = '0:0:0:0:0:ffff';

/** An IPv6 address's groups without leading zeros; "::" and a dotted tail are written out. */
function groupsOf(address: string): readonly string[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text =
    dotted === null ? address : `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}`;
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}

const pair = (high = '0', low = '0'): string => (Number(high) * 256 + Number(low)).toString(16);

const bytesOf = (group: string): readonly number[] => {
  const value = Number.parseInt(group, 16) || 0;
  return [value >> 8, value & 0xff];
};

/**
 * Budgets by address. Holds at most `maxAddresses`: beyond that the one known
 * longest is forgotten, which gives its owner a fresh budget and nothing else.
 */
export class Addresses {
  readonly #rates: AddressRates;
  readonly #maxAddresses: number;
  readonly #budgets = new Map<string, AddressBudget>();

  constructor(rates: AddressRates, maxAddresses: number) {
    this.#rates = rates;
    this.#maxAddresses = maxAddresses;
  }

  get size(): number {
    return this.#budgets.size;
  }

  of(address: string, atMs: number): AddressBudget {
    const key = addressKey(address);
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    if (this.#budgets.size >= this.#maxAddresses) {
      const oldest = this.#budgets.keys().next();
      if (oldest.done !== true) this.#budgets.delete(oldest.value);
    }
    const made = { connects: bucket(this.#rates.connects, atMs), frames: bucket(this.#rates.frames, atMs) };
    this.#budgets.set(key, made);
    return made;
  }

  /** Forgets the addresses that a fresh budget would serve as well. */
  sweep(atMs: number): void {
    for (const [key, budget] of this.#budgets) {
      const idle = isFull(budget.connects, this.#rates.connects, atMs);
      if (idle && isFull(budget.frames, this.#rates.frames, atMs)) this.#budgets.delete(key);
    }
  }
}
