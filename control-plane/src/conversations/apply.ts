import {
  type AuthorKind,
  type Conversation,
  type ConversationAssigned,
  type ConversationEnded,
  type ConversationRated,
  type ConversationReleased,
  DEFAULT_QUEUE,
  type Item,
  type ItemEdited,
  type ItemPosted,
  type Opener,
  type SeenMarked,
  type TimelineEvent,
} from '@weft/proto';
import { block, heardOfBlocked, isBlocked } from './blocking.ts';
import { botSpoke, hold } from './bot-turn.ts';
import { noteCall } from './call-item.ts';
import { Change, type ChangeRecord, isCarried, type Outcome, refused, reopen, SAME } from './change.ts';
import { close } from './closing.ts';
import { onlyConfirms } from './confirmation.ts';
import { renewContact, setField } from './field-values.ts';
import { addMentioned, countForFollowers, follow, readBy } from './followers.ts';
import { newHead } from './head.ts';
import { progress, resend } from './item-progress.ts';
import { continueIn, goesOn, joinHere, markOf, part } from './joined-conversations.ts';
import { keepPromises, keepQueue, NO_TERMS, type Terms } from './promises.ts';
import { getUp, snooze, wakeForCustomer, wake as wakeUp } from './snoozing.ts';
import { prioritize, tag } from './sorting.ts';
import { askTranscript } from './transcript.ts';

/**
 * What an event makes of a conversation: pure, and the same however often and
 * wherever it is asked. `head` is undefined while there is no such
 * conversation; `known` is the item that the event speaks of (`refOf`), if
 * there is one.
 */
export function apply(
  head: Conversation | undefined,
  event: TimelineEvent,
  known: Item | undefined,
  terms: Terms = NO_TERMS,
): Outcome {
  const outcome = happened(head, event, known, terms.holdMs);
  return outcome.is === 'changed'
    ? keepQueue(head, keepPromises(head, event, outcome, terms), terms)
    : outcome;
}

function happened(
  head: Conversation | undefined,
  event: TimelineEvent,
  known: Item | undefined,
  holdMs: number,
): Outcome {
  const { body } = event;
  if (body === undefined) return refused('BAD_REQUEST');
  const elsewhere = head === undefined ? undefined : goesOn(head, event, known);
  if (elsewhere !== undefined) return elsewhere;
  if (body.case === 'itemPosted')
    return post(opened(head, event, body.value.opener), event, body.value, known, holdMs);
  if (body.case === 'callNoted')
    return noteCall(opened(head, event, body.value.opener), event, body.value, known);
  if (head === undefined) return refused('CONVERSATION_NOT_FOUND');
  switch (body.case) {
    case 'itemEdited':
      return edit(head, event, body.value, known);
    case 'seenMarked':
      return see(head, event, body.value);
    case 'assigned':
      return assign(head, event, body.value);
    case 'released':
      return release(head, event, body.value);
    case 'ended':
      return end(head, event, body.value);
    case 'rated':
      return rate(head, event, body.value);
    case 'itemProgressed':
      return progress(head, event, body.value, known);
    case 'itemResent':
      return resend(head, event, known);
    case 'botSpoke':
      return botSpoke(head, event, body.value, known);
    case 'transcriptAsked':
      return askTranscript(head, event, body.value.transcript);
    case 'tagged':
      return tag(head, event, body.value);
    case 'prioritized':
      return prioritize(head, event, body.value.priority);
    case 'snoozed':
      return snooze(head, event, body.value);
    case 'woken':
      return wakeUp(head, event, body.value);
    case 'blocked':
      return block(head, event, body.value.on);
    case 'fieldSet':
      return setField(head, event, body.value);
    case 'contactChanged':
      return renewContact(head, event);
    case 'followed':
      return follow(head, event, body.value);
    case 'continued':
      return continueIn(head, event, body.value);
    case 'joined':
      return joinHere(head, event, body.value, known);
    case 'parted':
      return part(head, event, body.value, known);
    case 'pageVisited':
      return new Change(head, event).set({ page: body.value.page }).done();
  }
}

/** Names an item within its conversation: by its place, or by its author and the id they gave it. */
export type ItemRef =
  | { readonly seq: number }
  | { readonly authorKind: AuthorKind; readonly authorId: string; readonly clientId: string };

/** The item that an event speaks of; undefined = of none. */
export function refOf({ author, body }: TimelineEvent): ItemRef | undefined {
  const by = { authorKind: author?.kind ?? 'unspecified', authorId: author?.id ?? '' };
  switch (body?.case) {
    case 'itemPosted':
    case 'botSpoke':
      return { ...by, clientId: body.value.clientId };
    case 'itemEdited':
    case 'itemProgressed':
    case 'itemResent':
      return { seq: body.value.seq };
    case 'callNoted':
      return { ...by, clientId: body.value.call?.callId ?? '' };
    case 'joined':
    case 'parted':
      return { ...by, clientId: markOf(body) };
    default:
      return undefined;
  }
}

const opened = (head: Conversation | undefined, event: TimelineEvent, opener: Opener | undefined) =>
  head ?? (opener === undefined ? undefined : newHead(event.conversationId, opener, event.atMs));

const isAuthor = ({ author }: Item, event: TimelineEvent): boolean =>
  author?.kind === event.author?.kind && author?.id === event.author?.id;

function post(
  head: Conversation | undefined,
  event: TimelineEvent,
  posted: ItemPosted,
  known: Item | undefined,
  holdMs: number,
): Outcome {
  const { author } = event;
  if (head === undefined) return refused('CONVERSATION_NOT_FOUND');
  if (author === undefined || posted.body === undefined) return refused('BAD_REQUEST');
  if (known !== undefined) return SAME;
  const blocked = isBlocked(head);
  // Who wants to answer lets them be heard again first.
  if (blocked && author.kind !== 'customer' && !posted.note) return refused('NOT_AVAILABLE');
  const change = new Change(head, event);
  if (blocked) heardOfBlocked(change, posted);
  else if (author.kind === 'customer') wake(change, event, posted);
  else if (author.kind === 'agent' && !posted.note) take(change, author.id, author.displayName);
  const channel = posted.channel === 'unspecified' ? change.head.channel : posted.channel;
  const begins = head.lastSeq === 0 || head.state === 'closed';
  if (author.kind === 'customer' && begins && !blocked && posted.invitation !== '')
    change.tell('invited', '', posted.invitation);
  // Who was written to first has used nothing yet: the next words go the same way.
  if (head.lastSeq === 0 && !posted.note) change.set({ channel });
  const goesOut = author.kind !== 'customer' && !posted.note && isCarried(channel);
  addMentioned(change, posted);
  change.add({
    clientId: posted.clientId,
    author,
    channel,
    note: posted.note,
    status: goesOut ? 'queued-out' : 'sent',
    body: posted.body,
    mentions: posted.note ? posted.mentions : [],
    originalId: posted.originalId,
  });
  const { lastSeq } = change.head;
  countForFollowers(change, author, posted.note || (author.kind === 'customer' && !blocked));
  if (author.kind === 'customer') {
    const unread = change.head.unread + (blocked ? 0 : 1);
    change.set({ customerReadSeq: lastSeq, customerDeliveredSeq: lastSeq, unread });
    if (posted.noAutoReply) change.set({ botSilent: true, heldUntilMs: 0 });
    else if (posted.body.case === 'text' && !blocked) hold(change, event.atMs, holdMs);
  } else if (!posted.note && !onlyConfirms(author)) {
    change.set({ waitingSinceMs: 0, heldUntilMs: 0, agentReadSeq: lastSeq, unread: 0 });
  }
  return change.done();
}

/** The customer writes: a conversation that was over is open again, and from the first word on the customer waits. */
function wake(change: Change, event: TimelineEvent, { channel, opener, page }: ItemPosted): void {
  wakeForCustomer(change, event);
  const { head } = change;
  if (channel !== 'unspecified') change.set({ channel });
  if (page !== undefined) change.set({ page });
  if (opener !== undefined && opener.contactName !== '') change.set({ contactName: opener.contactName });
  if (head.waitingSinceMs === 0) change.set({ waitingSinceMs: event.atMs });
  if (head.state !== 'closed') return;
  // Another matter: where it goes is for its page and the rules to say.
  change.set({ queueId: opener?.queueId ?? DEFAULT_QUEUE });
  reopen(change);
}

/** What nobody's or a closed conversation is to become when an agent answers in it. */
function take(change: Change, agentId: string, agentName: string): void {
  const { state } = change.head;
  // What is set aside stays so: the answer is part of setting it aside.
  if (state === 'assigned' || state === 'snoozed') return;
  change.set({ state: 'assigned', agentId, agentName, closedAtMs: 0 });
  if (state === 'closed') change.tell('reopened', agentName);
  change.tell('assigned', agentName);
}

function edit(
  head: Conversation,
  event: TimelineEvent,
  { text, forget }: ItemEdited,
  known: Item | undefined,
): Outcome {
  if (known === undefined) return refused('ITEM_NOT_FOUND');
  const said = known.body?.case === 'event' ? known.body.value : undefined;
  if (said?.kind === 'rated' && forget && isAuthor(known, event)) return forgetComment(head, event, known);
  // What waits for the customer's morning, a program's words too, any agent may call off.
  const callsOff = text === '' && known.heldUntilMs > 0 && event.author?.kind === 'agent';
  if (!isAuthor(known, event) && !callsOff) return refused('FORBIDDEN');
  if (text === '') {
    if (known.deleted) return SAME;
    const emptied = { body: undefined, mentions: [], heldUntilMs: 0 };
    const author = known.author && forget ? { ...known.author, displayName: '' } : known.author;
    const gone = { ...known, ...emptied, author, deleted: true, editedAtMs: event.atMs };
    const { body } = known;
    const file = body?.case === 'attachment' ? { removedAttachmentId: body.value.attachmentId } : {};
    // What somebody's data goes with goes whether a carrier is given it or not.
    const mended = forget ? {} : mendedBy(event, known);
    return new Change(head, event).replace(gone).done({ redacted: true, ...file, ...mended });
  }
  if (known.deleted) return refused('ITEM_NOT_FOUND');
  if (known.body?.case !== 'text' || hasGone(known)) return refused('NOT_AVAILABLE');
  if (known.body.value === text) return SAME;
  const edited: Item = { ...known, body: { case: 'text', value: text }, editedAtMs: event.atMs };
  return new Change(head, event).replace(edited).done({ redacted: true, ...mendedBy(event, known) });
}

/** What is to go out is changed, or taken back, only where nobody has begun to send it as it was. */
function mendedBy({ eventId }: TimelineEvent, known: Item): Pick<ChangeRecord, 'mended'> {
  const { channel, note, status, seq, revision } = known;
  const goesOut = isCarried(channel) && !note && status === 'queued-out';
  return goesOut ? { mended: { eventId, seq, revision } } : {};
}

/** A carrier has it: the customer reads what it was, whatever is written here. */
const hasGone = ({ channel, note, status }: Item): boolean =>
  isCarried(channel) && !note && status !== 'queued-out' && status !== 'failed';

/** What a customer said when they rated goes; how many stars they gave is the company's own record. */
function forgetComment(head: Conversation, event: TimelineEvent, known: Item): Outcome {
  if (known.body?.case !== 'event' || known.body.value.detail === '') return SAME;
  const { value } = known.body;
  return new Change(head, event)
    .replace({ ...known, body: { case: 'event', value: { ...value, detail: '' } } })
    .done({ redacted: true, erasedComment: value.detail });
}

/** Marks only rise, and never beyond what there is. */
function see(head: Conversation, event: TimelineEvent, seen: SeenMarked): Outcome {
  const within = (seq: number): number => Math.min(seq, head.lastSeq);
  const readSeq = within(seen.readSeq);
  if (event.author?.kind === 'agent') {
    const change = new Change(head, event);
    const followers = readBy(head, event.author.id, readSeq);
    // Who only follows moves nothing in others' lists.
    if (followers !== undefined) change.set({ followers, changedAtMs: head.changedAtMs });
    if (event.author.id !== head.agentId || readSeq <= head.agentReadSeq)
      return followers === undefined ? SAME : change.done();
    const unread = Math.min(head.unread, head.lastSeq - readSeq);
    const changedAtMs = Math.max(head.changedAtMs, event.atMs);
    return change.set({ agentReadSeq: readSeq, unread, changedAtMs }).done();
  }
  const customerReadSeq = Math.max(head.customerReadSeq, readSeq);
  const customerDeliveredSeq = Math.max(
    head.customerDeliveredSeq,
    within(seen.deliveredSeq),
    customerReadSeq,
  );
  if (customerReadSeq === head.customerReadSeq && customerDeliveredSeq === head.customerDeliveredSeq)
    return SAME;
  return new Change(head, event).set({ customerReadSeq, customerDeliveredSeq }).done();
}

function assign(head: Conversation, event: TimelineEvent, assigned: ConversationAssigned): Outcome {
  const { agentId, agentName, reason, ifWaiting, transfer, why } = assigned;
  if (head.state === 'assigned' && head.agentId === agentId) {
    // With a call it came there already; what its last agent has to say is still to be told.
    return transfer && reason !== '' ? noteTransfer(head, event, assigned) : SAME;
  }
  if (head.state === 'closed') return refused('CONVERSATION_CLOSED');
  if (ifWaiting && head.state !== 'waiting') return refused('CONFLICT');
  const change = new Change(head, event);
  getUp(change, event);
  return change
    .set({
      ...{ state: 'assigned', agentId, agentName, heldUntilMs: 0 },
      previousAgentId: head.agentId || head.previousAgentId,
    })
    .tell(transfer ? 'transferred' : 'assigned', agentName, reason, { why })
    .done();
}

const noteTransfer = (
  head: Conversation,
  event: TimelineEvent,
  { agentName, reason }: ConversationAssigned,
): Outcome => new Change(head, event).tell('transferred', agentName, reason).done();

function release(head: Conversation, event: TimelineEvent, released: ConversationReleased): Outcome {
  const { agentId, reason, queueId, note, deskGone } = released;
  if (head.state === 'waiting' && queueId !== '') return queueAnew(head, event, released);
  if (head.state === 'closed' && queueId !== '') return refused('CONVERSATION_CLOSED');
  if (head.state !== 'assigned' && head.state !== 'snoozed') return SAME;
  if (agentId !== '' && agentId !== head.agentId) return refused('CONFLICT');
  const detail = [reason, note].filter((part) => part !== '').join(': ');
  const change = new Change(head, event);
  getUp(change, event);
  return change
    .set({
      state: 'waiting',
      agentId: '',
      agentName: '',
      previousAgentId: head.agentId,
      agentDue: true,
      waitingSinceMs: change.head.waitingSinceMs || event.atMs,
      ...(queueId === '' ? {} : { queueId }),
    })
    .tell(queueId === '' ? 'released' : 'queued', queueId === '' ? head.agentName : queueId, detail, {
      deskGone,
    })
    .done();
}

/** Nobody has it yet, and it is to wait elsewhere. */
function queueAnew(
  head: Conversation,
  event: TimelineEvent,
  { queueId, note }: ConversationReleased,
): Outcome {
  if (queueId === head.queueId) return SAME;
  return new Change(head, event).set({ queueId, agentDue: true }).tell('queued', queueId, note).done();
}

function end(
  head: Conversation,
  event: TimelineEvent,
  { disposition, ifChangedAtMs }: ConversationEnded,
): Outcome {
  if (head.state === 'closed') return SAME;
  if (ifChangedAtMs > 0 && head.changedAtMs !== ifChangedAtMs) return SAME;
  if (head.callId !== '') return refused('NOT_AVAILABLE');
  const change = new Change(head, event);
  const closing = close(change, event, disposition);
  return change.done({ closing });
}

function rate(head: Conversation, event: TimelineEvent, { stars, comment }: ConversationRated): Outcome {
  if (head.rating === stars && comment === '') return SAME;
  if (isBlocked(head)) return refused('NOT_AVAILABLE');
  return new Change(head, event)
    .set({ rating: stars })
    .tell('rated', `${stars}`, comment)
    .done({
      rating: {
        stars,
        comment,
        agentId: head.agentId || head.previousAgentId,
        early: head.state !== 'closed',
      },
    });
}
