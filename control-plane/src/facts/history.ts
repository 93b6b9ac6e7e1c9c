import {
  type Bus,
  type BusSubscription,
  type CallSummary,
  type Clock,
  type FactLog,
  FactRecord,
  factName,
  type Log,
  subjects,
} from '@weft/proto';

/** An agent's own midnight is never longer ago, wherever the agent is: the page leaves out what was before it. */
const KEPT_MS = 24 * 3_600_000;
/** Calls remembered per agent; older ones of the day are dropped. */
const MAX_CALLS = 200;
/** Agents remembered; one more drops the one whose last call is longest ago. */
const MAX_AGENTS = 10_000;

/** The calls each agent had in the last 24 hours, from the facts: replayed at start, then as they happen. */
export class CallHistory implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #byAgent = new Map<string, CallSummary[]>();
  readonly #listeners = new Set<(agentId: string) => void>();
  readonly #subscription: BusSubscription;

  private constructor(bus: Bus, clock: Clock) {
    this.#clock = clock;
    this.#subscription = bus.subscribe(subjects.fact(factName('callEnded')), ({ data }) =>
      this.#add(FactRecord.decode(data)),
    );
  }

  static async create(options: { facts: FactLog; bus: Bus; clock: Clock; log: Log }): Promise<CallHistory> {
    const { facts, bus, clock, log } = options;
    const history = new CallHistory(bus, clock);
    try {
      for await (const fact of facts.replay(history.#sinceMs(), ['callEnded'])) history.#add(fact);
    } catch (error) {
      // Without its past the day's list is short; calls can be taken all the same.
      log.warn({ error: String(error) }, 'call history not replayed');
    }
    return history;
  }

  /** Newest first; those that ended in the last 24 hours. */
  of(agentId: string): readonly CallSummary[] {
    const sinceMs = this.#sinceMs();
    return (this.#byAgent.get(agentId) ?? []).filter(({ endedAtMs }) => endedAtMs >= sinceMs);
  }

  /** Told which agent has a call more. */
  onChange(listener: (agentId: string) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#subscription.unsubscribe();
    this.#listeners.clear();
    return Promise.resolve();
  }

  #add(fact: FactRecord): void {
    if (fact.body?.case !== 'callEnded') return;
    const { agentId, summary } = fact.body.value;
    if (agentId === '' || summary === undefined) return;
    const calls = this.#byAgent.get(agentId) ?? [];
    // A fact may be heard twice: replayed, live, or told by two owners.
    if (calls.some(({ callId }) => callId === summary.callId)) return;
    const kept = [summary, ...calls].sort((a, b) => b.endedAtMs - a.endedAtMs).slice(0, MAX_CALLS);
    this.#byAgent.delete(agentId);
    this.#byAgent.set(agentId, kept);
    for (const oldest of this.#byAgent.keys()) {
      if (this.#byAgent.size <= MAX_AGENTS) break;
      this.#byAgent.delete(oldest);
    }
    for (const listener of [...this.#listeners]) listener(agentId);
  }

  #sinceMs(): number {
    return this.#clock.now() - KEPT_MS;
  }
}
