import type { CapacityTable } from './capacity.ts';
import type { CompiledStep } from './compiled.ts';
import { levelOf, type RatedAgent } from './evaluate.ts';
import { Heads } from './heads.ts';
import { Heap } from './heap.ts';
import { Line } from './line.ts';
import { holdsKey, keysOf } from './lookup-keys.ts';
import type { Levels, Work } from './model.ts';
import { type AgentSlot, type FreeSeat, isIdleLonger, isLessBusy } from './slots.ts';
import type { StepKinds } from './step-kinds.ts';

/** Agents that no rule can tell apart. */
export class Profile {
  /** One of them. */
  readonly agent: RatedAgent;
  readonly capacity: CapacityTable;
  /** What makes them one. */
  readonly name: string;
  /** What they are found under. */
  readonly keys: readonly string[];
  readonly agents = new Set<AgentSlot>();
  /** By channel: the kinds of work they may have. */
  readonly heads: Heads[] = [];
  /** The channels of these, a bit each. */
  channels = 0;
  /** By channel: those with room, the longest idle first; and the least busy first. */
  readonly idlest: Heap<FreeSeat>[] = [];
  readonly leastBusy: Heap<FreeSeat>[] = [];
  /** Signed on, whatever they do. */
  online = 0;

  constructor(name: string, agent: RatedAgent, capacity: CapacityTable, channels: number) {
    this.name = name;
    this.agent = agent;
    this.capacity = capacity;
    this.keys = keysOf(agent);
    for (let channel = 0; channel < channels; channel += 1) {
      this.heads.push(new Heads());
      this.idlest.push(new Heap((a, b) => isIdleLonger(a.slot, b.slot)));
      this.leastBusy.push(new Heap((a, b) => isLessBusy(a.slot, b.slot)));
    }
  }
}

/** Waiting work of one step that suits the same agents, in order. */
export class Bucket {
  /** All kinds of the step. */
  readonly kinds: StepKinds;
  readonly step: CompiledStep;
  readonly channel: number;
  /** One of the pieces of work, as they all are to this step. */
  readonly sample: Work;
  readonly needs: Levels;
  readonly line: Line;
  /** Who may have it, with its id among the profile's heads. */
  readonly profiles = new Map<Profile, number>();
  /** Not found any more: nobody waited. */
  forgotten = false;
  /** Agents signed on who may have it, as of the attendance it was counted at. */
  online = 0;
  countedAt = -1;
  readonly #levels: readonly (readonly [skill: string, level: number])[];

  constructor(kinds: StepKinds, step: CompiledStep, channel: number, sample: Work, needs: Levels) {
    this.kinds = kinds;
    this.line = new Line(kinds.figures);
    this.step = step;
    this.channel = channel;
    this.sample = sample;
    this.needs = needs;
    this.#levels = Object.entries(needs).filter(([, level]) => level > 0);
  }

  suits({ agent }: Profile): boolean {
    for (const [skill, level] of this.#levels) if (levelOf(agent.skills, skill) < level) return false;
    return this.step.question.suits(this.sample, agent);
  }

  /** Keys of agents who may suit, one list per condition that can be looked up. */
  lookups(): readonly (readonly string[])[] {
    return [
      ...this.#levels.map(([skill]) => [holdsKey('skills', skill)]),
      ...this.step.question.lookupsOf(this.sample),
    ];
  }
}
