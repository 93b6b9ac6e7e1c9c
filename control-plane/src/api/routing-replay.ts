import { type Directory, type FactLog, idOf, keys } from '@weft/proto';
import {
  compileRules,
  PLAIN_TRAITS,
  replayDifferences,
  type WhatIf,
  whatIf,
} from '../routing/engine/index.ts';
import { recordedDay } from '../routing/recorded-day.ts';
import { Traits } from '../routing/watched-rules.ts';

/** Of the last hour; more are left out. */
const MAX_DECISIONS = 500;
const HOUR_MS = 3_600_000;

type ReplayedAnswer = Pick<WhatIf, 'arrived' | 'answered' | 'abandoned' | 'refused'> & {
  readonly waitMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly byQueue: Record<string, number>;
};

/** A recorded stretch of time under two sets of rules. */
export async function replayAnswer(question: {
  readonly directory: Directory;
  readonly facts: Pick<FactLog, 'replay'>;
  readonly present: unknown;
  readonly rules: unknown;
  readonly sinceMs: number;
  readonly answerMs: number;
}) {
  const { directory, facts, sinceMs, answerMs } = question;
  const other = compileRules(question.rules);
  if (!other.ok) return { ok: false, errors: [...other.errors] };
  const present = compileRules(question.present);
  if (!present.ok) return { ok: false, errors: [...present.errors] };
  const traits = new Map(
    (await directory.list(keys.routingAgents)).flatMap(({ key, value }) => {
      const read = Traits.safeParse(JSON.parse(value));
      return read.success ? [[idOf(keys.routingAgents, key), read.data] as const] : [];
    }),
  );
  const day = await recordedDay(facts, sinceMs, (agentId) => traits.get(agentId) ?? PLAIN_TRAITS);
  const answer = (outcome: WhatIf): ReplayedAnswer => {
    const { arrived, answered, abandoned, refused, waitsMs, byQueue } = outcome;
    const percentile = (percent: number): number =>
      waitsMs[Math.max(0, Math.ceil((percent / 100) * waitsMs.length) - 1)] ?? 0;
    const waitMs = { p50: percentile(50), p95: percentile(95), max: percentile(100) };
    return { arrived, answered, abandoned, refused, waitMs, byQueue: Object.fromEntries(byQueue) };
  };
  const asIs = whatIf(day, present.rules, { answerMs });
  const changed = whatIf(day, other.rules, { answerMs });
  return {
    ok: true,
    errors: [],
    present: answer(asIs),
    other: answer(changed),
    differences: replayDifferences(asIs, changed),
  };
}

/** Offers of the last hour, the newest first. */
export async function recentDecisions(facts: Pick<FactLog, 'replay'>, nowMs: number) {
  const offers = new Map<
    string,
    {
      atMs: number;
      offerId: string;
      callId: string;
      agentId: string;
      queueId: string;
      reason: string;
      outcome: string;
    }
  >();
  for await (const { atMs, callId, body } of facts.replay(nowMs - HOUR_MS, ['callOffered', 'offerSettled'])) {
    if (body?.case === 'callOffered') {
      const { offerId, agentId, queueId, reason } = body.value;
      offers.delete(offerId);
      offers.set(offerId, { atMs, offerId, callId, agentId, queueId, reason, outcome: '' });
      for (const oldest of offers.keys()) {
        if (offers.size <= MAX_DECISIONS) break;
        offers.delete(oldest);
      }
    }
    if (body?.case === 'offerSettled') {
      const offer = offers.get(body.value.offerId);
      if (offer !== undefined) offer.outcome = body.value.outcome;
    }
  }
  return [...offers.values()].reverse();
}
