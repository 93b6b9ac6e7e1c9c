import type { AgentTraits, CompiledRules } from './engine/index.ts';

/** The rules that hold now and what agents can do, as a queue's owner reads them at each decision. */
export interface RoutingRules {
  /** The same object as long as the rules are the same. */
  readonly current: CompiledRules;
  /** Changes whenever what any agent can do has changed. */
  readonly traitsVersion: number;
  traitsOf(agentId: string): AgentTraits;
  /** Told after either has changed. */
  onChange(listener: () => void): Disposable;
}
