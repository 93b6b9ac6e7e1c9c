import type { Conversation, TimelineEvent } from '@weft/proto';
import type { Outcome } from './change.ts';

/** What an event's outcome depends on besides the conversation. */
export interface Terms {
  /** How long the virtual agent may take for a text before an agent gets it; 0 = there is none. */
  readonly holdMs: number;
  /** By when the customer is to have an answer who waits in this conversation from now on; 0 = nothing is promised. */
  readonly dueAtMs: (head: Conversation) => number;
  /** The rules' queue that it is in. */
  readonly queueOf: (head: Conversation) => string;
}

export const NO_TERMS: Terms = {
  holdMs: 0,
  dueAtMs: () => 0,
  queueOf: ({ routedQueueId }) => routedQueueId,
};

/** A customer's wait that is over. */
export interface Wait {
  readonly sinceMs: number;
  readonly dueAtMs: number;
  readonly first: boolean;
  /** Empty = it was closed without an answer. */
  readonly agentId: string;
}

const GO_OVER: ReadonlySet<string | undefined> = new Set(['continued', 'joined', 'parted']);

/**
 * Promises when a wait begins, by the rules that hold then, and says how it
 * stood when it ends. An answer by the virtual agent ends a wait and is not
 * counted; a wait that goes on keeps its promise, whoever gets the conversation.
 */
export function keepPromises(
  before: Conversation | undefined,
  event: TimelineEvent,
  outcome: Outcome & { readonly is: 'changed' },
  { dueAtMs }: Terms,
): Outcome {
  const { head, record } = outcome;
  // The wait goes over to another conversation, or comes from one, with what was promised.
  if (GO_OVER.has(event.body?.case)) return outcome;
  const reopened = before?.state === 'closed' && head.state !== 'closed';
  const asked = reopened ? { ...head, answeredAtMs: 0 } : head;
  const sinceMs = before?.waitingSinceMs ?? 0;
  if (asked.waitingSinceMs === sinceMs) return { ...outcome, head: asked };
  if (asked.waitingSinceMs > 0) return { ...outcome, head: { ...asked, dueAtMs: dueAtMs(asked) } };
  const agentId = answeredBy(event, head);
  const kept = {
    ...asked,
    dueAtMs: 0,
    answeredAtMs: asked.answeredAtMs || (agentId === '' ? 0 : event.atMs),
  };
  // Who is blocked was not made to wait for nothing.
  if (event.body?.case === 'blocked') return { ...outcome, head: kept };
  if (before === undefined || (agentId === '' && head.state !== 'closed')) return { ...outcome, head: kept };
  const wait: Wait = { sinceMs, dueAtMs: before.dueAtMs, first: before.answeredAtMs === 0, agentId };
  return { ...outcome, head: kept, record: { ...record, wait } };
}

/** Which of the rules' queues it is in: looked up while it waits, and kept when an agent has it. */
export function keepQueue(before: Conversation | undefined, outcome: Outcome, { queueOf }: Terms): Outcome {
  if (outcome.is !== 'changed') return outcome;
  const { head } = outcome;
  const asks = head.waitingSinceMs > 0 && (before === undefined || before.waitingSinceMs === 0);
  if (head.state !== 'waiting' && !asks && before?.queueId === head.queueId) return outcome;
  return { ...outcome, head: { ...head, routedQueueId: queueOf(head) } };
}

/** Whose answer ended the wait; empty = nobody's. */
const answeredBy = ({ author, body }: TimelineEvent, head: Conversation): string => {
  if (body?.case === 'callNoted') return head.agentId;
  return author?.kind === 'agent' && body?.case === 'itemPosted' ? author.id : '';
};
