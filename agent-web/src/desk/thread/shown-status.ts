import type { Channel, Conversation, Item } from '@weft/proto';

const CARRIED: ReadonlySet<Channel> = new Set(['sms', 'email', 'wechat', 'weibo']);

/** How far an agent's message has got. */
export type ShownStatus = 'queued-out' | 'held' | 'sent' | 'delivered' | 'read' | 'failed';

/** Whether a carrier has taken it: the customer keeps it as it was, whatever becomes of it here. */
export const isWithCustomer = ({ channel, note, status }: Item): boolean =>
  CARRIED.has(channel) && !note && status !== 'queued-out' && status !== 'failed';

/**
 * Undefined = nothing to say of it. In a chat, how far the customer has got is in the head; other channels tell it
 * of each message.
 */
export function statusOf(item: Item, head: Conversation | undefined): ShownStatus | undefined {
  const kind = item.author?.kind;
  if (item.note || item.deleted) return undefined;
  // What programs answer in a chat is there at once; over a carrier it may fail.
  if (kind !== 'agent' && !(kind === 'bot' && CARRIED.has(item.channel))) return undefined;
  if (item.status === 'queued-out') return item.heldUntilMs > 0 ? 'held' : 'queued-out';
  if (item.status === 'failed') return item.status;
  if (CARRIED.has(item.channel))
    return item.status === 'read' || item.status === 'delivered' ? item.status : 'sent';
  if (item.status === 'read' || item.seq <= (head?.customerReadSeq ?? 0)) return 'read';
  if (item.status === 'delivered' || item.seq <= (head?.customerDeliveredSeq ?? 0)) return 'delivered';
  return 'sent';
}
