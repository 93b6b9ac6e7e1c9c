/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  /** 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  whole(below: number): number;
  /** One of them; throws for none. */
  pick<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
}

export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    next,
    whole,
    pick: (items) => {
      const item = items[whole(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    chance: (share) => next() < share,
  };
}
