import { createHash } from 'node:crypto';
import type { InboundArrival } from '@weft/proto';
import { knownSources, sourcesBeginning, sourceText } from '../../store/inbound-sources.ts';
import type { Sql } from '../../store/store.ts';

/** No Message-ID has one in it. */
const BETWEEN = ' ';
const PRINT_LENGTH = 16;

/**
 * What a mail is known by: its Message-ID, which anybody may write, and a print
 * of who sent it and what it says. Broken senders give all mails one id, and
 * whoever has read a customer's id could send it first to have theirs taken for known.
 *
 * @param said the same however often, and by whatever way, the same mail is delivered
 */
export function mailSource(messageId: string, said: readonly string[]): string {
  const print = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, PRINT_LENGTH);
  return `${messageId}${BETWEEN}${print}`;
}

/** The id that answers name: of a mail its Message-ID, of anything else the source id as it is. */
export const answeredBy = ({ channel, sourceId }: Pick<InboundArrival, 'channel' | 'sourceId'>): string =>
  channel === 'email' ? (sourceId.split(BETWEEN, 1)[0] ?? sourceId) : sourceId;

/**
 * Gives mails that came before there were prints the ids they came under then: a mailbox
 * whose numbers changed is read again from the beginning, and must double nothing.
 */
export async function underFormerIds(
  sql: Sql,
  arrivals: readonly InboundArrival[],
): Promise<readonly InboundArrival[]> {
  const mails = arrivals.filter((arrival) => answeredBy(arrival) !== arrival.sourceId);
  if (mails.length === 0) return arrivals;
  const keyOf = (arrival: InboundArrival) => ({
    accountId: arrival.accountId,
    sourceId: answeredBy(arrival),
  });
  const known = await knownSources(sql, mails.map(keyOf));
  const former = new Set<InboundArrival>();
  for (const mail of mails) {
    const key = keyOf(mail);
    if (!known.has(sourceText(key))) continue;
    const range = {
      ...key,
      beginsWith: `${key.sourceId}${BETWEEN}`,
      fromMs: 0,
      untilMs: Number.MAX_SAFE_INTEGER,
    };
    if ((await sourcesBeginning(sql, range, 1)).length === 0) former.add(mail);
  }
  return arrivals.map((one) => (former.has(one) ? { ...one, sourceId: answeredBy(one) } : one));
}
