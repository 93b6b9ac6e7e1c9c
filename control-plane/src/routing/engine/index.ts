/** The routing engine: who is offered which work, and why. Pure: no clock, no network, no store of its own. */
export { type Capacity, DEFAULT_CAPACITY } from './capacity.ts';
export { classify } from './classify.ts';
export { compileRules } from './compile-rules.ts';
export type { Compilation, CompiledQueue, CompiledRules, RuleProblem } from './compiled.ts';
export { Engine, type EngineLimits } from './engine.ts';
export type { EngineEvent, Outcome, Refusal } from './events.ts';
export {
  type AgentPresence,
  type AgentTraits,
  type Moment,
  PLAIN_TRAITS,
  type Work,
  workOf,
} from './model.ts';
export { type ReplayDifferences, replayDifferences } from './replay-differences.ts';
export { PLAIN_RULES, type QueueRule, RuleSet, type RuleSetInput } from './rules.ts';
export { type DayEvent, type WhatIf, whatIf } from './what-if.ts';
export { type Decision, type Why, whyText } from './why.ts';
export { HINDRANCES, type WhyNobody, whyNobody } from './why-nobody.ts';
