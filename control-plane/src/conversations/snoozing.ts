import type { Conversation, ConversationSnoozed, ConversationWoken, TimelineEvent } from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';

/** What a conversation that is set aside no longer is. */
export const AWAKE = { snoozedAtMs: 0, snoozedUntilMs: 0 } as const;

/** Sets a conversation aside. It stays whose it is; what nobody had is the agent's, so that it has somebody to come back to. */
export function snooze(
  head: Conversation,
  event: TimelineEvent,
  { untilMs }: Pick<ConversationSnoozed, 'untilMs'>,
): Outcome {
  const { author, atMs } = event;
  if (author?.kind !== 'agent') return refused('BAD_REQUEST');
  if (head.state === 'closed') return refused('CONVERSATION_CLOSED');
  if (head.callId !== '') return refused('NOT_AVAILABLE');
  if (head.state === 'snoozed' && head.snoozedUntilMs === untilMs) return SAME;
  const owner = head.agentId === '' ? { agentId: author.id, agentName: author.displayName } : {};
  return new Change(head, event)
    .set({
      ...owner,
      ...{ state: 'snoozed', heldUntilMs: 0 },
      // One that is put off again has slept since it was put off first.
      ...{ snoozedAtMs: head.snoozedAtMs || atMs, snoozedUntilMs: untilMs },
    })
    .tell('snoozed', author.displayName, untilMs === 0 ? '' : `${untilMs}`)
    .done();
}

/** Its time has come, or an agent wants it now. */
export function wake(
  head: Conversation,
  event: TimelineEvent,
  { untilMs, ownerGone }: ConversationWoken,
): Outcome {
  if (head.state !== 'snoozed') return SAME;
  const byAgent = event.author?.kind === 'agent';
  // Put off again meanwhile, or woken and put aside anew.
  if (!byAgent && untilMs !== head.snoozedUntilMs) return SAME;
  const change = new Change(head, event);
  getUp(change, event);
  change.tell('woken', byAgent ? event.author?.displayName : '', byAgent ? '' : 'time');
  if (!ownerGone) return change.done();
  return change
    .set({
      ...{ state: 'waiting', agentId: '', agentName: '', previousAgentId: head.agentId, agentDue: true },
      waitingSinceMs: change.head.waitingSinceMs || event.atMs,
    })
    .tell('released', head.agentName, '', { deskGone: true })
    .done();
}

/** The customer is there again: it is back with whoever has it. Nothing when it is not set aside. */
export function wakeForCustomer(change: Change, event: TimelineEvent): void {
  if (change.head.state !== 'snoozed') return;
  getUp(change, event);
  change.tell('woken', '', 'customer');
}

/**
 * It is somebody's as before. A customer who waited for another answer than the first has not waited while it was
 * set aside: the wait goes on from where it was, with a promise of its own. The first answer stays due when it was.
 * Nothing when it is not set aside.
 */
export function getUp(change: Change, { atMs }: TimelineEvent): void {
  const { state, waitingSinceMs, answeredAtMs, snoozedAtMs } = change.head;
  if (state !== 'snoozed') return;
  const paused = waitingSinceMs > 0 && answeredAtMs > 0;
  const sleptMs = Math.max(0, atMs - Math.max(snoozedAtMs, waitingSinceMs));
  change.set({
    ...{ ...AWAKE, state: 'assigned' },
    waitingSinceMs: paused ? waitingSinceMs + sleptMs : waitingSinceMs,
  });
}
