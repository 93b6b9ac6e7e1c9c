/** Random numbers that a seed repeats (mulberry32): 0 to 1, 1 excluded. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below the bound. */
export const below = (random: () => number, bound: number): number => Math.floor(random() * bound);

/** Bytes like these and yet not: flipped, cut, grown, doubled, or spliced with others. */
export function mutate(random: () => number, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const result = [...bytes];
  const rounds = 1 + below(random, 4);
  for (let round = 0; round < rounds; round += 1) {
    const at = below(random, result.length + 1);
    switch (below(random, 7)) {
      case 0:
        result[at] = (result[at] ?? 0) ^ (1 << below(random, 8));
        break;
      case 1:
        result[at] = below(random, 256);
        break;
      case 2:
        result.length = at;
        break;
      case 3:
        result.splice(at, below(random, 8));
        break;
      case 4:
        result.splice(at, 0, ...Array.from({ length: below(random, 8) }, () => below(random, 256)));
        break;
      case 5:
        result.splice(at, 0, ...result.slice(at, at + below(random, 40)));
        break;
      default:
        result.splice(
          at,
          below(random, 20),
          ...other.slice(below(random, other.length), below(random, other.length)),
        );
    }
  }
  return new Uint8Array(result);
}
