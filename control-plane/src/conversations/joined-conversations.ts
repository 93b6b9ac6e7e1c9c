import {
  type Conversation,
  type ConversationContinued,
  type ConversationJoined,
  type ConversationParted,
  type Item,
  TimelineEvent,
} from '@weft/proto';
import { isBlocked } from './blocking.ts';
import { noteEarlierCall } from './call-item.ts';
import { Change, type Outcome, reopen, SAME } from './change.ts';
import { valuesBeside, valuesWithout } from './field-values.ts';
import { followersBeside } from './followers.ts';
import { AWAKE, wakeForCustomer } from './snoozing.ts';
import { MAX_TAGS } from './sorting.ts';

/** The name of the item that tells of a join: at the one that goes on elsewhere, and at the one that it goes on in. */
export const continuedMark = (joinId: string): string => `continued-${joinId}`;
export const joinedMark = (joinId: string): string => `joined-${joinId}`;

/** The mark that a join's or a parting's event speaks of. */
export const markOf = (
  body:
    | { readonly case: 'joined'; readonly value: ConversationJoined }
    | { readonly case: 'parted'; readonly value: ConversationParted },
): string =>
  body.case === 'parted' && body.value.fromId === ''
    ? continuedMark(body.value.joinId)
    : joinedMark(body.value.joinId);

/**
 * What becomes of an event in a conversation that goes on in another: what is said, and what calls in it do, is
 * said there. Undefined = it is this conversation's own all the same, as reading and editing what stands in it are.
 */
export function goesOn(
  head: Conversation,
  event: TimelineEvent,
  known: Item | undefined,
): Outcome | undefined {
  const { body } = event;
  if (head.continuedIn === '') return undefined;
  const there: TimelineEvent = { ...event, conversationId: head.continuedIn };
  switch (body?.case) {
    case 'itemPosted':
      return known === undefined ? { is: 'forwarded', event: there } : SAME;
    case 'joined':
    case 'pageVisited':
      return { is: 'forwarded', event: there };
    case 'callNoted':
      return known === undefined
        ? { is: 'forwarded', event: there }
        : noteEarlierCall(head, event, body.value, known, [there]);
    default:
      return undefined;
  }
}

/** It is over here, and nobody is asked how it was: it goes on in another one, which is told what this one had. */
export function continueIn(
  head: Conversation,
  event: TimelineEvent,
  { joinId, intoId, sinceMs, messages }: ConversationContinued,
): Outcome {
  if (head.continuedIn !== '' || intoId === head.conversationId) return SAME;
  const joined = TimelineEvent.create({
    ...{ eventId: event.eventId, conversationId: intoId, atMs: event.atMs, author: event.author },
    body: { case: 'joined', value: { joinId, was: head, sinceMs, messages } },
  });
  return new Change(head, event)
    .set({
      ...{ state: 'closed', closedAtMs: head.closedAtMs || event.atMs },
      ...{ continuedIn: intoId, continuedBy: joinId, callId: '' },
      ...{ waitingSinceMs: 0, dueAtMs: 0, unread: 0, heldUntilMs: 0, agentDue: false, botSilent: false },
      ...AWAKE,
    })
    .tell(
      'continued',
      '',
      '',
      { other: { joinId, conversationId: intoId, was: head } },
      { clientId: continuedMark(joinId) },
    )
    .done({}, [joined]);
}

/** Another one goes on here: its customer's wait, its agent and what it was sorted by are this one's now. */
export function joinHere(
  head: Conversation,
  event: TimelineEvent,
  { joinId, was, sinceMs, messages }: ConversationJoined,
  known: Item | undefined,
): Outcome {
  if (known !== undefined || was === undefined) return SAME;
  const change = new Change(head, event);
  const isOpen = was.state !== 'closed';
  const wasOver = head.state === 'closed';
  // Somebody closed it while the two became one: the other one was open.
  if (isOpen && wasOver) {
    reopen(change);
    change.set({ answeredAtMs: 0, queueId: was.queueId });
  }
  // Whoever is blocked is so wherever they write.
  const blockedAtMs = isBlocked(head) ? 0 : was.blockedAtMs;
  const room = MAX_TAGS - head.tags.length;
  const tags = isOpen ? was.tags.filter((tag) => !head.tags.includes(tag)).slice(0, room) : [];
  const fields = isOpen ? valuesBeside(head, was) : [];
  const followers = isOpen ? followersBeside(head, was) : [];
  const followerIds = followers.map(({ agentId }) => agentId);
  const { conversationId, channel, agentName } = was;
  const other = { joinId, conversationId, channel, sinceMs, messages, agentName, tags, fields, followerIds };
  change.tell(
    'conversation-joined',
    '',
    '',
    { other: { ...other, priority: head.priority, blockedAtMs } },
    { clientId: joinedMark(joinId) },
  );
  change.set({ blockedAtMs: head.blockedAtMs || blockedAtMs });
  if (!isOpen) return change.done();
  if (was.waitingSinceMs > 0) wakeForCustomer(change, event);
  const now = change.head;
  change.set({
    tags: [...now.tags, ...tags],
    fields: [...now.fields, ...fields],
    followers: [...now.followers, ...followers],
    priority: Math.max(now.priority, was.priority),
    unread: now.unread + was.unread,
    waitingSinceMs: earlier(now.waitingSinceMs, was.waitingSinceMs),
    dueAtMs: earlier(now.dueAtMs, was.dueAtMs),
    answeredAtMs: now.answeredAtMs || was.answeredAtMs,
    previousAgentId: now.previousAgentId || was.agentId || was.previousAgentId,
    callId: now.callId || was.callId,
    agentDue: now.agentDue || was.agentDue,
    botSilent: now.botSilent || was.botSilent,
    page: (now.page?.atMs ?? 0) >= (was.page?.atMs ?? 0) ? now.page : was.page,
  });
  if (was.changedAtMs > head.changedAtMs && was.preview !== '')
    // What was said last was said there; what is edited above has no part in it any more.
    change.set({
      ...{ channel, preview: was.preview, previewAuthor: was.previewAuthor },
      previewSeq: now.lastSeq,
    });
  if (was.agentId !== '' && now.state === 'waiting') takeAgent(change, was, wasOver);
  return change.done();
}

/** What nobody has is whose the other was. */
function takeAgent(change: Change, was: Conversation, wasOver: boolean): void {
  if (was.state !== 'assigned' && was.state !== 'snoozed') return;
  const { agentId, agentName, snoozedAtMs, snoozedUntilMs } = was;
  // Set aside it stays only where nothing else was to be done here.
  const sleeps = wasOver && was.state === 'snoozed' && change.head.waitingSinceMs === 0;
  change.set({
    ...{ agentId, agentName, heldUntilMs: 0 },
    ...(sleeps ? { state: 'snoozed', snoozedAtMs, snoozedUntilMs } : { state: 'assigned' }),
  });
  change.tell('assigned', agentName);
}

/** The contacts of the two are two people again: each goes on by itself, and what was said stays where it was said. */
export function part(
  head: Conversation,
  event: TimelineEvent,
  { joinId, fromId, priority }: ConversationParted,
  known: Item | undefined,
): Outcome {
  const mark = known?.body?.case === 'event' ? known.body.value : undefined;
  if (known === undefined || mark?.other === undefined) return SAME;
  const { other } = mark;
  if (fromId !== '') {
    if (other.parted) return SAME;
    const raised = head.priority === priority && priority > other.priority;
    return new Change(head, event)
      .set({
        tags: head.tags.filter((tag) => !other.tags.includes(tag)),
        fields: valuesWithout(head, other.fields),
        followers: head.followers.filter(({ agentId }) => !other.followerIds.includes(agentId)),
        priority: raised ? other.priority : head.priority,
        blockedAtMs: other.blockedAtMs === head.blockedAtMs ? 0 : head.blockedAtMs,
      })
      .replace({
        ...known,
        body: { case: 'event', value: { ...mark, other: { ...other, parted: true } } },
      })
      .tell('conversation-parted', '', '', { other: { joinId, conversationId: fromId } })
      .done();
  }
  if (head.continuedBy !== joinId) return SAME;
  const { was } = other;
  const there = TimelineEvent.create({
    ...{ eventId: event.eventId, conversationId: head.continuedIn, atMs: event.atMs, author: event.author },
    body: {
      case: 'parted',
      value: { joinId, fromId: head.conversationId, priority: was?.priority ?? 0 },
    },
  });
  const change = new Change(head, event).set({ continuedIn: '', continuedBy: '' });
  if (was !== undefined && was.state !== 'closed') {
    const { state, waitingSinceMs, dueAtMs, unread, agentDue, botSilent, snoozedAtMs, snoozedUntilMs } = was;
    change.set({
      ...{ state, closedAtMs: 0, waitingSinceMs, dueAtMs, unread, agentDue, botSilent },
      ...{ snoozedAtMs, snoozedUntilMs },
    });
  }
  return change
    .tell('conversation-parted', '', '', { other: { joinId, conversationId: head.continuedIn } })
    .done({}, [there]);
}

/** The earlier of two times, of which 0 is none. */
const earlier = (one: number, other: number): number =>
  one === 0 || other === 0 ? one + other : Math.min(one, other);
