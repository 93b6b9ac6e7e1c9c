import type { FactRecord } from '@weft/proto';

/** A stretch of time in which an agent had a call, offered or answered. */
interface Claim {
  readonly offerId: string;
  readonly callId: string;
  readonly agentId: string;
  readonly fromMs: number;
  untilMs: number;
  accepted: boolean;
}

/** What the facts of a run say. */
export interface Verdict {
  readonly offered: number;
  readonly accepted: number;
  /** An agent had more than one call at a time, a call more than one agent, or an offer ended that never was. In sentences. */
  readonly violations: readonly string[];
  /** The same of answered calls whose end is not told yet: whether they were over before is known only when it is. */
  readonly undecided: readonly string[];
}

/**
 * The naive oracle: who had which call when, by the facts alone, and whether
 * anybody ever had two at once. An agent has room for one call; it is theirs
 * from its being offered until the offer ends, or, accepted, until the call does.
 * A call's end is told when it is stored, and its agent is free before: facts
 * read in the middle may tell of the next offer first.
 */
export function replay(facts: Iterable<FactRecord>): Verdict {
  const claims = new Map<string, Claim>();
  const endedAtMs = new Map<string, number>();
  const violations: string[] = [];
  const undecided: string[] = [];
  for (const { atMs, callId, body } of facts) {
    if (body?.case === 'callOffered') {
      const { offerId, agentId } = body.value;
      const untilMs = Number.POSITIVE_INFINITY;
      claims.set(offerId, { offerId, callId, agentId, fromMs: atMs, untilMs, accepted: false });
    } else if (body?.case === 'offerSettled') {
      const claim = claims.get(body.value.offerId);
      if (claim === undefined) violations.push(`${body.value.offerId} ended and was never made`);
      else if (body.value.outcome === 'accepted') claim.accepted = true;
      else claim.untilMs = atMs;
    } else if (body?.case === 'callEnded') {
      endedAtMs.set(callId, body.value.summary?.endedAtMs ?? atMs);
    }
  }
  for (const claim of claims.values())
    if (claim.accepted) claim.untilMs = endedAtMs.get(claim.callId) ?? claim.untilMs;
  const all = [...claims.values()];
  const found = [...overlaps(all, 'agentId'), ...overlaps(all, 'callId')];
  for (const { text, decided } of found) (decided ? violations : undecided).push(text);
  const accepted = all.filter((claim) => claim.accepted).length;
  return { offered: all.length, accepted, violations, undecided };
}

interface Overlap {
  readonly text: string;
  /** False = the call before was answered, and no fact tells of its end. */
  readonly decided: boolean;
}

/** Claims of one agent, or of one call, of which one began before the other was over. */
function overlaps(claims: readonly Claim[], of: 'agentId' | 'callId'): readonly Overlap[] {
  const found: Overlap[] = [];
  for (const some of Map.groupBy(claims, (claim) => claim[of]).values()) {
    const inOrder = some.toSorted((a, b) => a.fromMs - b.fromMs);
    for (const [index, claim] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before === undefined || before.untilMs <= claim.fromMs) continue;
      const text = `${claim[of]} had ${before.offerId} and ${claim.offerId} at the same time`;
      // A call that has another agent now was not over by then, whenever it ended.
      const decided = of === 'callId' || !before.accepted || before.untilMs < Number.POSITIVE_INFINITY;
      found.push({ text, decided });
    }
  }
  return found;
}
