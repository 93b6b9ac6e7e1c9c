import type { DeskRecord } from '@weft/proto';
import type { AgentDesk } from './queue.ts';

/** This process's two clocks at one moment, in milliseconds. */
export interface Moment {
  /** Wall clock. */
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/** A desk as etcd keeps it, for the queue's next owner. What the agent does is not kept: the call records tell. */
export const deskRecordOf = (desk: AgentDesk, queueId: string, at: Moment): DeskRecord => ({
  agentId: desk.agentId,
  queueId,
  sessionId: desk.sessionId,
  displayName: desk.displayName,
  region: desk.region,
  presence: desk.presence,
  presenceReason: desk.reason,
  sinceMs: at.nowMs - Math.max(0, at.monotonicMs - desk.idleSinceMs),
  pause: desk.pause,
  wrapUpUntilMs: desk.wrapUpUntilMs === 0 ? 0 : at.nowMs + desk.wrapUpUntilMs - at.monotonicMs,
});

/**
 * A desk from its record. Nothing is offered to it until its session is known
 * to live; one that was not connected stays so.
 */
export function deskFrom(record: DeskRecord, callId: string | undefined, at: Moment): AgentDesk {
  const { presence } = record;
  return {
    agentId: record.agentId,
    displayName: record.displayName,
    region: record.region,
    sessionId: record.sessionId,
    reachable: false,
    presence: presence === 'available' || presence === 'busy' ? presence : 'away',
    reason: record.presenceReason === 'not-responding' ? 'not-responding' : 'chosen',
    pause: record.pause,
    idleSinceMs: at.monotonicMs - Math.max(0, at.nowMs - record.sinceMs),
    // Which call it was of only the owner before knew.
    wrapUpUntilMs: 0,
    work: callId === undefined ? { name: 'idle' } : { name: 'in-call', callId },
  };
}

/** Whether two states of a desk differ in what is kept. */
export const sameRecord = (a: AgentDesk | undefined, b: AgentDesk): boolean =>
  a !== undefined &&
  a.sessionId === b.sessionId &&
  a.displayName === b.displayName &&
  a.region === b.region &&
  a.presence === b.presence &&
  a.reason === b.reason &&
  a.pause === b.pause &&
  a.wrapUpUntilMs === b.wrapUpUntilMs;
