import type { Conversation } from '@weft/proto';

/** An agent who may be given text work now. */
export interface TextAgent {
  readonly agentId: string;
  readonly displayName: string;
  /** Conversations they have open. */
  readonly open: number;
}

export interface TextAssignment {
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  /** For agents' eyes. */
  readonly reason: string;
}

/** Decides who gets which waiting conversation: pure. */
export interface TextRouting {
  /** `waiting` by priority, then oldest first. */
  assign(waiting: readonly Conversation[], agents: readonly TextAgent[]): readonly TextAssignment[];
}

/**
 * The oldest first, to the agent who had it before if there is room, else to
 * the one with the fewest open conversations. Nobody gets more than `capacity`.
 */
export const leastBusy = (capacity: number): TextRouting => ({
  assign: (waiting, agents) => {
    const open = new Map(agents.map((agent) => [agent.agentId, agent.open]));
    const busy = ({ agentId }: TextAgent): number => open.get(agentId) ?? 0;
    return waiting.flatMap(({ conversationId, previousAgentId }) => {
      const free = agents.filter((agent) => busy(agent) < capacity);
      const before = free.find(({ agentId }) => agentId === previousAgentId);
      const [least] = free.toSorted((a, b) => busy(a) - busy(b) || (a.agentId < b.agentId ? -1 : 1));
      const chosen = before ?? least;
      if (chosen === undefined) return [];
      open.set(chosen.agentId, busy(chosen) + 1);
      const { agentId, displayName: agentName } = chosen;
      const reason = before === undefined ? `fewest open conversations of ${free.length}` : 'had it before';
      return [{ conversationId, agentId, agentName, reason }];
    });
  },
});
