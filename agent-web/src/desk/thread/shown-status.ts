import type { Conversation, Item } from '@weft/proto';

/** How far an agent's message has got. */
export type ShownStatus = 'queued-out' | 'sent' | 'delivered' | 'read' | 'failed';

/**
 * Undefined = nothing to say of it. In a chat, how far the customer has got is in the head; other channels tell it
 * of each message.
 */
export function statusOf(item: Item, head: Conversation | undefined): ShownStatus | undefined {
  if (item.author?.kind !== 'agent' || item.note || item.deleted) return undefined;
  if (item.status === 'failed' || item.status === 'queued-out') return item.status;
  if (item.status === 'read' || item.seq <= (head?.customerReadSeq ?? 0)) return 'read';
  if (item.status === 'delivered' || item.seq <= (head?.customerDeliveredSeq ?? 0)) return 'delivered';
  return 'sent';
}
