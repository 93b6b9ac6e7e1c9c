import type { CallKind } from '@weft/proto';
import { type AgentPresence, type EngineEvent, type Moment, workOf } from '../routing/engine/index.ts';
import type { RoutingRules } from '../routing/live-rules.ts';

/** An agent with all that they have in hand. */
export interface AgentNow {
  readonly agentId: string;
  readonly presence: AgentPresence;
  /** Conversations they have open. */
  readonly open: number;
  /** The call they are in; undefined = none. */
  readonly call: CallKind | undefined;
}

/** Tells a new engine of agents with what they have, those with the least open first. */
export function* presenceOf(
  agents: readonly AgentNow[],
  routing: RoutingRules,
  at: Moment,
): Generator<EngineEvent> {
  const byLoad = agents.toSorted((a, b) => a.open - b.open || (a.agentId < b.agentId ? -1 : 1));
  const { capacities, channels } = routing.current;
  for (const [index, { agentId, open, call, ...agent }] of byLoad.entries()) {
    const traits = routing.traitsOf(agentId);
    const idleSinceMs = at.monotonicMs - byLoad.length + index;
    const channel = call === 'video' ? 'video' : 'voice';
    const capacity = capacities.get(traits.capacity) ?? capacities.get('default');
    // In a call that the capacity does not speak of: nothing is known to fit beside it.
    const unspoken = call !== undefined && capacity?.serves(channels.of(channel)) !== true;
    const presence = unspoken && agent.presence === 'available' ? 'busy' : agent.presence;
    const set = { name: 'agent-set', agentId, traits, presence, reason: 'chosen', idleSinceMs } as const;
    yield set;
    for (let one = 0; one < open; one += 1) {
      const work = workOf({ workId: `${agentId} ${one}`, channel: 'chat', arrivedAtMs: at.monotonicMs });
      yield { name: 'holding', agentId, work };
    }
    if (call !== undefined) {
      const work = workOf({ workId: `${agentId} call`, channel, arrivedAtMs: at.monotonicMs });
      yield { name: 'holding', agentId, work };
    }
    // Having work is not having just been given it.
    yield set;
  }
}
