import type { Refusal } from './engine/index.ts';
import type { AgentDesk, NewCall, QueueState } from './queue.ts';

/** One agent for one call, and why. */
export interface Match {
  readonly callId: string;
  readonly agentId: string;
  /** Of the rules' queues, the one that the call waits in. */
  readonly queueId: string;
  /** How long the offer stands; undefined = as the deployment says. */
  readonly timeoutMs: number | undefined;
  readonly reason: string;
}

/** An agent wraps a call up from now on, or no longer. */
export interface WrapUp {
  readonly agentId: string;
  /** Monotonic; 0 = it is over. */
  readonly untilMs: number;
}

/**
 * Decides who is offered what next, and knows nothing of sessions and of how
 * offers are made. It follows the queue's state: what it is shown is what is.
 */
export interface Chooser {
  /** Why a call that has just come may not wait; undefined = it may. */
  refusal(call: NewCall, nowMs: number): Refusal | undefined;
  /** undefined = nobody for now. Asked again after each match, so it chooses one at a time. */
  choose(state: QueueState, nowMs: number): Match | undefined;
  /** Who began or ended wrapping up since it was asked last, in that order. */
  wrapUps(): readonly WrapUp[];
  /** The agent is done before the time; nothing for one who does not wrap up. */
  endWrapUp(agentId: string, nowMs: number): void;
  /** When time alone may make it choose otherwise (monotonic); undefined = never. */
  dueAtMs(): number | undefined;
}

/** Whether something can be offered to this agent now. */
export const isFree = (desk: AgentDesk): boolean =>
  desk.sessionId !== '' && desk.reachable && desk.presence === 'available' && desk.work.name === 'idle';
