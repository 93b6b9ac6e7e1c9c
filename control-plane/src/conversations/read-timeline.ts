import type { Conversation, Item, Role } from '@weft/proto';
import { itemsFor } from './customer-view.ts';
import type { TimelineStore } from './timeline-store.ts';

export interface TimelineQuestion {
  readonly conversationId: string;
  readonly sinceRevision: number;
  readonly beforeSeq: number;
  readonly limit: number;
  /** Only items above this one; 0 = all. */
  readonly aboveSeq?: number | undefined;
}

export interface TimelinePart {
  readonly conversation: Conversation | undefined;
  readonly items: readonly Item[];
  readonly more: boolean;
  readonly upToRevision: number;
}

/**
 * A part of a timeline. The head is read first: an item that is newer than it
 * is given and told once more, which does no harm; the other way round a page
 * would believe that it had what it never got.
 */
export async function readTimeline(
  store: Pick<TimelineStore, 'heads' | 'itemsSince' | 'itemsBefore'>,
  role: Role,
  { conversationId, sinceRevision, beforeSeq, limit, aboveSeq = 0 }: TimelineQuestion,
): Promise<TimelinePart> {
  const conversation = (await store.heads([conversationId])).get(conversationId);
  if (conversation === undefined) return { conversation, items: [], more: false, upToRevision: 0 };
  const { revision } = conversation;
  if (sinceRevision === 0) {
    const newest = await store.itemsBefore(conversationId, beforeSeq, limit + 1);
    const found = newest.filter(({ seq }) => seq > aboveSeq);
    const more = found.length > limit;
    const items = itemsFor(role, more ? found.slice(1) : found);
    return { conversation, items, more, upToRevision: beforeSeq === 0 ? revision : 0 };
  }
  const found = await store.itemsSince(conversationId, sinceRevision, limit + 1);
  const more = found.length > limit;
  // One event may have changed several items: its others may be beyond the limit.
  const upToRevision = more ? (found[limit]?.revision ?? revision) - 1 : revision;
  const items = found.slice(0, limit).filter(({ seq }) => seq > aboveSeq);
  return { conversation, items: itemsFor(role, items), more, upToRevision };
}
