import type { Visit } from '../host-messages.ts';

/** When to invite a visitor to write; as `GET /v1/invitations` gives it. */
export interface InvitationRule {
  readonly ruleId: string;
  readonly on: boolean;
  readonly text: { readonly en: string; readonly zh: string };
  /** A part of the page's address, "*" stands for anything; empty = every page. */
  readonly address: string;
  readonly dwellMs: number;
  /** 0 to 1. */
  readonly scrolled: number;
  readonly cartItems: number;
  /** Not again within this. */
  readonly pauseMs: number;
  /** At most so often. */
  readonly times: number;
}

/** How often a rule has invited this visitor, and when last. */
export interface Shown {
  readonly times: number;
  readonly lastAtMs: number;
}

/** Whatever rules say, a visitor is not invited twice within this. */
const LEAST_PAUSE_MS = 10 * 60_000;

/** Whether a page's address holds the pattern, without a regular expression that a rule could make slow. */
function fits(url: string, pattern: string): boolean {
  let from = 0;
  for (const part of pattern.split('*')) {
    const at = url.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

/** The first rule that invites now; undefined = none. Pure. */
export function dueInvitation(
  rules: readonly InvitationRule[],
  url: string,
  visit: Visit,
  shown: ReadonlyMap<string, Shown>,
  nowMs: number,
): InvitationRule | undefined {
  const last = Math.max(0, ...[...shown.values()].map(({ lastAtMs }) => lastAtMs));
  if (nowMs - last < LEAST_PAUSE_MS) return undefined;
  return rules.find((rule) => {
    const before = shown.get(rule.ruleId);
    const allowed =
      before === undefined || (before.times < rule.times && nowMs - before.lastAtMs >= rule.pauseMs);
    return (
      rule.on &&
      allowed &&
      fits(url, rule.address) &&
      visit.dwellMs >= rule.dwellMs &&
      visit.scrolled >= rule.scrolled &&
      visit.cartItems >= rule.cartItems
    );
  });
}
