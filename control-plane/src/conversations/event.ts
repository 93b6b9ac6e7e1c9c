import type { AuthorInit, Clock, Ids, TimelineEventInit } from '@weft/proto';

/** An event, ready for the timeline. */
export const timelineEvent = (
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
  conversationId: string,
  author: AuthorInit,
  body: NonNullable<TimelineEventInit['body']>,
): TimelineEventInit & { readonly conversationId: string; readonly eventId: string } => ({
  eventId: ids.next('event'),
  conversationId,
  atMs: clock.now(),
  author,
  body,
});
