import type { ChannelContactRow } from '../store/tables.ts';
import type { ContactEvent, ContactRecord } from './channel.ts';

/** Arrivals and sent segments that are remembered of one contact at one account; the oldest go. */
const MAX_REMEMBERED = 100;

/** Somebody of whom nothing is known. */
const NO_RECORD: ContactRecord = { arrivals: [], sentAtMs: [], optedOutAtMs: undefined };

/**
 * What quotas and windows are computed from.
 *
 * @param outSinceMs they stopped messages at this account or at another one; undefined = at no other
 */
export const recordOf = (row: ChannelContactRow | undefined, outSinceMs?: number): ContactRecord =>
  row === undefined
    ? { ...NO_RECORD, optedOutAtMs: outSinceMs }
    : {
        // Written by `withArrival` only.
        arrivals: row.arrivals as ContactRecord['arrivals'],
        sentAtMs: row.sentAtMs,
        optedOutAtMs: row.optedOutAtMs ?? outSinceMs,
      };

/**
 * With what they did now. Of the same done again and again only the last counts, in
 * every rule of every channel: that alone is remembered, and read and written for each message.
 */
export const withArrival = (
  row: ChannelContactRow,
  atMs: number,
  what: 'message' | ContactEvent,
): ChannelContactRow => ({
  ...row,
  arrivals: [...row.arrivals, { atMs, what }]
    .filter((one, at, all) => !isRepeated(one, all[at + 1]))
    .slice(-MAX_REMEMBERED),
});

type Done = ChannelContactRow['arrivals'][number];

/** What a slow vendor brings late is kept: it is not the last. */
const isRepeated = (one: Done, next: Done | undefined): boolean =>
  next !== undefined && next.what === one.what && next.atMs >= one.atMs;

/** With segments that go to them now. */
export const withSent = (row: ChannelContactRow, atMs: number, segments: number): ChannelContactRow => ({
  ...row,
  sentAtMs: [...row.sentAtMs, ...Array<number>(segments).fill(atMs)].slice(-MAX_REMEMBERED),
});

/** Without segments that were to go to them at a time, and certainly did not; what is not remembered of them stays away. */
export function withoutSent(row: ChannelContactRow, atMs: number, segments: number): ChannelContactRow {
  let over = segments;
  const sentAtMs = row.sentAtMs.filter((at) => {
    if (at !== atMs || over === 0) return true;
    over -= 1;
    return false;
  });
  return { ...row, sentAtMs };
}
