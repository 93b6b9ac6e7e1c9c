import { DEFAULT_CAPACITY } from '../capacity.ts';
import type { CompiledStep } from '../compiled.ts';
import { compile, type StepFacts } from '../evaluate.ts';
import type { Bucket } from '../kinds.ts';
import { Matching } from '../matching.ts';
import type { Levels } from '../model.ts';
import { parse } from '../parse.ts';
import type { AgentSlot, WorkSlot } from '../slots.ts';

/**
 * The oracle: finds who may have what by looking at everybody and everything,
 * with expressions as they are written, channels by name and no index. Slow,
 * and too simple to be wrong in the way an index is.
 */
export class ScanningMatching extends Matching {
  readonly #agents = new Set<AgentSlot>();
  readonly #works = new Set<WorkSlot>();

  override enrol(slot: AgentSlot): void {
    super.enrol(slot);
    this.#agents.add(slot);
  }

  override dismiss(slot: AgentSlot): void {
    super.dismiss(slot);
    this.#agents.delete(slot);
  }

  override insert(slot: WorkSlot, bucket: Bucket): void {
    super.insert(slot, bucket);
    this.#works.add(slot);
  }

  override take(slot: WorkSlot): void {
    super.take(slot);
    this.#works.delete(slot);
  }

  override factsFor(slot: WorkSlot): StepFacts {
    const matching = [...this.#agents].filter((agent) => this.maySuit(slot, agent));
    return {
      agents: matching.filter(({ presence }) => presence !== 'offline').length,
      free: matching.filter((agent) => this.hasRoom(agent, slot.work.channel)).length,
      waiting: [...this.#works].filter(({ step }) => step === slot.step).length,
    };
  }

  override agentFor(slot: WorkSlot, _bucket: Bucket, nowMs: number): AgentSlot | undefined {
    const able = [...this.#agents].filter(
      (agent) => this.hasRoom(agent, slot.work.channel) && this.maySuit(slot, agent),
    );
    able.sort((a, b) => compareAgents(slot.step, a, b));
    const paused = (agent: AgentSlot): number | undefined => slot.declined?.get(agent.agent.agentId);
    return (
      able.find((agent) => paused(agent) === undefined) ?? able.find((agent) => (paused(agent) ?? 0) <= nowMs)
    );
  }

  override workFor(agent: AgentSlot, _room: number, nowMs: number): WorkSlot | undefined {
    return [...this.#works, ...agent.own.all]
      .filter((slot) => this.mayTake(slot, agent, nowMs))
      .sort((a, b) => compareWork(a, b))[0];
  }

  /** Whether this work could go to this agent this moment. */
  mayTake(slot: WorkSlot, agent: AgentSlot, nowMs: number): boolean {
    if (!this.hasRoom(agent, slot.work.channel)) return false;
    if ((slot.declined?.get(agent.agent.agentId) ?? 0) > nowMs) return false;
    return slot.place === 'kept' ? slot.agent === agent : this.maySuit(slot, agent);
  }

  maySuit(slot: WorkSlot, { agent }: AgentSlot): boolean {
    const able = Object.entries(needsOf(slot)).every(([skill, level]) => (agent.skills[skill] ?? 0) >= level);
    return able && compile(parse(slot.step.rule.when))({ work: slot.work, agent });
  }

  /** The written definition: enough of the kind, nothing exclusive in the way, and the units. */
  hasRoom({ presence, agent, held }: AgentSlot, channel: string): boolean {
    if (presence !== 'available') return false;
    const { capacities } = this.rules.source;
    const capacity = capacities[agent.capacity] ?? capacities.default ?? DEFAULT_CAPACITY;
    const wanted = capacity.channels[channel];
    if (wanted === undefined) return false;
    const inHand = [...held].map(({ work }) => work.channel);
    if (inHand.filter((one) => one === channel).length >= wanted.most) return false;
    const inTheWay = inHand.filter((one) => !wanted.interrupts.includes(one));
    if (wanted.exclusive && inTheWay.length > 0) return false;
    if (inTheWay.some((one) => capacity.channels[one]?.exclusive)) return false;
    const used = inTheWay.reduce((sum, one) => sum + (capacity.channels[one]?.cost ?? 0), 0);
    return used + wanted.cost <= capacity.units;
  }
}

function needsOf({ work, step, ring }: WorkSlot): Levels {
  const { relax } = step.rule;
  if (relax === undefined) return work.skills;
  const drop = (level: number): number => Math.max(Math.min(level, relax.floor), level - ring * relax.by);
  return Object.fromEntries(Object.entries(work.skills).map(([skill, level]) => [skill, drop(level)]));
}

function compareAgents({ rule }: CompiledStep, a: AgentSlot, b: AgentSlot): number {
  const level = ({ agent }: AgentSlot): number => agent.skills[rule.skill ?? ''] ?? 0;
  const bySkill = rule.order === 'highest-level' ? level(b) - level(a) : 0;
  const byLoad = rule.order === 'least-busy' ? a.used - b.used : 0;
  return bySkill || byLoad || a.idleSinceMs - b.idleSinceMs || a.seq - b.seq;
}

function compareWork(a: WorkSlot, b: WorkSlot): number {
  return a.rank - b.rank || a.work.arrivedAtMs - b.work.arrivedAtMs || a.seq - b.seq;
}
