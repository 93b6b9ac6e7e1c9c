import type { Conversation, ItemPosted, TimelineEvent } from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';
import { close } from './closing.ts';

/** What its customer says is kept and read by whoever wants to, and brings nobody. */
export const isBlocked = ({ blockedAtMs }: Pick<Conversation, 'blockedAtMs'>): boolean => blockedAtMs > 0;

/** A customer who is blocked is told that the conversation is over, and nothing else. */
export function block(head: Conversation, event: TimelineEvent, on: boolean): Outcome {
  const { author, atMs } = event;
  if (author?.kind !== 'agent') return refused('BAD_REQUEST');
  if (on === isBlocked(head)) return SAME;
  // Whoever is on the line hangs up first.
  if (on && head.callId !== '') return refused('NOT_AVAILABLE');
  const change = new Change(head, event).set({ blockedAtMs: on ? atMs : 0 });
  const closing = on && head.state !== 'closed' ? close(change, event, '') : undefined;
  change.tell(on ? 'blocked' : 'unblocked', author.displayName);
  return change.done(closing === undefined ? {} : { closing });
}

/** What a blocked customer's words change besides being there. */
export function heardOfBlocked(change: Change, { channel, page }: ItemPosted): void {
  if (channel !== 'unspecified') change.set({ channel });
  if (page !== undefined) change.set({ page });
}
