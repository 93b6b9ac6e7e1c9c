import type { ItemProgressedInit, ItemStatus, TimelineEventInit } from '@weft/proto';
import type { CarrierMessage } from '../store/deliveries.ts';

/** How an item is getting on. */
export interface Progress {
  readonly conversationId: string;
  readonly value: ItemProgressedInit & { readonly seq: number };
}

const REACHED: readonly ItemStatus[] = ['queued-out', 'sent', 'delivered', 'read'];

/**
 * What receipts of parts say of whole items: failed as soon as one part failed,
 * and otherwise as far as the part that is furthest behind. Items of which
 * nothing is to be said yet are not in it.
 */
export function progressOf(parts: readonly CarrierMessage[]): readonly Progress[] {
  const items = Map.groupBy(
    parts.filter(({ conversationId }) => conversationId !== ''),
    ({ conversationId, seq }) => `${conversationId}\n${seq}`,
  );
  return [...items.values()].flatMap((all): readonly Progress[] => {
    const [first] = all;
    if (first === undefined) return [];
    const { conversationId, seq } = first;
    const failed = all.find(({ status }) => status === 'failed');
    if (failed !== undefined) {
      const failure = failed.failure || 'failed';
      return [{ conversationId, value: { seq, status: 'failed', failure } }];
    }
    const reached = Math.min(...all.map(({ status }) => REACHED.indexOf(status)));
    const status = REACHED[reached];
    if (status === undefined || reached <= REACHED.indexOf('sent')) return [];
    return [{ conversationId, value: { seq, status } }];
  });
}

/** An event with the key that keeps the stream from storing it twice. */
export interface KeyedEvent {
  readonly event: TimelineEventInit & { readonly conversationId: string };
  readonly key: string;
}

/** @param of tells one saying from a later one of the same, an item's revision say */
export function progressEvent({ conversationId, value }: Progress, of: string, atMs: number): KeyedEvent {
  const key = `${conversationId} ${value.seq} ${value.status} ${of}`;
  const body = { case: 'itemProgressed', value } as const;
  return { event: { eventId: key, conversationId, atMs, author: { kind: 'system' }, body }, key };
}
