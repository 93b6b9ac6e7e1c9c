import type { Channel } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';
import type { LiveConversation } from './conversation.ts';
import type { SetField } from './own-fields.ts';

/** What stands unsent in a conversation's composer: a reply and a note, each kept while the other is written. */
export interface Draft {
  readonly mode: 'reply' | 'note';
  readonly reply: string;
  readonly note: string;
}

/** Whom a conversation is given to. */
export type TransferTarget = { readonly agentId: string } | { readonly queueId: string };

/** What the agent has asked for and the mesh has not answered. */
export type ThreadStep = 'none' | 'taking' | 'transferring' | 'snoozing' | 'closing';

/** The conversation in the middle of the desk, beside its timeline. */
/** A channel that a conversation may be answered on besides the chat, and what it can carry now. */
export interface AnswerChannel {
  readonly channel: Channel;
  readonly accountName: string;
  /** The customer's address there. */
  readonly to: string;
  readonly maxTextLength: number;
  /** Kinds of files that go, as media types or "image/*". */
  readonly files: readonly string[];
  readonly maxFileBytes: number;
  /** Messages that may still be sent; undefined = as many as one likes. */
  readonly remaining: number | undefined;
  readonly untilMs: number | undefined;
  /** Why nothing can be sent now, a code; empty = it can. */
  readonly closed: string;
  /** How long texts are cut, and how many segments one may have; undefined = it is not known. */
  readonly segments?: { readonly most: number; readonly bits: 8 | 16 } | undefined;
  /** Of one segment; undefined = it is not known. */
  readonly price?: { readonly amount: number; readonly currency: string } | undefined;
  /** It is night where the customer is, until then; what agents write waits (`holds`), or goes since they are awake. */
  readonly quiet?: { readonly untilMs: number; readonly holds: boolean } | undefined;
}

export interface ThreadSnapshot {
  readonly conversationId: string;
  readonly draft: Draft;
  /** What it may be answered on besides the chat. */
  readonly channels: readonly AnswerChannel[];
  /** What the agent chose; "unspecified" = what the customer used last. */
  readonly channel: Channel;
  /** Other agents who look at it now. */
  readonly viewers: readonly string[];
  /** The item that the timeline is to go to; a new object for every wish. Undefined = stay. */
  readonly goal: { readonly seq: number } | undefined;
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
  setChannel(channel: Channel): void;
  /** Asks anew what may be answered on: a customer's message opens windows, and time closes them. */
  lookAtChannels(): void;
  /** An item that failed goes out again. */
  resend(seq: number): void;
  /** Sends the answer that the item of this number suggests; once, however often it is pressed. */
  sendSuggestion(seq: number, text: string): void;
  /** Puts a suggested answer into the reply, below what is written there. */
  takeSuggestion(text: string): void;
  /** The timeline goes to this item, however old it is. */
  goTo(seq: number): void;
  /** The goal is reached, or nobody goes there any more. */
  arrived(): void;
  take(): void;
  transfer(to: TransferTarget, note: string): void;
  /** Until a time (wall clock); 0 = until the customer writes. */
  snooze(untilMs: number): void;
  /** Ends a snooze now. */
  wake(): void;
  close(disposition: string): void;
  /** What colleagues do to other tags meanwhile stays. */
  tag(add: readonly string[], remove: readonly string[]): void;
  /** In points of the routing rules; 0 = as any other. */
  prioritize(priority: number): void;
  /** These agents follow it from now on, those no more; what colleagues do to others meanwhile stays. */
  follow(add: readonly string[], remove: readonly string[]): void;
  /** The customer is heard no more, or again; blocking closes the conversation. */
  block(on: boolean): void;
  /** One of the company's own, of the conversation. */
  readonly setField: SetField;
  dismiss(): void;
}

/** That something was refused of a conversation which is not the open one any more. */
export interface ThreadRefusal {
  readonly conversationId: string;
  /** Whom it is with; empty = not known. */
  readonly name: string;
  readonly problem: Problem;
}

/** Which conversation is open; undefined = none. */
export interface Threads extends Readable<Thread | undefined> {
  open(conversationId: string): void;
  /** Another conversation than the open one, to be read. */
  liveOf(conversationId: string): LiveConversation;
  leave(): void;
  /** The newest of them, a new object each; undefined = there was none. */
  readonly refusal: Readable<ThreadRefusal | undefined>;
  /** What stands unsent in a conversation's composer; empty = nothing. */
  readonly draftOf: (conversationId: string) => string;
}
