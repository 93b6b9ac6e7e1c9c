import type { InboundArrival } from '@weft/proto';
import { knownSources, putSources, sourcesBeginning, sourceText } from '../../store/inbound-sources.ts';
import type { Sql } from '../../store/store.ts';

/** Equal messages that came within the time in doubt, of which one is taken for the same. */
const MAX_ALIKE = 50;

/** Names the second delivery of a source: who it was is kept where a source's conversation is. */
const againOf = (sourceId: string): string => `again ${sourceId}`;

/**
 * Gives arrivals that may have come before the source ids that they came under then. Each of
 * those is found once: a person who says the same again later is heard again. Done twice it finds the same.
 */
export async function recognise(
  sql: Sql,
  arrivals: readonly InboundArrival[],
): Promise<readonly InboundArrival[]> {
  const recognised: InboundArrival[] = [];
  for (const arrival of arrivals) {
    const { accountId, atMs, doubt } = arrival;
    if (doubt === undefined) {
      recognised.push(arrival);
      continue;
    }
    const placed = await sourcesBeginning(sql, { accountId, ...doubt }, MAX_ALIKE);
    // What its owner stored just before it died may not have been placed by anybody yet: it is in front of this one.
    const beside = recognised.filter(
      (one) =>
        one.accountId === accountId &&
        one.sourceId.startsWith(doubt.beginsWith) &&
        one.atMs >= doubt.fromMs &&
        one.atMs < doubt.untilMs,
    );
    const alike = [...new Set([...placed, ...beside.map(({ sourceId }) => sourceId)])];
    const keys = alike.map((sourceId) => ({ accountId, sourceId: againOf(sourceId) }));
    const before = await knownSources(sql, keys);
    const takenBy = (sourceId: string): string | undefined =>
      before.get(sourceText({ accountId, sourceId: againOf(sourceId) }));
    const same =
      alike.find((sourceId) => takenBy(sourceId) === arrival.sourceId) ??
      alike.find((sourceId) => takenBy(sourceId) === undefined);
    if (same === undefined) {
      recognised.push(arrival);
      continue;
    }
    await putSources(sql, [{ accountId, sourceId: againOf(same), conversationId: arrival.sourceId, atMs }]);
    recognised.push({ ...arrival, sourceId: same });
  }
  return recognised;
}
