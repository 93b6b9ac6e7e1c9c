import type { Conversation, Item, ItemProgressed, ItemStatus, TimelineEvent } from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';

const REACHED: readonly ItemStatus[] = ['queued-out', 'sent', 'delivered', 'read'];

/** Receipts come late, twice and in any order: only what is further on counts, and nothing fails that has arrived. */
export function progress(
  head: Conversation,
  event: TimelineEvent,
  { status, failure, heldUntilMs }: ItemProgressed,
  known: Item | undefined,
): Outcome {
  if (known === undefined) return refused('ITEM_NOT_FOUND');
  if (status === 'queued-out') {
    const waits = known.status === 'queued-out' && !known.deleted && known.heldUntilMs !== heldUntilMs;
    return waits ? new Change(head, event).replace({ ...known, heldUntilMs }).done() : SAME;
  }
  const before = REACHED.indexOf(known.status);
  const now = REACHED.indexOf(status);
  const fails = status === 'failed' && (known.status === 'queued-out' || known.status === 'sent');
  // A receipt that says it arrived is right, whatever was thought before.
  const arrives = known.status === 'failed' && (status === 'delivered' || status === 'read');
  // An owner before had the carrier's answer all the time, and could not tell.
  const isKnown = known.failure === 'outcome-unknown' && status === 'sent';
  if (!fails && !arrives && !isKnown && (before < 0 || now <= before)) return SAME;
  const reached = { status, failure: fails ? failure : '', heldUntilMs: 0 };
  return new Change(head, event).replace({ ...known, ...reached }).done();
}

/** What failed goes out again. */
export function resend(head: Conversation, event: TimelineEvent, known: Item | undefined): Outcome {
  if (known === undefined || known.deleted) return refused('ITEM_NOT_FOUND');
  if (known.status !== 'failed') return refused('NOT_AVAILABLE');
  return new Change(head, event).replace({ ...known, status: 'queued-out', failure: '' }).done();
}
