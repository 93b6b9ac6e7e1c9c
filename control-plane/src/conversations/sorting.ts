import type { Conversation, ConversationTagged, TimelineEvent } from '@weft/proto';
import { Change, type Outcome, refused, SAME } from './change.ts';

/** Tags on one conversation. */
export const MAX_TAGS = 12;

/** Tags come and go one by one, so that two agents at the same conversation do not take each other's back. */
export function tag(
  head: Conversation,
  event: TimelineEvent,
  { add, remove }: Pick<ConversationTagged, 'add' | 'remove'>,
): Outcome {
  const gone = head.tags.filter((name) => remove.includes(name) && !add.includes(name));
  const added = [...new Set(add)].filter((name) => !head.tags.includes(name));
  if (gone.length === 0 && added.length === 0) return SAME;
  const tags = [...head.tags.filter((name) => !gone.includes(name)), ...added];
  if (added.length > 0 && tags.length > MAX_TAGS) return refused('NOT_AVAILABLE');
  const change = new Change(head, event).set({ tags });
  const by = event.author?.displayName ?? '';
  if (added.length > 0) change.tell('tagged', by, added.join(', '));
  if (gone.length > 0) change.tell('untagged', by, gone.join(', '));
  return change.done();
}

/** What waits is looked at anew by the rules of routing, which take the number as it is. */
export function prioritize(head: Conversation, event: TimelineEvent, priority: number): Outcome {
  if (head.priority === priority) return SAME;
  return new Change(head, event)
    .set({ priority })
    .tell('prioritized', event.author?.displayName ?? '', `${priority}`)
    .done();
}
