import { Conversation, subjects } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import type { ConversationContext } from './context.ts';
import { changeFor, changeForNewcomer } from './customer-view.ts';
import { saySame } from './field-values.ts';
import { sameFollowers } from './followers.ts';
import type { ConversationChange } from './timeline-store.ts';

/** Who is told: agents, the customer whose own it is, and one whose own goes on in it. */
type Side = 'agent' | 'customer' | 'newcomer';

/** Tells pages what changed: those that watch, and the desks of the agents whose it is or was and who follow or followed it. */
export async function tellChanges(
  context: Pick<ConversationContext, 'store' | 'sessions' | 'agents' | 'bus'>,
  changes: readonly ConversationChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const watchers = Map.groupBy(
    await context.store.watchers(changes.map(({ head }) => head.conversationId)),
    ({ conversationId }) => conversationId,
  );
  for (const change of changes) {
    const { conversationId } = change.head;
    const audience = new Map<string, Side>();
    for (const { sessionId, role, subjectId } of watchers.get(conversationId) ?? []) {
      const isNewcomer = role === 'customer' && conversationOf(subjectId) !== conversationId;
      audience.set(sessionId, isNewcomer ? 'newcomer' : role);
    }
    for (const id of concerned(change)) {
      const sessionId = context.agents.get(id)?.sessionId ?? '';
      if (sessionId !== '') audience.set(sessionId, 'agent');
    }
    for (const [side, listeners] of Map.groupBy(audience, ([, of]) => of)) {
      const value = side === 'newcomer' ? changeForNewcomer(change) : changeFor(side, change);
      const body = { case: 'conversationChanged', value } as const;
      context.sessions.pushAll(
        listeners.map(([sessionId]) => sessionId),
        { body },
      );
    }
    if (concernsLists(change)) context.bus.publish(subjects.conversations, Conversation.encode(change.head));
  }
}

/** The agents whose desks show it as their own or as followed, or did. */
const concerned = ({ head, before }: ConversationChange): ReadonlySet<string> =>
  new Set(
    [head, ...(before === undefined ? [] : [before])].flatMap(({ agentId, followers }) => [
      agentId,
      ...followers.map((one) => one.agentId),
    ]),
  );

/** Remembers how customers' waits ended. What is lost with an owner that dies in between is missing in the day's figures. */
export function tellWaits(
  { facts, terms }: Pick<ConversationContext, 'facts' | 'terms'>,
  changes: readonly ConversationChange[],
): void {
  for (const { head, records } of changes) {
    const { conversationId } = head;
    for (const { wait } of records) {
      if (wait === undefined) continue;
      const value = { ...wait, conversationId, queueId: terms.queueOf(head) };
      facts.tell({ factId: `${conversationId}-waited-${wait.sinceMs}`, body: { case: 'waitOver', value } });
    }
  }
}

/** Whether it is in other lists now, or waits where it did not. */
function concernsLists({ head, before, items, records }: ConversationChange): boolean {
  return (
    before === undefined ||
    before.state !== head.state ||
    before.agentId !== head.agentId ||
    before.queueId !== head.queueId ||
    before.routedQueueId !== head.routedQueueId ||
    before.channel !== head.channel ||
    before.priority !== head.priority ||
    before.tags.join() !== head.tags.join() ||
    !saySame(before, head) ||
    !sameFollowers(before, head) ||
    before.callId !== head.callId ||
    before.heldUntilMs !== head.heldUntilMs ||
    (before.waitingSinceMs === 0) !== (head.waitingSinceMs === 0) ||
    before.dueAtMs !== head.dueAtMs ||
    before.snoozedUntilMs !== head.snoozedUntilMs ||
    items.some(({ mentions }) => mentions.length > 0) ||
    records.some(({ contactChanged }) => contactChanged)
  );
}
