import { levelOf } from './evaluate.ts';
import type { Floor } from './floor.ts';
import type { Bucket } from './kinds.ts';
import type { AgentSlot, WorkSlot } from './slots.ts';
import { isWorkBefore } from './work-order.ts';

/** What may keep work from an agent; the first of these that is so is told. */
export const HINDRANCES = [
  /** Its queue is closed and holds it. */
  'closed',
  /** It is for a time to come. */
  'not-yet',
  /** It is kept for one agent. */
  'kept',
  /** It is with somebody who is to answer. */
  'offered',
  'nobody-on',
  /** Agents are signed on, and none of them may have it. */
  'nobody-suits',
  'all-away',
  /** Those who may have it are at capacity, or do not serve its channel. */
  'all-full',
  /** Those who may have it and have room declined it a moment ago. */
  'declined',
] as const;
export type Hindrance = (typeof HINDRANCES)[number];

/** A skill that is needed, and how many of those signed on have it. */
export interface NeededSkill {
  readonly skill: string;
  readonly level: number;
  readonly agents: number;
}

/** Why waiting work has no agent yet. */
export interface WhyNobody {
  readonly workId: string;
  readonly channel: string;
  readonly queueId: string;
  /** From 0. */
  readonly step: number;
  readonly waitedMs: number;
  readonly because: Hindrance;
  /** For whom it is kept, or who is to answer; empty otherwise. */
  readonly agentId: string;
  readonly needs: readonly NeededSkill[];
  /** The step's condition. */
  readonly condition: string;
  /** Signed on and for whom the condition holds, whatever their skills. */
  readonly meetCondition: number;
  /** Signed on; of those, who may have it; of those, who are available; of those, who have room. */
  readonly signedOn: number;
  readonly suit: number;
  readonly available: number;
  readonly withRoom: number;
  /** Until time alone changes something: a step widens, a queue opens. undefined = it does not. */
  readonly changesInMs: number | undefined;
}

type Attendance = Pick<WhyNobody, 'needs' | 'meetCondition' | 'signedOn' | 'suit' | 'available' | 'withRoom'>;

/**
 * Why each piece of waiting work has no agent yet, in the order that the rules
 * give the work. Looks at every agent for every kind of work: for people who
 * ask, not for deciding.
 */
export function whyNobody(floor: Floor): readonly WhyNobody[] {
  const known = new Map<Bucket, Attendance>();
  const attendanceOf = (slot: WorkSlot): Attendance => {
    const bucket = floor.matching.bucketOf(slot);
    const counted = known.get(bucket) ?? attendance(floor, slot);
    known.set(bucket, counted);
    return counted;
  };
  return [...floor.works.values()]
    .filter(({ place }) => place !== 'assigned' && place !== 'wrapping')
    .sort((a, b) => (isWorkBefore(a, b) ? -1 : 1))
    .map((slot) => reasonOf(floor, slot, attendanceOf(slot)));
}

function reasonOf(floor: Floor, slot: WorkSlot, counted: Attendance): WhyNobody {
  const nowMs = floor.moment.monotonicMs;
  const dueMs = floor.itinerary.dueMs(slot, nowMs);
  return {
    workId: slot.source.workId,
    channel: slot.work.channel,
    queueId: slot.queue.queueId,
    step: slot.step.index,
    waitedMs: nowMs - slot.source.arrivedAtMs,
    because: hindranceOf(slot, counted, nowMs),
    agentId: slot.agent?.agent.agentId ?? '',
    condition: slot.step.rule.when,
    changesInMs: dueMs === undefined ? undefined : Math.max(0, dueMs - nowMs),
    ...counted,
  };
}

function hindranceOf(slot: WorkSlot, counted: Attendance, nowMs: number): Hindrance {
  const { place, work } = slot;
  if (place === 'parked') return (work.notBeforeMs ?? 0) > nowMs ? 'not-yet' : 'closed';
  if (place === 'kept') return 'kept';
  if (place === 'offered') return 'offered';
  if (counted.signedOn === 0) return 'nobody-on';
  if (counted.suit === 0) return 'nobody-suits';
  if (counted.available === 0) return 'all-away';
  return counted.withRoom === 0 ? 'all-full' : 'declined';
}

function attendance(floor: Floor, slot: WorkSlot): Attendance {
  const needed = Object.entries(slot.needs).filter(([, level]) => level > 0);
  const has = (agent: AgentSlot, [skill, level]: readonly [string, number]): boolean =>
    levelOf(agent.agent.skills, skill) >= level;
  const on = [...floor.agents.values()].filter(({ presence }) => presence !== 'offline');
  const met = on.filter(({ agent }) => slot.step.question.suits(slot.work, agent));
  const suit = met.filter((agent) => needed.every((need) => has(agent, need)));
  const available = suit.filter(({ presence }) => presence === 'available');
  const bit = slot.channel < 0 ? 0 : 1 << slot.channel;
  return {
    needs: needed.map((need) => ({
      skill: need[0],
      level: need[1],
      agents: on.filter((agent) => has(agent, need)).length,
    })),
    meetCondition: met.length,
    signedOn: on.length,
    suit: suit.length,
    available: available.length,
    withRoom: available.filter(({ room }) => (room & bit) !== 0).length,
  };
}
