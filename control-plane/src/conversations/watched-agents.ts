import type { DeskRecord } from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { Kept, Records } from '../registry/records.ts';
import type { Agent, Agents } from './agents.ts';

/** The agents from their desks' records and the live calls' records, both watched in etcd. */
export class WatchedAgents implements Agents {
  readonly #desks: Records<DeskRecord>;
  readonly #live: LiveCalls;

  constructor(desks: Records<DeskRecord>, live: LiveCalls) {
    this.#desks = desks;
    this.#live = live;
  }

  get(agentId: string): Agent | undefined {
    const kept = this.#desks.get(agentId);
    return kept === undefined ? undefined : this.#agent(kept);
  }

  all(): readonly Agent[] {
    return [...this.#desks.all.values()].map((kept) => this.#agent(kept));
  }

  onChange(listener: () => void): Disposable {
    const parts = new DisposableStack();
    parts.use(this.#desks.onChange(listener));
    parts.use(this.#live.records.onChange(listener));
    return parts;
  }

  #agent({ value }: Kept<DeskRecord>): Agent {
    const { agentId, displayName, sessionId, presence, sinceMs } = value;
    const callId = this.#live.callOf(agentId);
    const call = callId === undefined ? undefined : this.#live.records.get(callId)?.value.kind;
    return { agentId, displayName, sessionId, presence, sinceMs, call };
  }
}
