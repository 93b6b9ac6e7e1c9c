import { Converter } from 'opencc-js/t2cn';

/** Longer messages are read up to here: what somebody wants is said early. */
const MAX_CHARACTERS = 300;

const toSimplified = Converter({ from: 'tw', to: 'cn' });

export type Language = 'zh' | 'en';

const HAN = /\p{Script=Han}/gu;
const LATIN_WORDS = /[\p{Script=Latin}\p{M}]+/gu;

/** What a message is written in: a Chinese character says as much as a Latin word. */
export function languageOf(text: string): Language | undefined {
  const han = text.match(HAN)?.length ?? 0;
  const words = text.match(LATIN_WORDS)?.length ?? 0;
  if (han === 0 && words === 0) return undefined;
  return han >= words ? 'zh' : 'en';
}

/**
 * A message in the one form that is compared: full width and half width alike,
 * simplified characters, small letters, digits as one sign, no punctuation.
 */
export const normalised = (text: string): string =>
  toSimplified([...text.slice(0, MAX_CHARACTERS * 2)].slice(0, MAX_CHARACTERS).join('').normalize('NFKC'))
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/\d{5,}/g, ' ⟪long⟫ ')
    .replaceAll(/\d+/g, ' ⟪short⟫ ')
    .replaceAll(/[^\p{L}\p{M}⟪⟫']+/gu, ' ')
    .trim();
