import type { Conversation, Item } from '@weft/proto';
import type { ConversationSide } from '../types.ts';

/** How far this side has got. */
export interface Marks {
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** Whether an item is of the other side's people: what can be unread. */
const isOfOthers = ({ author }: Item, side: ConversationSide): boolean =>
  side === 'customer' ? author?.kind === 'agent' || author?.kind === 'bot' : author?.kind === 'customer';

/** What the server knows of this side's reading. */
const knownMarks = (head: Conversation, side: ConversationSide): Marks =>
  side === 'customer'
    ? { deliveredSeq: head.customerDeliveredSeq, readSeq: head.customerReadSeq }
    : { deliveredSeq: head.lastSeq, readSeq: head.agentReadSeq };

/**
 * What is to be told to the server, or undefined when it knows: everything that is here is delivered; it is read
 * when somebody looks at it. Only what others wrote counts: a mark for one's own item would say nothing.
 */
export function marksToTell(
  head: Conversation,
  items: readonly Item[],
  side: ConversationSide,
  looking: boolean,
  told: Marks,
): Marks | undefined {
  const newest = items.findLast((item) => isOfOthers(item, side))?.seq ?? 0;
  const known = knownMarks(head, side);
  const deliveredSeq = Math.max(known.deliveredSeq, told.deliveredSeq, newest);
  const readSeq = Math.max(known.readSeq, told.readSeq, looking ? newest : 0);
  const news =
    deliveredSeq > Math.max(known.deliveredSeq, told.deliveredSeq) ||
    readSeq > Math.max(known.readSeq, told.readSeq);
  return news ? { deliveredSeq, readSeq } : undefined;
}

/** Items of the others above what was read here, `told` or known to the server. */
export function unreadOf(
  head: Conversation | undefined,
  items: readonly Item[],
  side: ConversationSide,
  told: Marks,
): number {
  if (head === undefined) return 0;
  const readSeq = Math.max(knownMarks(head, side).readSeq, told.readSeq);
  let unread = 0;
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item === undefined || item.seq <= readSeq) break;
    if (isOfOthers(item, side) && !item.deleted) unread += 1;
  }
  return unread;
}
