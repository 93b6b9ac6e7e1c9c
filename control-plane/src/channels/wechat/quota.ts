import type { Capabilities, ContactEvent, ContactRecord } from '../channel.ts';

/** What an act of a follower allows: so many messages, for so long. They do not add up. */
interface Grant {
  readonly messages: number;
  readonly forMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** WeChat's rules since 2023-06-12. */
const BY_MESSAGE: Grant = { messages: 5, forMs: 48 * HOUR_MS };
const BY_ACT: Grant = { messages: 3, forMs: MINUTE_MS };

/** A grant is taken for over so long before it is: a message needs to get there. */
const MARGIN_MS = 3_000;
/** How far WeChat's clock and ours may differ: what went so shortly before an act may have come after it. */
const SKEW_MS = 2_000;

type Act = 'message' | ContactEvent;

const grantOf = (act: Act): Grant | undefined => {
  switch (act) {
    case 'message':
      return BY_MESSAGE;
    case 'followed':
    case 'menu-clicked':
    case 'code-scanned':
      return BY_ACT;
    case 'unfollowed':
    case 'mentioned':
      return undefined;
  }
};

/** What may be sent to a follower now. */
export type Quota =
  | { readonly is: 'open'; readonly remaining: number; readonly untilMs: number }
  | { readonly is: 'closed'; readonly why: NonNullable<Capabilities['closed']> };

/**
 * What of WeChat's quota is left. The newest message and the newest other act
 * each hold a grant of their own; every message that is sent uses up both, so
 * that what remains is the larger of the two and never their sum.
 */
export function quotaOf({ arrivals, sentAtMs }: ContactRecord, nowMs: number): Quota {
  const gone = arrivals.findLastIndex(({ what }) => what === 'unfollowed');
  const since = arrivals.slice(gone + 1);
  const open: { remaining: number; untilMs: number }[] = [];
  let used = false;
  for (const grant of [BY_MESSAGE, BY_ACT]) {
    const act = since.findLast(({ what }) => grantOf(what) === grant);
    if (act === undefined) continue;
    const untilMs = act.atMs + grant.forMs - MARGIN_MS;
    if (untilMs <= nowMs) continue;
    const spent = sentAtMs.filter((atMs) => atMs > act.atMs - SKEW_MS).length;
    if (spent < grant.messages) open.push({ remaining: grant.messages - spent, untilMs });
    else used = true;
  }
  const best = open.toSorted(
    (one, other) => other.remaining - one.remaining || other.untilMs - one.untilMs,
  )[0];
  if (best !== undefined) return { is: 'open', ...best };
  if (gone !== -1 && since.length === 0) return { is: 'closed', why: 'unfollowed' };
  return { is: 'closed', why: used ? 'quota-used' : 'window-closed' };
}
