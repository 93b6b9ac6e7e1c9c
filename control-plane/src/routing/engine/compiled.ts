import type { BusinessHours } from '../../calendar.ts';
import type { CapacityTable, ChannelNumbers } from './capacity.ts';
import type { Predicate } from './evaluate.ts';
import type { Levels } from './model.ts';
import type { Question } from './question.ts';
import type { RuleIndex } from './rule-index.ts';
import type { QueueRule, RuleSet, StepRule } from './rules.ts';

/** Rules as the engine asks them. */
export interface CompiledRules {
  readonly source: RuleSet;
  readonly channels: ChannelNumbers;
  /** "default" is always there. */
  readonly capacities: ReadonlyMap<string, CapacityTable>;
  readonly rules: RuleIndex;
  readonly queues: ReadonlyMap<string, CompiledQueue>;
  readonly defaultQueue: CompiledQueue;
  /** What a point of priority is worth of waiting. */
  readonly msPerPoint: number;
  /** Agents of the same traits are not the same to these rules. */
  readonly asksAgentId: boolean;
}

export interface CompiledRule {
  readonly name: string;
  /** The name as a list, for work that no other rule takes part in. */
  readonly alone: readonly string[];
  readonly when: Predicate;
  readonly queueId: string | undefined;
  readonly priority: number;
  /** undefined = it asks for none. */
  readonly skills: Levels | undefined;
  readonly urgent: boolean;
  readonly stop: boolean;
}

export interface CompiledQueue {
  readonly queueId: string;
  readonly rule: QueueRule;
  /** By channel: seconds in which an agent wraps up; none for a channel that is not there. */
  readonly wrapUpSeconds: ReadonlyMap<string, number>;
  /** One at least. */
  readonly steps: readonly [CompiledStep, ...CompiledStep[]];
  /** undefined = always open. */
  readonly hours: BusinessHours | undefined;
}

export interface CompiledStep {
  /** Unique within the rules, such as "sales/0". */
  readonly stepId: string;
  readonly index: number;
  readonly rule: StepRule;
  readonly question: Question;
  readonly skipIf: Predicate | undefined;
}

/** Something wrong, or worth a thought, in rules as they are written. */
export interface RuleProblem {
  /** Such as "queues.sales.steps.0.when". */
  readonly path: string;
  /** Within the expression, from 1; 0 = not in an expression. */
  readonly column: number;
  readonly message: string;
}

export type Compilation =
  | { readonly ok: true; readonly rules: CompiledRules; readonly warnings: readonly RuleProblem[] }
  | { readonly ok: false; readonly errors: readonly RuleProblem[] };
