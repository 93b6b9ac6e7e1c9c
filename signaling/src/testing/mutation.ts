/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Change = (bytes: Uint8Array, below: (bound: number) => number) => Uint8Array;

const flipBit: Change = (bytes, below) => {
  const at = below(bytes.length);
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << below(8)));
};
const setByte: Change = (bytes, below) => bytes.with(below(bytes.length), below(256));
/** Bytes at which parsers break: ends of ranges, varints without end, groups. */
const setEdge: Change = (bytes, below) => {
  const edges = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0b, 0x0c];
  return bytes.with(below(bytes.length), edges[below(edges.length)] ?? 0);
};
const cutEnd: Change = (bytes, below) => bytes.slice(0, below(bytes.length));
const cutOut: Change = (bytes, below) => {
  const from = below(bytes.length);
  return join(bytes.slice(0, from), bytes.slice(from + 1 + below(4)));
};
const insert: Change = (bytes, below) => {
  const at = below(bytes.length);
  const noise = Uint8Array.from({ length: 1 + below(12) }, () => below(256));
  return join(bytes.slice(0, at), noise, bytes.slice(at));
};
const repeat: Change = (bytes, below) => {
  const from = below(bytes.length);
  return join(bytes, ...Array<Uint8Array>(1 + below(3)).fill(bytes.slice(from)));
};

const CHANGES: readonly Change[] = [flipBit, flipBit, setByte, setEdge, cutEnd, cutOut, insert, repeat];

/** The bytes with one to four small harms done to them. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (bound: number): number => Math.floor(random() * bound);
  let result = bytes;
  for (let count = 1 + below(4); count > 0 && result.length > 0; count--) {
    result = CHANGES[below(CHANGES.length)]?.(result, below) ?? result;
  }
  return result;
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
