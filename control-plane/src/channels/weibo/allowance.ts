import type { Capabilities, ContactRecord } from '../channel.ts';

const WINDOW_MS = 172_800_000;
/** A window is taken for over so long before it is: a message needs to get there. */
const MARGIN_MS = 3_000;
/** How far Weibo's clock and ours may differ. */
const SKEW_MS = 2_000;

/** What may be sent to somebody now. */
export type Allowance =
  /** `remaining` undefined = as many as one likes. */
  | { readonly is: 'open'; readonly remaining: number | undefined; readonly untilMs: number }
  | { readonly is: 'closed'; readonly why: NonNullable<Capabilities['closed']> };

/**
 * Weibo's rules: as many as one likes for 48 hours after a message, follow,
 * click or scan; one for a mention; none to who unfollowed, until they do something again.
 */
export function allowanceOf({ arrivals, sentAtMs }: ContactRecord, nowMs: number): Allowance {
  const gone = arrivals.findLastIndex(({ what }) => what === 'unfollowed');
  const since = arrivals.slice(gone + 1).filter(({ atMs }) => atMs + WINDOW_MS - MARGIN_MS > nowMs);
  const act = since.findLast(({ what }) => what !== 'mentioned');
  if (act !== undefined)
    return { is: 'open', remaining: undefined, untilMs: act.atMs + WINDOW_MS - MARGIN_MS };
  const mention = since.at(-1);
  if (mention !== undefined) {
    const answered = sentAtMs.some((atMs) => atMs > mention.atMs - SKEW_MS);
    if (answered) return { is: 'closed', why: 'quota-used' };
    return { is: 'open', remaining: 1, untilMs: mention.atMs + WINDOW_MS - MARGIN_MS };
  }
  return { is: 'closed', why: gone !== -1 && gone === arrivals.length - 1 ? 'unfollowed' : 'window-closed' };
}
