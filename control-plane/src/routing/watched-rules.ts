import { type Directory, idOf, keys, type Log, type View } from '@weft/proto';
import { z } from 'zod';
import {
  type AgentTraits,
  type CompiledRules,
  compileRules,
  PLAIN_RULES,
  PLAIN_TRAITS,
} from './engine/index.ts';
import type { RoutingRules } from './live-rules.ts';
import { readKept } from './rule-store.ts';

const MAX_SKILLS = 100;
const MAX_LANGUAGES = 50;
const MAX_ATTRIBUTES = 50;

const name = z.string().min(1).max(64);
const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
const upTo = <Value extends z.ZodType>(most: number, value: Value) =>
  z.record(name, value).refine((all) => Object.keys(all).length <= most, `at most ${most} entries`);

/** What an agent can do, as it is written and kept. */
export const Traits = z.strictObject({
  skills: upTo(MAX_SKILLS, z.number().min(0).max(100)).default({}),
  languages: z.array(name).max(MAX_LANGUAGES).default([]),
  attributes: upTo(MAX_ATTRIBUTES, z.union([scalar, z.array(scalar).max(50)])).default({}),
  /** Name of a capacity of the rules. */
  capacity: name.default('default'),
});

/**
 * The routing rules and agents' traits as etcd has them now. A change holds at
 * once, for work that waits already too. What cannot be read, as from a newer
 * version of Weft, is logged, and what held before goes on.
 */
export class WatchedRules implements RoutingRules, AsyncDisposable {
  readonly #rules: View;
  readonly #traits: View;
  readonly #log: Log;
  readonly #known = new Map<string, AgentTraits>();
  readonly #listeners = new Set<() => void>();
  #current: CompiledRules;
  #version = 0;
  #traitsVersion = 0;

  private constructor(rules: View, traits: View, log: Log) {
    this.#rules = rules;
    this.#traits = traits;
    this.#log = log;
    const plain = compileRules(PLAIN_RULES);
    if (!plain.ok) throw new TypeError('the plain rules are wrong');
    this.#current = plain.rules;
    const kept = rules.entries.get(keys.routingRules);
    if (kept !== undefined) this.#take(kept.value);
    for (const [key, { value }] of traits.entries) this.#takeTraits(idOf(keys.routingAgents, key), value);
    rules.onChange((key, entry) => {
      if (key !== keys.routingRules) return;
      if (entry !== undefined) this.#take(entry.value);
      this.#tell();
    });
    traits.onChange((key, entry) => {
      const agentId = idOf(keys.routingAgents, key);
      if (entry === undefined) this.#known.delete(agentId);
      else this.#takeTraits(agentId, entry.value);
      this.#traitsVersion += 1;
      this.#tell();
    });
  }

  /** Resolves when the rules are those of etcd at the call. */
  static async create(options: { directory: Directory; log: Log }): Promise<WatchedRules> {
    const { directory, log } = options;
    const [rules, traits] = await Promise.all([
      directory.watch(keys.routingRules),
      directory.watch(keys.routingAgents),
    ]);
    return new WatchedRules(rules, traits, log);
  }

  get current(): CompiledRules {
    return this.#current;
  }

  /** Of the rules that hold; 0 = none were ever saved. */
  get version(): number {
    return this.#version;
  }

  get traitsVersion(): number {
    return this.#traitsVersion;
  }

  traitsOf(agentId: string): AgentTraits {
    return this.#known.get(agentId) ?? PLAIN_TRAITS;
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    await Promise.all([this.#rules[Symbol.asyncDispose](), this.#traits[Symbol.asyncDispose]()]);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #take(text: string): void {
    try {
      const { version, rules } = readKept(text);
      const compiled = compileRules(rules);
      if (!compiled.ok) throw new TypeError(compiled.errors[0]?.message ?? 'they are wrong');
      this.#current = compiled.rules;
      this.#version = version;
      this.#log.info({ version }, 'routing rules hold');
    } catch (error) {
      this.#log.error({ error: String(error) }, 'routing rules not taken: those before hold');
    }
  }

  #takeTraits(agentId: string, text: string): void {
    try {
      this.#known.set(agentId, Traits.parse(JSON.parse(text)));
    } catch (error) {
      this.#log.error({ agentId, error: String(error) }, "an agent's skills not taken");
    }
  }
}
