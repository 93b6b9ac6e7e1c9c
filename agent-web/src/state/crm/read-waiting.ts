import { each, fieldsOf, number, text } from '../fields.ts';
import type { Hindrance, WaitingReason } from '../types.ts';

const HINDRANCES = [
  'closed',
  'not-yet',
  'kept',
  'offered',
  'nobody-on',
  'nobody-suits',
  'all-away',
  'all-full',
  'declined',
] as const satisfies readonly Hindrance[];

/** One piece of waiting work with its reason; a reason that is not known counts as that nobody may have it. */
export function waitingOf(entry: unknown): WaitingReason {
  const one = fieldsOf(entry);
  return {
    kind: one.kind === 'call' || one.kind === 'callback' ? one.kind : 'conversation',
    ...{ workId: text(one.workId), name: text(one.name), channel: text(one.channel) },
    ...{ queueId: text(one.queueId), step: number(one.step), waitedMs: number(one.waitedMs) },
    because: HINDRANCES.find((name) => name === one.because) ?? 'nobody-suits',
    agentName: text(one.agentName),
    needs: each(one.needs, ({ skill, level, agents }) => ({
      ...{ skill: text(skill), level: number(level), agents: number(agents) },
    })),
    ...{ condition: text(one.condition), meetCondition: number(one.meetCondition) },
    ...{ signedOn: number(one.signedOn), suit: number(one.suit), available: number(one.available) },
    changesInMs: typeof one.changesInMs === 'number' ? one.changesInMs : undefined,
  };
}
