import type { Random } from '../noise/random.ts';

/** Lengths and numbers at which readers of variable-length integers go wrong. */
const TRICKY: readonly Uint8Array[] = [
  Uint8Array.of(0x00),
  Uint8Array.of(0x7f),
  Uint8Array.of(0x80),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
  Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
];

/** Most changes to one frame: with more it is noise that the first byte gives away. */
const MOST_CHANGES = 3;

/**
 * Bytes as a broken or hostile client might send them: the given ones with one
 * to three changes. A change flips a bit, sets a byte, puts in or takes out a
 * stretch, writes a tricky number over what was there, or doubles a part.
 */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = bytes;
  const changes = 1 + below(MOST_CHANGES, random);
  for (let i = 0; i < changes; i++) out = changed(out, random);
  return out;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(bytes.length + 1, random);
  const end = at + below(bytes.length - at + 1, random);
  switch (below(7, random)) {
    case 0:
      return withByte(bytes, at, (byte) => byte ^ (1 << below(8, random)));
    case 1:
      return withByte(bytes, at, () => below(256, random));
    case 2:
      return bytes.slice(0, at);
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 4:
      return joined(bytes.subarray(0, at), noise(random), bytes.subarray(at));
    case 5: {
      const tricky = oneOf(TRICKY, random);
      return joined(bytes.subarray(0, at), tricky, bytes.subarray(at + tricky.length));
    }
    default:
      return joined(bytes.subarray(0, end), bytes.subarray(at));
  }
}

/** A whole number from 0 up to, but not, `limit`. */
const below = (limit: number, random: Random): number => Math.floor(random.uniform() * limit);

/** One of several. Throws when there is none. */
export function oneOf<Item>(items: readonly Item[], random: Random): Item {
  const item = items[below(items.length, random)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

const noise = (random: Random): Uint8Array =>
  Uint8Array.from({ length: 1 + below(16, random) }, () => below(256, random));

function withByte(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const out = bytes.slice();
  const before = out[at];
  if (before !== undefined) out[at] = change(before);
  return out;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
