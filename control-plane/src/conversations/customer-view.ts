import type { Conversation, ConversationChangedInit, Item, Role } from '@weft/proto';
import { AWAKE } from './snoozing.ts';
import type { ConversationChange } from './timeline-store.ts';

/** Happenings that concern a customer; joins of contacts and what is said to agents do not. */
const TOLD = new Set(['assigned', 'transferred', 'queued', 'closed', 'reopened', 'rated', 'call-moved']);

/** An item as a customer may see it; undefined = not at all. */
function itemForCustomer(item: Item): Item | undefined {
  if (item.note) return undefined;
  const author = item.author?.kind === 'agent' ? { ...item.author, id: '' } : item.author;
  const { body } = item;
  if (body?.case === 'call') {
    return { ...item, author, mentions: [], body: { ...body, value: { ...body.value, company: [] } } };
  }
  if (body?.case !== 'event') return { ...item, author, mentions: [], originalId: '' };
  if (!TOLD.has(body.value.kind)) return undefined;
  // What queues are called is the house's own.
  const subject = body.value.kind === 'queued' ? '' : body.value.subject;
  return {
    ...item,
    author,
    mentions: [],
    body: { case: 'event', value: { ...body.value, subject, detail: '', why: undefined } },
  };
}

function headForCustomer(head: Conversation): Conversation {
  return {
    ...head,
    // That it is set aside is between agents.
    ...{ ...AWAKE, state: head.state === 'snoozed' ? 'assigned' : head.state },
    agentId: '',
    previousAgentId: '',
    queueId: '',
    unread: 0,
    tags: [],
    priority: 0,
    ...{ heldUntilMs: 0, askedSeq: 0, agentDue: false, botSilent: false },
    blockedAtMs: 0,
    ...{ contactLevel: '', contactValue: 0, contactLanguage: '' },
    contactNameClaimed: false,
    ...{ fields: [], contactFields: [], followers: [] },
    ...{ page: undefined, dueAtMs: 0, answeredAtMs: 0, routedQueueId: '', continuedBy: '' },
  };
}

/** Items as this role may see them: notes and what is for agents never reach a customer. */
export const itemsFor = (role: Role, items: readonly Item[]): readonly Item[] =>
  role === 'customer' ? items.flatMap((item) => itemForCustomer(item) ?? []) : items;

/** The head as this role may see it. */
export const headFor = (role: Role, head: Conversation): Conversation =>
  role === 'customer' ? headForCustomer(head) : head;

/** A change as this role is told of it. */
export const changeFor = (
  role: Role,
  { head, before, items }: ConversationChange,
): ConversationChangedInit => ({
  conversation: headFor(role, head),
  items: itemsFor(role, items),
  sinceRevision: before?.revision ?? 0,
});

/**
 * A change as a customer is told of it whose own conversation goes on in this one: what is new. Of what changed further
 * up, which they may not have seen, they are told that something changed, and ask.
 */
export function changeForNewcomer(change: ConversationChange): ConversationChangedInit {
  const { head, before, items } = change;
  const isNews = items.every(({ seq }) => seq > (before?.lastSeq ?? 0));
  if (isNews) return changeFor('customer', change);
  return { conversation: headFor('customer', head), items: [], sinceRevision: head.revision };
}
