import { uuidv7obj } from 'uuidv7';

/** A text that names one kind of thing; the brand keeps a call's id from standing where a node's belongs. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

export type CallId = Id<'call'>;
export type SessionId = Id<'session'>;
export type NodeId = Id<'node'>;
export type EdgeId = Id<'edge'>;
export type InstanceId = Id<'instance'>;
export type ParticipantId = Id<'participant'>;
export type QueueId = Id<'queue'>;
export type OfferId = Id<'offer'>;
export type AgentId = Id<'agent'>;

/** What an id may look like: it becomes one token of a subject and one segment of a key. */
const SHAPE = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text from outside may stand as an id in a subject or key. */
export const isId = (text: string): boolean => SHAPE.test(text);

/** Source of new ids. A port, so that tests can name theirs. */
export interface Ids {
  /** A new id, unique everywhere, rising with time: "call-0198c0…". */
  next<Kind extends string>(kind: Kind): Id<Kind>;
}

/** Ids as UUID version 7 (RFC 9562 section 5.7) without hyphens, behind their kind. */
export const uuidIds: Ids = {
  next: <Kind extends string>(kind: Kind) => `${kind}-${uuidv7obj().toHex()}` as Id<Kind>,
};

/** Ids "call-1", "call-2", … in the order asked for: for tests. */
export function countedIds(): Ids {
  const counts = new Map<string, number>();
  return {
    next: <Kind extends string>(kind: Kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return `${kind}-${count}` as Id<Kind>;
    },
  };
}

/** The queue that a call without a queue id goes to. */
export const DEFAULT_QUEUE = 'default' as QueueId;
