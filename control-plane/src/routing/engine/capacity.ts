/** What one channel takes of an agent. */
export interface ChannelCapacity {
  /** Of the agent's units, for each piece of work. */
  readonly cost: number;
  /** Pieces at once. */
  readonly most: number;
  /** Nothing new beside it, and it beside nothing that it may not interrupt. */
  readonly exclusive: boolean;
  /** Channels whose work may go on waiting while this one is served: they do not count against it. */
  readonly interrupts: readonly string[];
}

export interface Capacity {
  readonly units: number;
  /** A channel that is not named is not served. */
  readonly channels: Readonly<Record<string, ChannelCapacity>>;
}

const TEXT: ChannelCapacity = { cost: 20, most: 4, exclusive: false, interrupts: [] };
const TALK: ChannelCapacity = {
  cost: 100,
  most: 1,
  exclusive: true,
  interrupts: ['chat', 'message', 'email'],
};

/** One call, beside which nothing new comes; or up to five pieces of text work, four of a kind, which go on when a call comes. */
export const DEFAULT_CAPACITY: Capacity = {
  units: 100,
  channels: {
    voice: TALK,
    video: TALK,
    callback: TALK,
    chat: TEXT,
    message: TEXT,
    email: { cost: 20, most: 2, exclusive: false, interrupts: [] },
  },
};

/** Channels that rules may name in all. */
export const MAX_CHANNELS = 30;

/** Channels by number, so that a set of them is one word. */
export class ChannelNumbers {
  readonly #numbers = new Map<string, number>();

  constructor(names: Iterable<string>) {
    for (const name of names) this.#numbers.set(name, this.#numbers.size);
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** -1 = nobody serves it. */
  of(channel: string): number {
    return this.#numbers.get(channel) ?? -1;
  }
}

/** A capacity that is asked with no look at a name. */
export class CapacityTable {
  readonly #units: number;
  readonly #cost: readonly number[];
  readonly #most: readonly number[];
  /** A bit per channel. */
  readonly #exclusive: number;
  readonly #interrupts: readonly number[];

  constructor(capacity: Capacity, numbers: ChannelNumbers) {
    const cost = new Array<number>(numbers.size).fill(0);
    const most = new Array<number>(numbers.size).fill(0);
    const interrupts = new Array<number>(numbers.size).fill(0);
    let exclusive = 0;
    for (const [name, channel] of Object.entries(capacity.channels)) {
      const number = numbers.of(name);
      if (number < 0) continue;
      cost[number] = channel.cost;
      most[number] = channel.most;
      if (channel.exclusive) exclusive |= 1 << number;
      for (const other of channel.interrupts) {
        if (numbers.of(other) >= 0) interrupts[number] = (interrupts[number] ?? 0) | (1 << numbers.of(other));
      }
    }
    this.#units = capacity.units;
    this.#cost = cost;
    this.#most = most;
    this.#exclusive = exclusive;
    this.#interrupts = interrupts;
  }

  /** Whether its agents take a channel's work at all. */
  serves(channel: number): boolean {
    return (this.#most[channel] ?? 0) > 0;
  }

  /** Whether a load leaves room for one more piece of a channel's work. */
  hasRoom(load: Load, channel: number): boolean {
    if ((load.counts[channel] ?? 0) >= (this.#most[channel] ?? 0)) return false;
    const inTheWay = load.held & ~(this.#interrupts[channel] ?? 0);
    if ((inTheWay & this.#exclusive) !== 0) return false;
    if (inTheWay !== 0 && (this.#exclusive & (1 << channel)) !== 0) return false;
    let used = this.#cost[channel] ?? 0;
    for (let left = inTheWay; left !== 0; left &= left - 1) {
      const other = 31 - Math.clz32(left & -left);
      used += (this.#cost[other] ?? 0) * (load.counts[other] ?? 0);
    }
    return used <= this.#units;
  }

  /** Whether a channel's work is done by itself: a talk, as against text that waits. */
  isExclusive(channel: number): boolean {
    return channel >= 0 && (this.#exclusive & (1 << channel)) !== 0;
  }

  /** The channels that a load leaves room for, a bit each. */
  roomFor(load: Load): number {
    let room = 0;
    for (let channel = 0; channel < this.#cost.length; channel += 1) {
      if (this.hasRoom(load, channel)) room |= 1 << channel;
    }
    return room;
  }

  /** Units that a load takes, interrupted work included. */
  used(load: Load): number {
    let used = 0;
    for (let channel = 0; channel < load.counts.length; channel += 1) {
      used += (this.#cost[channel] ?? 0) * (load.counts[channel] ?? 0);
    }
    return used;
  }
}

/** What an agent has in hand, by channel: offered, accepted, or being wrapped up. */
export class Load {
  readonly counts: number[];
  /** A bit for each channel with work in hand. */
  held = 0;

  constructor(channels: number) {
    this.counts = new Array<number>(channels).fill(0);
  }

  /** A channel that nobody serves has no number, and takes nothing. */
  add(channel: number): void {
    if (channel < 0) return;
    this.counts[channel] = (this.counts[channel] ?? 0) + 1;
    this.held |= 1 << channel;
  }

  remove(channel: number): void {
    if (channel < 0) return;
    const left = (this.counts[channel] ?? 0) - 1;
    this.counts[channel] = Math.max(0, left);
    if (left <= 0) this.held &= ~(1 << channel);
  }
}
