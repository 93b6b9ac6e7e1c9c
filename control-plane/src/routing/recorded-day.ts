import type { FactLog, FactRecord } from '@weft/proto';
import { languageOf } from './call-work.ts';
import { type AgentTraits, type DayEvent, workOf } from './engine/index.ts';

/** Facts of a day that are replayed at most; the later ones are left out. */
const MAX_FACTS = 50_000;

/**
 * A stretch of time from the facts, for what-if: the calls with the patience
 * and the handling they had, and the agents' comings and goings. Of what a call
 * was about, the facts tell its kind, its language, who called, and the queue
 * that was asked for; agents can do what they can do now.
 */
export async function recordedDay(
  facts: Pick<FactLog, 'replay'>,
  sinceMs: number,
  traitsOf: (agentId: string) => AgentTraits,
): Promise<readonly DayEvent[]> {
  const events: DayEvent[] = [];
  const seen = new Set<string>();
  for await (const fact of facts.replay(sinceMs, ['callEnded', 'presenceChanged'])) {
    // A fact may be heard twice.
    if (seen.has(fact.factId)) continue;
    seen.add(fact.factId);
    const event = eventOf(fact, traitsOf);
    if (event !== undefined) events.push(event);
    if (events.length >= MAX_FACTS) break;
  }
  return events.sort((a, b) => a.at.monotonicMs - b.at.monotonicMs);
}

function eventOf(
  { atMs, callId, body }: FactRecord,
  traitsOf: (agentId: string) => AgentTraits,
): DayEvent | undefined {
  switch (body?.case) {
    case 'presenceChanged': {
      const { agentId, presence, reason } = body.value;
      // In a call of that day one would have been free for another of this.
      const available = presence === 'available' || reason === 'in-call' || reason === 'wrap-up';
      const away = presence === 'offline' ? 'offline' : 'away';
      return {
        name: 'agent',
        at: at(atMs),
        agentId,
        traits: traitsOf(agentId),
        presence: available ? 'available' : away,
      };
    }
    case 'callEnded': {
      const { summary } = body.value;
      if (summary === undefined) return undefined;
      const { kind, requestedAtMs, answeredAtMs, endedAtMs, profile, locale, wantedQueueId } = summary;
      const answered = answeredAtMs > 0;
      return {
        name: 'arrived',
        at: at(requestedAtMs),
        work: workOf({
          workId: callId,
          channel: kind === 'video' ? 'video' : 'voice',
          arrivedAtMs: requestedAtMs,
          queueId: wantedQueueId === '' ? undefined : wantedQueueId,
          value: profile?.value ?? 0,
          language: languageOf(locale, profile?.language ?? ''),
          attributes: {
            ...{ region: summary.customerRegion, name: summary.customerName },
            ...{ locale, level: profile?.level ?? '' },
          },
        }),
        handledMs: answered ? endedAtMs - answeredAtMs : 180_000,
        patienceMs: answered ? undefined : endedAtMs - requestedAtMs,
      };
    }
    default:
      return undefined;
  }
}

/** Recorded time is wall time; a replay has no other clock. */
const at = (ms: number): { readonly nowMs: number; readonly monotonicMs: number } => ({
  nowMs: ms,
  monotonicMs: ms,
});
