import type { Author } from '@weft/proto';
import type { ContactRecord } from '../channel.ts';
import { CONSENT_AUTHOR } from '../inbound/events.ts';

/** Whoever wrote so lately is awake and waits for an answer. */
const LIVE_MS = 3_600_000;

/** What is said to who asked for it at this very moment, by law: that they are unsubscribed. */
export const answersStop = (author: Author | undefined): boolean =>
  author?.kind === 'bot' && author.id === CONSENT_AUTHOR;

/**
 * Until when an item may go out whatever the hour is: an agent's answer while
 * the customer is there, and what the law wants said at once. 0 = only in the
 * hours in which the customer may be disturbed.
 */
export function liveUntil(author: Author | undefined, { arrivals }: ContactRecord): number {
  if (answersStop(author)) return Number.POSITIVE_INFINITY;
  if (author?.kind !== 'agent') return 0;
  const last = arrivals.findLast(({ what }) => what === 'message');
  return last === undefined ? 0 : last.atMs + LIVE_MS;
}
