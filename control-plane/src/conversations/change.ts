import {
  type Author,
  type Channel,
  type Conversation,
  type ErrorCode,
  Item,
  type ItemInit,
  type SystemEventInit,
  type SystemEventKind,
  type TimelineEvent,
} from '@weft/proto';
import type { Closing } from '../store/matters.ts';
import type { Rating } from '../store/ratings.ts';
import { previewing } from './head.ts';
import type { Wait } from './promises.ts';

/** What is kept of a change besides head and items, for numbers. */
export interface ChangeRecord {
  readonly rating?: Omit<Rating, 'conversationId' | 'atMs'>;
  /** It was closed. */
  readonly closing?: Closing;
  /** What was to go out was changed or taken back: kept only where nobody has begun to send it as it was. */
  readonly mended?: { readonly eventId: string; readonly seq: number; readonly revision: number };
  /** Words were taken back: they go from the stream, too. */
  readonly redacted?: true;
  /** What a customer said when they rated, which is to be known no more. */
  readonly erasedComment?: string;
  /** A file whose item was deleted: its bytes go too. */
  readonly removedAttachmentId?: string;
  /** The customer waits no more. */
  readonly wait?: Wait;
  /** What is known of the customer is other than it was: the head before may have been read after that. */
  readonly contactChanged?: true;
}

/** What an event makes of a conversation. */
export type Outcome =
  /** The head and the items that are new or changed, all at the head's new revision. */
  | {
      readonly is: 'changed';
      readonly head: Conversation;
      readonly items: readonly Item[];
      readonly record: ChangeRecord;
      /** What is to be said to other conversations, in this order; they are named in it. */
      readonly forwards?: readonly TimelineEvent[];
    }
  /** It changes nothing here: it is said to the conversation in which this one goes on. */
  | { readonly is: 'forwarded'; readonly event: TimelineEvent }
  /** It was so already, or says nothing new. */
  | { readonly is: 'same' }
  | { readonly is: 'refused'; readonly code: ErrorCode };

/** Channels whose carriers are somebody else: what is said there has to be sent. */
const CARRIED: ReadonlySet<Channel> = new Set(['sms', 'email', 'wechat', 'weibo']);
export const isCarried = (channel: Channel): boolean => CARRIED.has(channel);

export const SAME: Outcome = { is: 'same' };
export const refused = (code: ErrorCode): Outcome => ({ is: 'refused', code });

/** Changes under way: one event raises the revision once, whatever it does. */
export class Change {
  readonly #event: TimelineEvent;
  readonly #items: Item[] = [];
  #head: Conversation;

  constructor(head: Conversation, event: TimelineEvent) {
    this.#event = event;
    this.#head = {
      ...head,
      revision: head.revision + 1,
      changedAtMs: Math.max(head.changedAtMs, event.atMs),
    };
  }

  get head(): Conversation {
    return this.#head;
  }

  set(fields: Partial<Conversation>): this {
    this.#head = { ...this.#head, ...fields };
    return this;
  }

  /** Adds an item at the end. */
  add(init: Omit<ItemInit, 'conversationId' | 'seq' | 'revision' | 'atMs'>): this {
    const seq = this.#head.lastSeq + 1;
    this.set({ lastSeq: seq });
    return this.#keep(
      Item.create({
        clientId: `${this.#event.eventId}-${this.#items.length}`,
        status: 'sent',
        channel: this.#head.channel,
        ...init,
        conversationId: this.#head.conversationId,
        seq,
        atMs: this.#event.atMs,
      }),
    );
  }

  /** Adds what Weft itself tells in the timeline. */
  tell(
    kind: SystemEventKind,
    subject = '',
    detail = '',
    more: Pick<SystemEventInit, 'why' | 'deskGone' | 'other'> = {},
    named: Pick<ItemInit, 'clientId'> = {},
  ): this {
    const body = { case: 'event', value: { kind, subject, detail, ...more } } as const;
    return this.add({ ...named, author: SYSTEM, body });
  }

  /** Puts a changed item in the place of the one with its seq. */
  replace(item: Item): this {
    return this.#keep(item);
  }

  done(record: ChangeRecord = {}, forwards: readonly TimelineEvent[] = []): Outcome {
    return { is: 'changed', head: this.#head, items: this.#items, record, forwards };
  }

  #keep(item: Item): this {
    const kept = { ...item, revision: this.#head.revision };
    this.#items.push(kept);
    this.#head = previewing(this.#head, kept);
    return this;
  }
}

/** A conversation that was over goes on; who had it is remembered. */
export function reopen(change: Change): void {
  const { agentId, previousAgentId } = change.head;
  change
    .set({
      state: 'waiting',
      agentId: '',
      agentName: '',
      previousAgentId: agentId || previousAgentId,
      closedAtMs: 0,
      rating: 0,
    })
    .tell('reopened');
}

const SYSTEM: Author = { kind: 'system', id: '', displayName: '' };
