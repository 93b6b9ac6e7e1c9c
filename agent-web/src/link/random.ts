/** A number from 0 up to, not including, 1: a port, so that tests can set it. */
export type Random = () => number;

/** The platform's generator. */
export const cryptoRandom: Random = () => {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
};
