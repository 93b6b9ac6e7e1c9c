import {
  type AuthorInit,
  type BusSubscription,
  type ControlReplyInit,
  Conversation,
  DEFAULT_QUEUE,
  type Principal,
  SessionGone,
  subjects,
  type TimelineEventInit,
  type Timer,
  WeftError,
} from '@weft/proto';
import { contactOf } from '../contacts/contact-id.ts';
import { conversationOf } from '../own-conversation.ts';
import type { ConversationCommand } from '../requests/conversation-commands.ts';
import type { FieldCommand } from '../requests/field-commands.ts';
import { takeSteps } from './bulk.ts';
import type { ConversationContext } from './context.ts';
import { type CustomerPath, pathOf, stepOf } from './customer-path.ts';
import { headFor } from './customer-view.ts';
import { timelineEvent } from './event.ts';
import { followersAmong, followersOf } from './followers.ts';
import { joinedMark } from './joined-conversations.ts';
import { Outcomes } from './outcomes.ts';
import { Presences } from './presences.ts';
import { readTimeline } from './read-timeline.ts';

/** Pages that watch one conversation; beyond, the one that asked longest ago is told no more. */
const MAX_WATCHERS = 200;
/** A page that asked longer ago than this is taken for gone; those that live ask again when they connect. */
const WATCH_MS = 48 * 3_600_000;
const CLEAR_INTERVAL_MS = 3_600_000;
/** A conversation is set aside for no longer. */
const MAX_SNOOZE_MS = 366 * 24 * 3_600_000;

type Named<Name extends ConversationCommand['name']> = Extract<ConversationCommand, { readonly name: Name }>;
type Body = NonNullable<TimelineEventInit['body']>;

const ACCEPTED: ControlReplyInit = { body: { case: 'accepted', value: {} } };

/**
 * Answers what pages ask of conversations, at any instance: reads come from the
 * store, changes go to the timeline. A customer has their own conversation and
 * no other, and is told nothing of what agents say to each other.
 */
export class Conversations implements Disposable {
  readonly #context: ConversationContext;
  readonly #outcomes: Outcomes;
  readonly #presences: Presences;
  readonly #gone: BusSubscription;
  readonly #timer: Timer;

  constructor(context: ConversationContext) {
    const { bus, clock } = context;
    this.#context = context;
    this.#outcomes = new Outcomes(context);
    this.#presences = new Presences(context);
    const queue = subjects.conversationsGroup;
    this.#gone = bus.subscribe(
      subjects.allSessionsGone,
      ({ data }) => void this.#presences.gone(SessionGone.decode(data).sessionId),
      { queue },
    );
    this.#timer = clock.every(CLEAR_INTERVAL_MS, () => {
      context.store.forgetBefore(clock.now() - WATCH_MS).catch((error: unknown) => {
        context.log.warn({ error: String(error) }, 'old watchers not cleared');
      });
    });
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#gone.unsubscribe();
    this.#outcomes[Symbol.dispose]();
  }

  /** Throws what the error table says of conversations, FORBIDDEN, UNAVAILABLE, TIMEOUT. */
  async serve(who: Principal, command: ConversationCommand | FieldCommand): Promise<ControlReplyInit> {
    switch (command.name) {
      case 'sync-conversation':
        return this.#sync(who, command);
      case 'post-item':
        return this.#post(who, command);
      case 'list-conversations':
        return this.#list(who, command);
      case 'set-typing': {
        const conversationId = await this.#present(who, command.conversationId);
        await this.#presences.typing(who, conversationId, command.on);
        return ACCEPTED;
      }
      case 'focus-conversation':
        await this.#presences.focus(who, command.conversationId);
        return ACCEPTED;
      case 'mark-seen':
        return this.#see(who, command);
      case 'edit-item': {
        const { seq, text, clientId } = command;
        const conversationId = await this.#existing(who, command.conversationId);
        await this.#decide(who, conversationId, { case: 'itemEdited', value: { seq, text } });
        return { body: { case: 'posted', value: { conversationId, clientId } } };
      }
      case 'rate-conversation': {
        const { stars, comment } = command;
        const conversationId = await this.#present(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'rated', value: { stars, comment } });
      }
      case 'take-conversation':
        return this.#take(who, command);
      case 'transfer-conversation':
        return this.#transfer(who, command);
      case 'tag-conversation': {
        const { add, remove } = command;
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'tagged', value: { add, remove } });
      }
      case 'prioritize-conversation': {
        const { priority } = command;
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'prioritized', value: { priority } });
      }
      case 'snooze-conversation': {
        const { untilMs } = command;
        const nowMs = this.#context.clock.now();
        if (untilMs !== 0 && (untilMs <= nowMs || untilMs > nowMs + MAX_SNOOZE_MS))
          throw new WeftError('BAD_REQUEST', 'not a time within the coming year');
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'snoozed', value: { untilMs } });
      }
      case 'wake-conversation': {
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'woken', value: {} });
      }
      case 'block-customer': {
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'blocked', value: { on: command.on } });
      }
      case 'follow-conversation': {
        const { add, remove } = command;
        const conversationId = await this.#existing(who, command.conversationId);
        const value = { add: followersOf(this.#context.staff, add), remove: [...remove] };
        return this.#decide(who, conversationId, { case: 'followed', value });
      }
      case 'set-field': {
        const { key, value, seen } = command;
        const conversationId = await this.#existing(who, command.conversationId);
        return this.#decide(who, conversationId, { case: 'fieldSet', value: { key, value, seen } });
      }
      case 'renew-contact':
        await this.#append(who, command.conversationId, { case: 'contactChanged', value: {} });
        return ACCEPTED;
      case 'change-conversations':
        return takeSteps(command.steps, (step) => this.serve(who, step), this.#context.log);
      case 'close-conversation': {
        const conversationId = await this.#present(who, command.conversationId);
        const disposition = who.role === 'agent' ? command.disposition : '';
        return this.#decide(who, conversationId, { case: 'ended', value: { disposition } });
      }
    }
  }

  async #sync(who: Principal, command: Named<'sync-conversation'>): Promise<ControlReplyInit> {
    const { store } = this.#context;
    const { conversationId, aboveSeq, continues } = await this.#place(who, command.conversationId);
    // First the watch, then the read: what changes in between is told, and is in the answer.
    if (who.role !== 'customer' || continues !== '') await this.#watch(who, conversationId);
    const timeline = await readTimeline(store, who.role, { ...command, conversationId, aboveSeq });
    const { conversation } = timeline;
    if (conversation === undefined && who.role === 'agent') throw new WeftError('CONVERSATION_NOT_FOUND');
    if (conversation !== undefined) this.#visit(who, conversation, command);
    if (conversation !== undefined && who.role === 'agent')
      this.#context.sightings.saw(who.subjectId, conversation);
    const shown = conversation === undefined ? undefined : headFor(who.role, conversation);
    return { body: { case: 'timeline', value: { ...timeline, conversation: shown, continues } } };
  }

  async #watch(who: Principal, conversationId: string): Promise<void> {
    const { store, clock } = this.#context;
    await store.watch({ ...watcherOf(who), conversationId }, clock.now(), MAX_WATCHERS);
  }

  /** What is read when a conversation is asked for, and from where on: a customer whose own goes on in it is shown what came since. */
  async #place(
    who: Principal,
    asked: string,
  ): Promise<{ readonly conversationId: string; readonly aboveSeq: number; readonly continues: string }> {
    if (who.role !== 'customer')
      return { conversationId: this.#named(who, asked), aboveSeq: 0, continues: '' };
    const { store } = this.#context;
    const own = conversationOf(who.subjectId);
    // Always: that it goes on elsewhere, or is its own again, is told there.
    await this.#watch(who, own);
    const path = await this.#pathOf(who);
    const step = stepOf(path, asked);
    if (step === undefined) throw new WeftError('CONVERSATION_NOT_FOUND');
    const conversationId = path.heads[step]?.conversationId ?? own;
    const before = path.heads[step - 1];
    if (before === undefined) return { conversationId, aboveSeq: 0, continues: '' };
    const clientId = joinedMark(before.continuedBy);
    const ref = { authorKind: 'system', authorId: '', clientId } as const;
    const [mark] = await store.known([{ conversationId, ref }]);
    // Until it has heard of the join, all that it has is from before.
    const aboveSeq = mark?.seq ?? path.heads[step]?.lastSeq ?? 0;
    return { conversationId, aboveSeq, continues: before.conversationId };
  }

  /** Where the customer is now, for the agent's eyes; not worth failing for. */
  #visit(who: Principal, head: Conversation, { page }: Named<'sync-conversation'>): void {
    if (who.role !== 'customer' || page === undefined || page.url === head.page?.url) return;
    const value = { page: { ...page, atMs: this.#context.clock.now() } };
    this.#append(who, head.conversationId, { case: 'pageVisited', value }).catch(() => undefined);
  }

  async #post(who: Principal, command: Named<'post-item'>): Promise<ControlReplyInit> {
    const { clock } = this.#context;
    const isCustomer = who.role === 'customer';
    if (isCustomer && (command.note || command.mentions.length > 0)) throw new WeftError('FORBIDDEN');
    const conversationId = await this.#nameOrExisting(who, command.conversationId);
    const { clientId, note, mentions } = command;
    const body = await this.#bodyOf(who, conversationId, command);
    const page = command.page === undefined ? undefined : { ...command.page, atMs: clock.now() };
    const opener = isCustomer ? openerOf(who, command.wantedQueueId) : undefined;
    const channel = isCustomer ? 'chat' : command.channel;
    const { invitations } = this.#context;
    const invitation = isCustomer ? invitations.of(command.invitationId, page?.locale ?? '') : '';
    const follow = note ? followersAmong(this.#context.staff, mentions) : [];
    const value = { clientId, body, note, mentions, follow, channel, opener, page, invitation };
    await this.#append(
      who,
      conversationId,
      { case: 'itemPosted', value },
      `${who.role} ${who.subjectId} ${clientId}`,
    );
    return { body: { case: 'posted', value: { conversationId, clientId } } };
  }

  async #bodyOf(who: Principal, conversationId: string, { body }: Named<'post-item'>) {
    if (body.case === 'text') return body;
    const uploaded = await this.#context.store.attachment(body.attachmentId);
    if (uploaded?.conversationId !== conversationId || uploaded.authorId !== who.subjectId) {
      throw new WeftError('ATTACHMENT_NOT_FOUND');
    }
    return { case: 'attachment', value: uploaded.attachment } as const;
  }

  async #see(who: Principal, command: Named<'mark-seen'>): Promise<ControlReplyInit> {
    const { store, clock, bus } = this.#context;
    const { deliveredSeq, readSeq } = command;
    const conversationId = await this.#nameOrExisting(who, command.conversationId);
    await this.#append(who, conversationId, { case: 'seenMarked', value: { deliveredSeq, readSeq } });
    if (who.role !== 'agent') return ACCEPTED;
    // Who is mentioned reads, too, though it is not theirs.
    if (await store.sawMentions(who.subjectId, conversationId, readSeq, clock.now())) {
      bus.publish(subjects.conversations, Conversation.encode(await this.#head(conversationId)));
    }
    return ACCEPTED;
  }

  async #list(who: Principal, command: Named<'list-conversations'>): Promise<ControlReplyInit> {
    const { store } = this.#context;
    const agentId = who.subjectId;
    const [page, counts] = await Promise.all([store.list({ ...command, agentId }), store.counts([agentId])]);
    const value = { conversations: page.conversations, cursor: page.cursor, counts: counts.get(agentId) };
    return { body: { case: 'conversations', value } };
  }

  async #take(who: Principal, command: Named<'take-conversation'>): Promise<ControlReplyInit> {
    const { conversationId, fromAgentId } = command;
    const { state, agentId } = await this.#head(conversationId);
    const assigned = state === 'assigned' || state === 'snoozed';
    if (fromAgentId !== '' && assigned && agentId !== fromAgentId) throw new WeftError('CONFLICT');
    // Who takes what they saw waiting must not get it from somebody who was a moment faster; who takes a colleague's means it.
    const value = {
      agentId: who.subjectId,
      agentName: who.displayName,
      ifWaiting: fromAgentId === '',
      transfer: assigned,
    };
    return this.#decide(who, conversationId, { case: 'assigned', value });
  }

  async #transfer(who: Principal, command: Named<'transfer-conversation'>): Promise<ControlReplyInit> {
    const { conversationId, agentId, queueId, note } = command;
    const { agentId: from } = await this.#head(conversationId);
    if (queueId !== '') {
      if (!this.#context.terms.hasQueue(queueId)) throw new WeftError('BAD_REQUEST', 'no such queue');
      const value = { agentId: from, queueId, note };
      return this.#decide(who, conversationId, { case: 'released', value });
    }
    const to = this.#context.agents.get(agentId);
    if (to === undefined) throw new WeftError('BAD_REQUEST', 'no such agent has a desk');
    const value = { agentId, agentName: to.displayName, reason: note, transfer: true };
    return this.#decide(who, conversationId, { case: 'assigned', value });
  }

  /** The conversation that is meant, which need not exist yet for a customer. */
  #named(who: Principal, asked: string): string {
    if (who.role === 'customer') return asked || conversationOf(who.subjectId);
    if (asked === '') throw new WeftError('BAD_REQUEST', 'an agent names a conversation');
    return asked;
  }

  /** A customer's own needs no store: words are taken while it is away, and go on to where it goes on. */
  async #nameOrExisting(who: Principal, asked: string): Promise<string> {
    const named = this.#named(who, asked);
    const own = who.role === 'customer' && named === conversationOf(who.subjectId);
    return own ? named : this.#existing(who, asked);
  }

  async #existing(who: Principal, asked: string): Promise<string> {
    const named = this.#named(who, asked);
    if (who.role !== 'customer') return (await this.#head(named)).conversationId;
    const { heads } = await this.#pathOf(who);
    if (!heads.some(({ conversationId }) => conversationId === named))
      throw new WeftError('CONVERSATION_NOT_FOUND');
    return named;
  }

  /** As #existing, and of a customer's the one that goes on. */
  async #present(who: Principal, asked: string): Promise<string> {
    if (who.role !== 'customer') return this.#existing(who, asked);
    const path = await this.#pathOf(who);
    const last = path.heads.at(-1);
    if (last === undefined || stepOf(path, asked) === undefined)
      throw new WeftError('CONVERSATION_NOT_FOUND');
    return last.conversationId;
  }

  #pathOf({ subjectId }: Principal): Promise<CustomerPath> {
    return pathOf((ids) => this.#context.store.heads(ids), subjectId);
  }

  async #head(conversationId: string): Promise<Conversation> {
    const head = (await this.#context.store.heads([conversationId])).get(conversationId);
    if (head === undefined) throw new WeftError('CONVERSATION_NOT_FOUND');
    return head;
  }

  async #append(who: Principal, conversationId: string, body: Body, key?: string): Promise<void> {
    const event = timelineEvent(this.#context, conversationId, authorOf(who), body);
    const name = key === undefined ? event.eventId : `${conversationId} ${key}`;
    await this.#context.timeline.append(event, name);
  }

  /** Appends, and waits for what the partition's owner makes of it. */
  async #decide(who: Principal, conversationId: string, body: Body): Promise<ControlReplyInit> {
    const { timeline, instanceId } = this.#context;
    const event = {
      ...timelineEvent(this.#context, conversationId, authorOf(who), body),
      askedBy: instanceId,
    };
    await this.#outcomes.of(event.eventId, () => timeline.append(event, event.eventId));
    return ACCEPTED;
  }
}

const authorOf = ({ role, subjectId, displayName }: Principal): AuthorInit => ({
  kind: role === 'agent' ? 'agent' : 'customer',
  id: role === 'agent' ? subjectId : contactOf(subjectId),
  displayName,
});

const openerOf = ({ subjectId, displayName }: Principal, wantedQueueId: string) => ({
  contactId: contactOf(subjectId),
  contactName: displayName,
  queueId: wantedQueueId || DEFAULT_QUEUE,
});

const watcherOf = ({ sessionId, subjectId, role, displayName }: Principal) => ({
  sessionId,
  subjectId,
  role: role === 'agent' ? ('agent' as const) : ('customer' as const),
  displayName,
});
