import { isReadable, keptColour, LOOK_LIMITS } from '@weft/proto';
import { isObject, text } from './fields.ts';
import { askHttp } from './http-ask.ts';
import type { BothWords, Look } from './types.ts';

/** An open page waits for no answer: what it has stays. */
const ANSWER_WITHIN_MS = 8_000;
const NONE: BothWords = { en: '', zh: '' };

/** What holds where nobody has said anything, or nobody can be asked. */
export const PLAIN_LOOK: Look = {
  ...{ company: NONE, greeting: NONE, launcher: NONE, away: NONE },
  ...{ colour: '', side: 'right', calls: true, files: true },
};

function wordsOf(value: unknown, most: number): BothWords {
  const { en, zh } = isObject(value) ? value : {};
  return { en: text(en).slice(0, most), zh: text(zh).slice(0, most) };
}

function colourOf(value: unknown): string {
  const colour = keptColour(text(value));
  return colour !== undefined && isReadable(colour) ? colour : '';
}

/** A look from an answer or a storage: words with an end, a colour that words can be read on, and nothing else. */
export function readLook(value: unknown): Look {
  const one = isObject(value) ? value : {};
  return {
    company: wordsOf(one.company, LOOK_LIMITS.company),
    greeting: wordsOf(one.greeting, LOOK_LIMITS.greeting),
    launcher: wordsOf(one.launcher, LOOK_LIMITS.launcher),
    away: wordsOf(one.away, LOOK_LIMITS.away),
    colour: colourOf(one.colour),
    side: one.side === 'left' ? 'left' : 'right',
    calls: one.calls !== false,
    files: one.files !== false,
  };
}

/** The look that holds. Rejects when it cannot be had. */
export const fetchLook = async (apiUrl: string): Promise<Look> =>
  readLook(await askHttp(apiUrl, { method: 'GET', path: '/v1/look', token: '', withinMs: ANSWER_WITHIN_MS }));
