/** The least power of two that is at least n: a length that transforms quickly. */
export const powerOfTwoFrom = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, n)));
