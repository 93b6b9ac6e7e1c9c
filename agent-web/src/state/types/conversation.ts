import type { Author, Channel, Conversation, Item } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';

/** Whose eyes a conversation is seen with. */
export type ConversationSide = 'customer' | 'agent';

/** What an author wrote. `attachmentId` is empty until the file is with the server. */
export type OutgoingBody =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly fileName: string;
      readonly mediaType: string;
      readonly bytes: number;
      readonly attachmentId: string;
    };

export type OutgoingState =
  /** `share` 0 to 1. */
  | { readonly name: 'uploading'; readonly share: number }
  /** For the connection, or for its turn. */
  | { readonly name: 'waiting' }
  | { readonly name: 'sending' }
  /** Safe with the server; the timeline will show it in a moment. */
  | { readonly name: 'posted' }
  /** Refused; it is sent again only when the author says so. */
  | { readonly name: 'failed'; readonly problem: Problem };

/** Something written here that the timeline does not show yet. */
export interface OutgoingItem {
  /** The same at every attempt: the server takes it once. */
  readonly clientId: string;
  readonly body: OutgoingBody;
  readonly atMs: number;
  readonly note: boolean;
  readonly mentions: readonly string[];
  readonly channel: Channel;
  readonly state: OutgoingState;
}

/** An invitation that the customer answers by what they write first. */
export interface AnsweredInvitation {
  /** The rule's id; empty = they answer none. */
  readonly ruleId: () => string;
  /** It was told with what they wrote. */
  readonly told: () => void;
}

/** How near the page is to what the server knows. */
export type ConversationFreshness =
  /** Nothing is known yet. */
  | { readonly name: 'loading' }
  /** Equal to the server, as far as anybody has told. */
  | { readonly name: 'current' }
  /** Something is missing and has been asked for. */
  | { readonly name: 'behind' }
  /** The conversation cannot be had: gone, or not the asker's. */
  | { readonly name: 'failed'; readonly problem: Problem };

export interface ConversationSnapshot {
  /** Empty = the customer has none yet. */
  readonly conversationId: string;
  readonly head: Conversation | undefined;
  /** By seq; a customer's begin with what they wrote in a conversation that went on in this one. */
  readonly items: readonly Item[];
  /** The head of that conversation; undefined = there is none. */
  readonly earlier?: Conversation | undefined;
  /** Below the first item there is more; `loadOlder` gets it. */
  readonly older: 'none' | 'available' | 'loading';
  /** What stands after the items. */
  readonly outgoing: readonly OutgoingItem[];
  readonly freshness: ConversationFreshness;
  /** Who of the others is typing. */
  readonly typing: readonly Author[];
  /** Items of the other side that have not been read here. */
  readonly unread: number;
  /** Why the last edit, deletion or rating was refused; undefined = it was not; `dismiss()` clears it. */
  readonly refused: Problem | undefined;
}

/** A file on its way: what the page chose. */
export interface ChosenFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly blob: Blob;
}

export interface PostOptions {
  /** Seen by agents only. */
  readonly note?: boolean;
  readonly mentions?: readonly string[];
  /** Absent = the one the customer used last. */
  readonly channel?: Channel;
}

/** One conversation as a page works with it. Made by `openConversation` or held by `Conversations`. */
export interface LiveConversation extends Readable<ConversationSnapshot> {
  /** False when nothing was taken: the text is empty, or too much waits already. */
  post(text: string, options?: PostOptions): boolean;
  attach(file: ChosenFile, options?: PostOptions): boolean;
  /** A failed item once more, under its old id. */
  resend(clientId: string): void;
  /** A failed or waiting item is given up. */
  discard(clientId: string): void;
  /** The author's own item; an empty text deletes it. Resolves with whether it was done. */
  edit(seq: number, text: string): Promise<boolean>;
  /** Asks again for what could not be had. */
  retry(): void;
  loadOlder(): void;
  /** Loads what is older until the item of this number is there. */
  reach(seq: number): void;
  /** Somebody looks at the newest items, or does not any more. */
  look(looking: boolean): void;
  /** A key was pressed in the composer; false = it was emptied. */
  type(typing: boolean): void;
  rate(stars: number, comment: string): void;
  dismiss(): void;
}

/** The files of attachments. */
export interface AttachmentFiles {
  /** An object URL of the file, or of its thumbnail. Rejects when it cannot be had. */
  open(attachmentId: string, thumbnail: boolean): Promise<string>;
}
