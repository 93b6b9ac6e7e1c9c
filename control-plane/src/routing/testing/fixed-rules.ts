import {
  type AgentTraits,
  type CompiledRules,
  compileRules,
  PLAIN_RULES,
  PLAIN_TRAITS,
  type RuleSetInput,
} from '../engine/index.ts';
import type { RoutingRules } from '../live-rules.ts';

/** Rules that change when the test says so. */
export class FixedRules implements RoutingRules {
  current: CompiledRules;
  traitsVersion = 0;
  readonly #traits = new Map<string, Partial<AgentTraits>>();
  readonly #listeners = new Set<() => void>();

  constructor(rules: RuleSetInput = PLAIN_RULES) {
    this.current = compiled(rules);
  }

  traitsOf(agentId: string): AgentTraits {
    return { ...PLAIN_TRAITS, ...this.#traits.get(agentId) };
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** From now on these hold. */
  set(rules: RuleSetInput): void {
    this.current = compiled(rules);
    for (const listener of this.#listeners) listener();
  }

  /** The agent can do this from now on. */
  can(agentId: string, traits: Partial<AgentTraits>): void {
    this.#traits.set(agentId, traits);
    this.traitsVersion += 1;
    for (const listener of this.#listeners) listener();
  }
}

function compiled(rules: RuleSetInput): CompiledRules {
  const made = compileRules(rules);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.rules;
}
