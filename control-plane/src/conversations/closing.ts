import type { TimelineEvent } from '@weft/proto';
import type { Closing } from '../store/matters.ts';
import type { Change } from './change.ts';
import { AWAKE } from './snoozing.ts';

/** Nobody has anything to do in it any more, and the customer is told that it is over. Gives what is kept of the matter. */
export function close(change: Change, { author, atMs }: TimelineEvent, disposition: string): Closing {
  const { answeredAtMs } = change.head;
  change
    .set({
      state: 'closed',
      closedAtMs: atMs,
      waitingSinceMs: 0,
      ...{ ...AWAKE, heldUntilMs: 0, agentDue: false, botSilent: false },
      unread: 0,
    })
    .tell('closed', author?.displayName ?? '', disposition);
  const { conversationId, lastSeq, channel, agentId, agentName, queueId, routedQueueId } = change.head;
  return {
    ...{ conversationId, toSeq: lastSeq, channel, agentId, agentName, disposition },
    ...{ queueId: routedQueueId || queueId, answeredAtMs, closedAtMs: atMs },
  };
}
