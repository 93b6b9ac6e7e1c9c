import { type Conversation, followerIn, type Item } from '@weft/proto';
import type { ConversationSide } from '../types.ts';

/** How far this side has got. */
export interface Marks {
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** Who reads: the customer, or an agent with their id. */
export interface Reader {
  readonly side: ConversationSide;
  readonly id: string;
}

/** Whether an item is of the other side's people: what can be unread. */
const isOfOthers = ({ author }: Item, side: ConversationSide): boolean =>
  side === 'customer' ? author?.kind === 'agent' || author?.kind === 'bot' : author?.kind === 'customer';

/** What the server knows of this reader's reading: of an agent who follows, their own, and of the others that of the agent whose it is. */
function knownMarks(head: Conversation, { side, id }: Reader): Marks {
  if (side === 'customer') return { deliveredSeq: head.customerDeliveredSeq, readSeq: head.customerReadSeq };
  const followed = followerIn(head, id)?.readSeq;
  if (followed === undefined) return { deliveredSeq: head.lastSeq, readSeq: head.agentReadSeq };
  const readSeq = head.agentId === id ? Math.min(followed, head.agentReadSeq) : followed;
  return { deliveredSeq: head.lastSeq, readSeq };
}

/** Up to where a follower has read who looks: to the end, since what is unread may be a note, or stand anywhere in it. */
function readAsFollower(head: Conversation, items: readonly Item[], { side, id }: Reader): number {
  const unread = side === 'agent' ? (followerIn(head, id)?.unread ?? 0) : 0;
  return unread > 0 ? (items.at(-1)?.seq ?? 0) : 0;
}

/**
 * What is to be told to the server, or undefined when it knows: everything that is here is delivered; it is read
 * when somebody looks at it. Only what others wrote counts: a mark for one's own item would say nothing.
 */
export function marksToTell(
  head: Conversation,
  items: readonly Item[],
  reader: Reader,
  looking: boolean,
  told: Marks,
): Marks | undefined {
  const newest = items.findLast((item) => isOfOthers(item, reader.side))?.seq ?? 0;
  const known = knownMarks(head, reader);
  const deliveredSeq = Math.max(known.deliveredSeq, told.deliveredSeq, newest);
  const read = looking ? Math.max(newest, readAsFollower(head, items, reader)) : 0;
  const readSeq = Math.max(known.readSeq, told.readSeq, read);
  const news =
    deliveredSeq > Math.max(known.deliveredSeq, told.deliveredSeq) ||
    readSeq > Math.max(known.readSeq, told.readSeq);
  return news ? { deliveredSeq, readSeq } : undefined;
}

/** Items of the others above what was read here, `told` or known to the server. */
export function unreadOf(
  head: Conversation | undefined,
  items: readonly Item[],
  reader: Reader,
  told: Marks,
): number {
  if (head === undefined) return 0;
  const readSeq = Math.max(knownMarks(head, reader).readSeq, told.readSeq);
  let unread = 0;
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item === undefined || item.seq <= readSeq) break;
    if (isOfOthers(item, reader.side) && !item.deleted) unread += 1;
  }
  return unread;
}
