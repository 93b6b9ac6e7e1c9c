import type { Problem, Readable } from './basics.ts';
import type { LiveConversation } from './conversation.ts';

/** What stands unsent in a conversation's composer: a reply and a note, each kept while the other is written. */
export interface Draft {
  readonly mode: 'reply' | 'note';
  readonly reply: string;
  readonly note: string;
}

/** Whom a conversation is given to. */
export type TransferTarget = { readonly agentId: string } | { readonly queueId: string };

/** What the agent has asked for and the mesh has not answered. */
export type ThreadStep = 'none' | 'taking' | 'transferring' | 'closing';

/** The conversation in the middle of the desk, beside its timeline. */
export interface ThreadSnapshot {
  readonly conversationId: string;
  readonly draft: Draft;
  /** Other agents who look at it now. */
  readonly viewers: readonly string[];
  readonly step: ThreadStep;
  /** Why the last step was refused; `dismiss()` clears it. */
  readonly problem: Problem | undefined;
}

/** One open conversation: its timeline, and what an agent does with it. */
export interface Thread extends Readable<ThreadSnapshot> {
  readonly live: LiveConversation;
  setMode(mode: Draft['mode']): void;
  /** Of the present mode. */
  setText(text: string): void;
  /** Sends the draft of the present mode; `mentions`: agents that a note names. */
  send(mentions?: readonly string[]): void;
  take(): void;
  transfer(to: TransferTarget, note: string): void;
  close(disposition: string): void;
  dismiss(): void;
}

/** Which conversation is open; undefined = none. */
export interface Threads extends Readable<Thread | undefined> {
  open(conversationId: string): void;
  leave(): void;
  /** What stands unsent in a conversation's composer; empty = nothing. */
  readonly draftOf: (conversationId: string) => string;
}
