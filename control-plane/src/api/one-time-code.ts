import { createHash, randomInt } from 'node:crypto';

/** Without 0 and O, 1, I and L: people read codes to each other. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUP = 4;

/** A new code, such as "K7QM-3F9X": 31 to the power of 8, that is, almost 10 to the power of 12. */
export function newCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${group()}-${group()}`;
}

/** What a code is kept under: not the code itself, and the same however somebody types it. */
export const codeDigest = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
