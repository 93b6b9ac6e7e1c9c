import { compileRules } from '../compile-rules.ts';
import { Engine } from '../engine.ts';
import type { EngineEvent } from '../events.ts';
import {
  type AgentPresence,
  type AgentTraits,
  type Moment,
  PLAIN_TRAITS,
  type Work,
  workOf,
} from '../model.ts';
import type { RuleSetInput } from '../rules.ts';
import { type Decision, type Why, whyText } from '../why.ts';

/** An engine on a clock that stands, with everything it decided written down. */
export class EngineRig {
  readonly engine: Engine;
  readonly decisions: Decision[] = [];
  nowMs = 0;
  readonly #wallMs: number;

  /** Throws the first of what is wrong with the rules. */
  constructor(rules: RuleSetInput, wall = '2026-11-27T10:00:00Z') {
    this.#wallMs = Date.parse(wall);
    this.engine = new Engine(EngineRig.#compiled(rules));
  }

  static #compiled(written: RuleSetInput) {
    const compiled = compileRules(written);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
    return compiled.rules;
  }

  get moment(): Moment {
    return { nowMs: this.#wallMs + this.nowMs, monotonicMs: this.nowMs };
  }

  /** "taken", or the code it was refused with. */
  take(event: EngineEvent): string {
    const { decisions, refusal } = this.engine.take(event, this.moment);
    this.decisions.push(...decisions);
    return refusal?.code ?? 'taken';
  }

  rules(rules: RuleSetInput): void {
    this.decisions.push(...this.engine.setRules(EngineRig.#compiled(rules), this.moment));
  }

  wait(seconds: number): void {
    this.nowMs += seconds * 1_000;
    this.take({ name: 'tick' });
  }

  work(workId: string, work: Partial<Work> = {}): string {
    return this.take({
      name: 'work-arrived',
      work: workOf({ workId, channel: 'voice', arrivedAtMs: this.nowMs, ...work }),
    });
  }

  agent(agentId: string, traits: Partial<AgentTraits> = {}, presence: AgentPresence = 'available'): string {
    const all = { ...PLAIN_TRAITS, ...traits };
    return this.take({
      name: 'agent-set',
      agentId,
      traits: all,
      presence,
      reason: '',
      idleSinceMs: undefined,
    });
  }

  /** The agent says yes or no to what it was offered first. */
  answer(agentId: string, accept = true): string {
    const token = [...this.engine.floor.offers].find(
      ([, slot]) => slot.agent?.agent.agentId === agentId,
    )?.[0];
    return this.take({ name: 'answered', token: token ?? 0, agentId, accept });
  }

  finish(workId: string): string {
    return this.take({ name: 'work-finished', workId });
  }

  /** Live offers as "agent:work", in order of making. */
  get offers(): string {
    return [...this.engine.floor.offers.values()]
      .map((slot) => `${slot.agent?.agent.agentId}:${slot.source.workId}`)
      .join(' ');
  }

  /** Where work is: "assigned anna", "waiting sales/1". */
  where(workId: string): string {
    const slot = this.engine.floor.works.get(workId);
    if (slot === undefined) return 'gone';
    return slot.agent === undefined
      ? `${slot.place} ${slot.step.stepId}`
      : `${slot.place} ${slot.agent.agent.agentId}`;
  }

  /** Why the last offer of this work was made. */
  why(workId: string): Why | undefined {
    for (const decision of this.decisions.toReversed()) {
      if (decision.do === 'offer' && decision.workId === workId) return decision.why;
    }
    return undefined;
  }

  whyText(workId: string): string {
    const why = this.why(workId);
    return why === undefined ? '' : whyText(why);
  }
}
