/** A stream of numbers that is the same for the same seed, so that a benchmark can be run again. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
}

/**
 * A generator by Marsaglia's xorshift (Journal of Statistical Software 8,
 * 2003) over 32 bits, with the weak low bits multiplied away. Good enough for
 * noise and for mutating frames; not for secrets.
 */
export function seededRandom(seed: number): Random {
  let state = Math.imul((seed | 0) ^ 0x6d2b79f5, 0x9e3779b1) | 1;
  let spare: number | undefined;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    // Box and Muller: two independent normals from two uniforms.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}
