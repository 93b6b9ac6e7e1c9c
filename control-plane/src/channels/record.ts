import type { ChannelContactRow } from '../store/tables.ts';
import type { ContactEvent, ContactRecord } from './channel.ts';

/** Arrivals and sent segments that are remembered of one contact at one account; the oldest go. */
const MAX_REMEMBERED = 100;

/** Somebody of whom nothing is known. */
const NO_RECORD: ContactRecord = { arrivals: [], sentAtMs: [], optedOutAtMs: undefined };

/** What quotas and windows are computed from. */
export const recordOf = (row: ChannelContactRow | undefined): ContactRecord =>
  row === undefined
    ? NO_RECORD
    : {
        // Written by `withArrival` only.
        arrivals: row.arrivals as ContactRecord['arrivals'],
        sentAtMs: row.sentAtMs,
        optedOutAtMs: row.optedOutAtMs ?? undefined,
      };

/** With what they did now. */
export const withArrival = (
  row: ChannelContactRow,
  atMs: number,
  what: 'message' | ContactEvent,
): ChannelContactRow => ({ ...row, arrivals: [...row.arrivals, { atMs, what }].slice(-MAX_REMEMBERED) });

/** With segments that go to them now. */
export const withSent = (row: ChannelContactRow, atMs: number, segments: number): ChannelContactRow => ({
  ...row,
  sentAtMs: [...row.sentAtMs, ...Array<number>(segments).fill(atMs)].slice(-MAX_REMEMBERED),
});
