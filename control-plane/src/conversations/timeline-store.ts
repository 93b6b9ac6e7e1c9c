import type {
  Attachment,
  Conversation,
  ConversationCounts,
  ConversationFilter,
  ConversationView,
  Item,
} from '@weft/proto';
import type { ItemRef } from './apply.ts';
import type { ChangeRecord } from './change.ts';

/** Up to where a partition of the stream is applied. */
export interface Position {
  /** The life of the stream. */
  readonly streamId: string;
  /** 0 = nothing of it. */
  readonly at: number;
}

/** What a batch of events makes of one conversation. */
export interface ConversationChange {
  readonly head: Conversation;
  /** The head before the batch; undefined = the batch opens it. */
  readonly before: Conversation | undefined;
  /** New and changed items, each as it is after the batch, by revision. */
  readonly items: readonly Item[];
  readonly records: readonly ChangeRecord[];
}

/** What became of changes that were to be kept. */
export type Applied =
  /** They hold; their heads have the contacts that they belong to by now. */
  | { readonly is: 'kept'; readonly changes: readonly ConversationChange[] }
  /** The position is not what it was: somebody else applied what was to be applied. */
  | { readonly is: 'superseded' }
  /** An item that is new here has been there before, under another seq: what is known was not asked for. */
  | { readonly is: 'known-item' }
  /** The words of these edits are on their way to a carrier as they were; nothing is kept. */
  | { readonly is: 'taken'; readonly eventIds: readonly string[] };

export interface NamedRef {
  readonly conversationId: string;
  readonly ref: ItemRef;
}

/** A page that is told of a conversation. */
export interface Watcher {
  readonly sessionId: string;
  readonly conversationId: string;
  readonly subjectId: string;
  readonly role: 'customer' | 'agent';
  /** As others see it. */
  readonly displayName: string;
  /** It has the conversation before it. */
  readonly focused: boolean;
}

export interface ListQuestion {
  readonly view: Exclude<ConversationView, 'unspecified'>;
  readonly agentId: string;
  readonly cursor: string;
  readonly limit: number;
  readonly contactId: string;
  readonly search: string;
  /** Only what has all of them. */
  readonly tags: readonly string[];
  /** What the view is narrowed to. */
  readonly filter: ConversationFilter;
}

/** Where a conversation stands among those that wait. */
export type WaitingPlace = Pick<Conversation, 'priority' | 'waitingSinceMs' | 'conversationId'>;

export interface ListPage {
  readonly conversations: readonly Conversation[];
  /** Empty = this was the last page. */
  readonly cursor: string;
}

export interface UploadedAttachment {
  readonly attachment: Attachment;
  readonly conversationId: string;
  readonly authorId: string;
  readonly sha256: string;
}

/** Conversations by agent, for routing: who has how many, and whose customers wait. */
export interface AgentLoad {
  readonly agentId: string;
  readonly open: number;
}

/**
 * The timelines as the database keeps them. Every call throws WeftError
 * UNAVAILABLE while the database is away.
 */
export interface TimelineStore {
  position(streamId: string, partition: number): Promise<Position>;
  /** All or nothing. */
  apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<Applied>;

  /** Those that there are, by id. */
  heads(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>>;
  /** Those that there are. */
  known(refs: readonly NamedRef[]): Promise<readonly Item[]>;
  /** Items whose last change is later than the revision, by revision. */
  itemsSince(conversationId: string, revision: number, limit: number): Promise<readonly Item[]>;
  /** The newest items below a seq (0 = of all), by seq. */
  itemsBefore(conversationId: string, seq: number, limit: number): Promise<readonly Item[]>;

  list(question: ListQuestion): Promise<ListPage>;
  counts(agentIds: readonly string[]): Promise<ReadonlyMap<string, ConversationCounts>>;
  /** Conversations that wait for an answer and are nobody's: by priority, then oldest first; those after one, if it is named. */
  waiting(limit: number, after?: WaitingPlace): Promise<readonly Conversation[]>;
  /** Open conversations of each of these agents. */
  loads(agentIds: readonly string[]): Promise<readonly AgentLoad[]>;
  /** Conversations of any other agents whose customers wait for an answer, oldest first. */
  unanswered(exceptAgentIds: readonly string[], limit: number): Promise<readonly Conversation[]>;
  /** Conversations of a queue of the rules that are somebody's, in which nobody waits or calls and nothing happened since a time, stillest first. */
  idle(queueId: string, beforeMs: number, limit: number): Promise<readonly Conversation[]>;
  /** Conversations set aside until a time that has come, the longest overdue first. */
  overNaps(nowMs: number, limit: number): Promise<readonly Conversation[]>;
  /** The agents who follow any conversation, whether it is over or not. */
  followers(): Promise<readonly string[]>;
  /** The ids of what an agent follows, whether it is over or not, after an id. */
  followedBy(agentId: string, afterId: string, limit: number): Promise<readonly string[]>;

  /** A page wants to be told from now on; at most `most` are kept for a conversation, the oldest give way. */
  watch(watcher: Omit<Watcher, 'focused'>, atMs: number, most: number): Promise<void>;
  watchers(conversationIds: readonly string[]): Promise<readonly Watcher[]>;
  /** The session has this conversation before it, and no other; those it had before are given back. */
  focus(watcher: Omit<Watcher, 'focused'>, atMs: number): Promise<readonly string[]>;
  /** The session is over; the conversations that it had in focus are given back. */
  forget(sessionId: string): Promise<readonly string[]>;
  /** Watchers that came before a time are taken for gone. */
  forgetBefore(atMs: number): Promise<void>;

  /** An agent has seen the notes up to here that mention them; false = there were none to see. */
  sawMentions(agentId: string, conversationId: string, upToSeq: number, atMs: number): Promise<boolean>;

  addAttachment(uploaded: UploadedAttachment, atMs: number): Promise<void>;
  /** A picture has its thumbnail beside it now. */
  thumbnailKept(attachmentId: string): Promise<void>;
  attachment(attachmentId: string): Promise<UploadedAttachment | undefined>;
  /** Forgets files that came before a time and were never posted; some of their ids, as long as there are any. */
  forgetUnposted(beforeMs: number): Promise<readonly string[]>;
}
