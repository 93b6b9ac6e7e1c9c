import type { Conversation, ConversationCounts, ConversationView } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';

export type InboxView = Exclude<ConversationView, 'unspecified'>;

/** The conversations that the agent looks through. */
export interface InboxSnapshot {
  readonly view: InboxView;
  /** How often a view or words were chosen, the same again too: who shows something else in the list's place gives way. */
  readonly choices: number;
  /** Words that are looked for; empty = none. */
  readonly search: string;
  /** Newest change first; further ones are asked for with `more()`. */
  readonly rows: readonly Conversation[];
  /** `first`: nothing of this view is known yet. */
  readonly loading: 'first' | 'more' | 'none';
  readonly more: boolean;
  /** Undefined until the mesh has told. */
  readonly counts: ConversationCounts | undefined;
  /** Messages in the agent's own conversations that they have not read, as far as the page has heard of them. */
  readonly unread: number;
  /** Why the last asking failed; asking again clears it. */
  readonly problem: Problem | undefined;
}

/** Views, search and paging over conversations. */
export interface Inbox extends Readable<InboxSnapshot> {
  choose(view: InboxView): void;
  search(words: string): void;
  more(): void;
  /** After a failure. */
  retry(): void;
}
