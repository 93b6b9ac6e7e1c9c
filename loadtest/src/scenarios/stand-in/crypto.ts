import { createHash } from 'node:crypto';

/** k6/crypto, as far as the scenarios use it. */
export const sha1 = (text: string, encoding: 'hex'): string =>
  createHash('sha1').update(text).digest(encoding);
