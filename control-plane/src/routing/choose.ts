import { type AgentDesk, offeredCalls, type QueueState, type WaitingCall } from './queue.ts';

/** One agent for one call, and why. */
export interface Match {
  readonly callId: string;
  readonly agentId: string;
  readonly reason: string;
}

/**
 * Decides who is offered what next; undefined = nobody for now. Asked again
 * after each match, so it chooses one at a time. What replaces it need not
 * know anything of offers, time-outs or sessions.
 */
export type Choose = (state: QueueState, nowMs: number) => Match | undefined;

/**
 * The oldest call first, to the agent that has been idle longest. An agent that
 * declined a call comes after all others, and not before its pause is over; a
 * call that nobody may have now does not hold up the next.
 */
export const oldestFirst: Choose = (state, nowMs) => {
  const free = [...state.desks.values()].filter(isFree);
  if (free.length === 0) return undefined;
  const offered = offeredCalls(state);
  for (const call of state.waiting) {
    if (offered.has(call.callId)) continue;
    const [agent] = free
      .filter((desk) => (call.pausedUntilMs.get(desk.agentId) ?? 0) <= nowMs)
      .sort((a, b) => compare(call, a, b));
    if (agent !== undefined) {
      return { callId: call.callId, agentId: agent.agentId, reason: why(call, agent, free.length) };
    }
  }
  return undefined;
};

/** Whether something can be offered to this agent now. */
export const isFree = (desk: AgentDesk): boolean =>
  desk.sessionId !== '' && desk.reachable && desk.presence === 'available' && desk.work.name === 'idle';

function compare(call: WaitingCall, a: AgentDesk, b: AgentDesk): number {
  const declined = (desk: AgentDesk): number => (call.pausedUntilMs.has(desk.agentId) ? 1 : 0);
  return declined(a) - declined(b) || a.idleSinceMs - b.idleSinceMs || (a.agentId < b.agentId ? -1 : 1);
}

const why = (call: WaitingCall, agent: AgentDesk, free: number): string =>
  `oldest waiting call; ${agent.agentId} is the longest idle of ${free} free` +
  (call.pausedUntilMs.has(agent.agentId) ? ', none of whom has not declined it' : '');
