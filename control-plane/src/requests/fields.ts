import { DEFAULT_QUEUE, isId, type PageContext, WeftError } from '@weft/proto';

const MAX_URL = 2_048;
const MAX_TITLE = 300;
const MAX_LOCALE = 35;

/** An id from outside. Throws BAD_REQUEST with the field's name. */
export function id(text: string, field: string): string {
  if (!isId(text)) throw new WeftError('BAD_REQUEST', `${field} is not an id`);
  return text;
}

/** A queue that somebody asks for; empty = none, as for the one that all work is in. Whether the rules have it they say later. Throws BAD_REQUEST. */
export const wantedQueue = (queueId: string): string =>
  queueId === '' || queueId === DEFAULT_QUEUE ? '' : id(queueId, 'queue_id');

/** What a page says of where the customer is. */
export const pageOf = (page: PageContext): PageContext => ({
  url: pageUrl(page.url),
  title: text(page.title, MAX_TITLE),
  locale: text(page.locale, MAX_LOCALE),
});

/**
 * What a page says of itself is shown to an agent and is cut rather than
 * refused: a shop's long title must not cost its customers the call. Control
 * characters and those that turn the writing direction are taken out.
 */
export function text(raw: string, maxCharacters: number): string {
  const plain = raw.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trim();
  return [...plain.slice(0, maxCharacters * 2)].slice(0, maxCharacters).join('').toWellFormed();
}

/** Only web addresses: an agent may click on it. Anything else counts as not given. */
function pageUrl(raw: string): string {
  if (raw.length > MAX_URL || !URL.canParse(raw)) return '';
  const url = new URL(raw);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href.slice(0, MAX_URL) : '';
}
