import type { Conversation } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';

/** Conversations that one goes on in, one after the other; no customer was ever joined so often. */
const MAX_STEPS = 16;

/** A customer's conversations: their own, and those that it goes on in. */
export interface CustomerPath {
  /** The one that follows from the subject, whether it exists or not. */
  readonly ownId: string;
  /** Those that exist, the own one first; what is said goes to the last. */
  readonly heads: readonly Conversation[];
}

/**
 * Follows a customer's own conversation to where it goes on, as long as that is the same person's: a join that was
 * taken back ends it at once. Throws what reading throws.
 */
export async function pathOf(
  read: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, Conversation>>,
  subjectId: string,
): Promise<CustomerPath> {
  const ownId = conversationOf(subjectId);
  const heads: Conversation[] = [];
  let nextId = ownId;
  while (nextId !== '' && heads.length < MAX_STEPS) {
    const next = (await read([nextId])).get(nextId);
    if (next === undefined || next.contactId !== (heads[0] ?? next).contactId) break;
    heads.push(next);
    nextId = next.continuedIn;
  }
  return { ownId, heads };
}

/** Where on the path a conversation is; empty = the last. Undefined = it is none of this customer's. */
export function stepOf({ ownId, heads }: CustomerPath, asked: string): number | undefined {
  if (asked === '') return Math.max(0, heads.length - 1);
  if (asked === ownId) return 0;
  const at = heads.findIndex(({ conversationId }) => conversationId === asked);
  return at === -1 ? undefined : at;
}
