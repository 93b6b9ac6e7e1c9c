import type {
  ChangeConversationsInit,
  Conversation,
  ConversationCounts,
  ConversationFilter,
  ConversationView,
} from '@weft/proto';
import type { Problem, Readable } from './basics.ts';

export type InboxView = Exclude<ConversationView, 'unspecified'>;

/** The conversations that the agent looks through. */
export interface InboxSnapshot {
  readonly view: InboxView;
  /** How often a view or words were chosen, the same again too: who shows something else in the list's place gives way. */
  readonly choices: number;
  /** Words that are looked for; empty = none. */
  readonly search: string;
  /** What the view is narrowed to. */
  readonly filter: ConversationFilter;
  /** Newest change first; further ones are asked for with `more()`. */
  readonly rows: readonly Conversation[];
  /** `first`: nothing of this view is known yet. */
  readonly loading: 'first' | 'more' | 'none';
  readonly more: boolean;
  /** Undefined until the mesh has told. */
  readonly counts: ConversationCounts | undefined;
  /** Messages that the agent has not read in their own conversations and those they follow, as far as the page has heard of them. */
  readonly unread: number;
  /** Why the last asking failed; asking again clears it. */
  readonly problem: Problem | undefined;
}

/** Views, filters, search and paging over conversations. */
export interface Inbox extends Readable<InboxSnapshot> {
  /** The whole view: words and filter are left behind. */
  choose(view: InboxView): void;
  search(words: string): void;
  narrow(filter: ConversationFilter): void;
  /** A view as somebody kept it. */
  show(view: InboxView, filter: ConversationFilter): void;
  more(): void;
  /** After a failure. */
  retry(): void;
}

/** A filter that is kept under a name. */
export interface SavedFilter {
  readonly filterId: string;
  readonly name: string;
  readonly view: InboxView;
  readonly filter: ConversationFilter;
  /** Everybody's; else the agent's own. */
  readonly shared: boolean;
  /** Conversations that it has, at most 1,000, a few seconds ago. */
  readonly count: number;
}

/** The filters that the agent sees: everybody's, then their own. Each step resolves with what stood in its way. */
export interface SavedFilters extends Readable<readonly SavedFilter[]> {
  save(
    name: string,
    view: InboxView,
    filter: ConversationFilter,
    shared: boolean,
  ): Promise<Problem | undefined>;
  rename(filterId: string, name: string): Promise<Problem | undefined>;
  remove(filterId: string): Promise<Problem | undefined>;
}

/** What can be done with several conversations at once. */
export type BulkChange = NonNullable<ChangeConversationsInit['change']>;

/** What became of a step with several conversations. */
export interface BulkResult {
  readonly step: BulkChange['case'];
  readonly done: number;
  /** Why others were not done, and how many for each reason; the most first. */
  readonly refused: readonly { readonly problem: Problem; readonly count: number }[];
}

export interface SelectionSnapshot {
  /** In the order they were chosen. */
  readonly ids: readonly string[];
  /** A step with them is under way. */
  readonly busy: boolean;
  /** Of the last step, until it is dismissed or another begins. */
  readonly result: BulkResult | undefined;
}

/** The rows that the agent has chosen; what leaves the list is chosen no more. */
export interface Selection extends Readable<SelectionSnapshot> {
  /** Chooses a row, or no more. Of more than MAX_SELECTED nothing is chosen. */
  toggle(conversationId: string): void;
  /** Every loaded row, up to MAX_SELECTED; none, when they are chosen already. */
  toggleAll(): void;
  clear(): void;
  act(change: BulkChange): void;
  dismiss(): void;
}
