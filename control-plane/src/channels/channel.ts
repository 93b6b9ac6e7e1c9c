import type { Channel as ChannelName } from '@weft/proto';
import type { z } from 'zod';
import type { IdentityKind } from '../store/tables.ts';
import type { Menu } from './menu.ts';

/** A channel's kinds, as accounts name them: one folder each. */
export type ChannelKind = 'smpp' | 'sms-http' | 'wechat' | 'weibo' | 'email';

/** One account of a channel: a number at a carrier, a WeChat service account, a mailbox. */
export interface ChannelAccount<Settings> {
  readonly accountId: string;
  /** What staff call it. */
  readonly name: string;
  readonly kind: ChannelKind;
  /** By the kind's schema, secrets in plain: never logged, never sent to a page. */
  readonly settings: Settings;
}

/** A customer as a channel knows them. */
export interface ChannelContact {
  readonly kind: IdentityKind;
  /** In normal form; int64 ids are text. */
  readonly value: string;
  /** As the channel shows it; untrusted. */
  readonly shown: string;
  /** Other ids that the channel vouches for, such as a WeChat union id. */
  readonly also: readonly { readonly kind: IdentityKind; readonly value: string }[];
  /** Empty = the channel tells none. Untrusted. */
  readonly displayName: string;
  /** The channel cannot vouch for it: whoever writes says so, and is not taken for who it is. */
  readonly claimed?: true;
}

/** A file on its way in: its bytes, or what the channel's own API fetches them by. */
export interface InboundFile {
  readonly fileName: string;
  /** As claimed. */
  readonly mediaType: string;
  readonly from:
    | { readonly is: 'bytes'; readonly bytes: Uint8Array }
    | { readonly is: 'remote'; readonly reference: string };
}

/** A mail's HTML, to be kept beside its words. Untrusted. */
export interface Markup {
  readonly html: string;
  /** Those of the message's files, by their place, that the HTML names as "cid:" addresses. */
  readonly pictures: readonly { readonly contentId: string; readonly file: number }[];
}

/** A part of a message that the channel cut: it is put together before anybody sees it. */
export interface MessagePart {
  /** The same in all parts of the message. */
  readonly reference: string;
  readonly total: number;
  /** From 1. */
  readonly index: number;
  /** Its text as UTF-16LE: a character may begin in one part and end in the next. */
  readonly units: Uint8Array;
}

/** What a customer did that is no message: it may open what may be sent, or end it. */
export type ContactEvent = 'followed' | 'unfollowed' | 'menu-clicked' | 'code-scanned' | 'mentioned';

/** How a message that was sent is getting on. */
export interface Receipt {
  /** The carrier's id of it, in the form `send` gave it in. */
  readonly carrierId: string;
  readonly state: 'sent' | 'delivered' | 'read' | 'failed';
  /** The carrier's words or code; empty = none. */
  readonly failure: string;
  readonly atMs: number;
}

/**
 * Where a channel that gives messages no ids may deliver one again after its owner died: one that came within that
 * time under an id that begins so is taken for the same, once.
 */
export interface Doubt {
  /** Letters and digits. */
  readonly beginsWith: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One thing that came in, in the words of every channel. */
export type Arrival =
  | {
      readonly is: 'message';
      /** The same for every delivery of the same message, and for no other of the account. */
      readonly sourceId: string;
      readonly from: ChannelContact;
      readonly atMs: number;
      /** It may be the second delivery of what an owner before stored; absent = it is none. */
      readonly doubt?: Doubt;
      /** Empty = files only. Untrusted, at most `MAX_INBOUND_TEXT` characters. */
      readonly text: string;
      readonly files: readonly InboundFile[];
      /** How it looked, where the channel has such. */
      readonly markup?: Markup;
      /** What it answers, by ids that the channel knows (e-mail's Message-IDs); newest first. */
      readonly inReplyTo: readonly string[];
      /** Who sent it wants no machine's answer, or it is not certain that it would reach them. */
      readonly noAutoReply?: true;
      /** It is a part of a message, with no text of its own. */
      readonly part?: MessagePart;
    }
  | {
      readonly is: 'event';
      readonly sourceId: string;
      readonly from: ChannelContact;
      readonly atMs: number;
      readonly event: ContactEvent;
      /** A menu's key, a code's scene; may be empty. */
      readonly detail: string;
      /** What the timeline says in the customer's name, a menu's label say; absent or empty = nothing. */
      readonly text?: string;
      /** What the ticket is about that it opens; absent or empty = it opens none. */
      readonly ticket?: string;
    }
  | { readonly is: 'receipt'; readonly sourceId: string; readonly receipt: Receipt }
  /** Known to need nothing, or of a kind that came after this was written; counted. */
  | { readonly is: 'ignored'; readonly why: string };

/** Characters of a message that are kept. */
export const MAX_INBOUND_TEXT = 20_000;

/** A request to an account's webhook, its body bounded and unread. */
export interface WebhookRequest {
  readonly method: 'GET' | 'POST';
  /** As the vendor sees it, with the query, where it signs that. */
  readonly url: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What a webhook is answered with. */
export interface WebhookAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A request that is what it claims to be. */
export type Verified =
  /** Answered with this at once, such as a URL check; there is nothing to read. */
  | { readonly is: 'answer'; readonly answer: WebhookAnswer }
  /** The payload in plain; `answer` follows once the stream has stored what it says. */
  | { readonly is: 'payload'; readonly payload: Uint8Array; readonly answer: WebhookAnswer };

/** What a carrier charges for one segment. */
export interface SegmentPrice {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What an account can carry to one contact now; the desk shows it before anything is sent. */
export interface Capabilities {
  /** Characters of one message at most. */
  readonly maxTextLength: number;
  /** Kinds of files that go, as media types or "image/*"; empty = none. */
  readonly files: readonly string[];
  readonly maxFileBytes: number;
  /** Whether it is told that a message was delivered, or read. */
  readonly receipts: 'none' | 'delivered' | 'read';
  /** Messages that may still be sent; undefined = as many as one likes. */
  readonly remaining: number | undefined;
  /** Until when; undefined = for good. */
  readonly untilMs: number | undefined;
  /** Why nothing can be sent now, a code for the page to say in its language; undefined = it can. */
  readonly closed: 'window-closed' | 'quota-used' | 'opted-out' | 'unfollowed' | undefined;
  /** What a text may be cut into, and the bits of the reference in the header of each part; absent = no segments. */
  readonly segments?: { readonly most: number; readonly bits: 8 | 16 };
  /** Undefined or absent = it is not known, or nothing is charged by the segment. */
  readonly price?: SegmentPrice | undefined;
}

/** What is known of a contact at an account, oldest first: enough for quotas and windows. Bounded by the keeper. */
export interface ContactRecord {
  readonly arrivals: readonly {
    readonly atMs: number;
    readonly what: 'message' | ContactEvent;
  }[];
  /** When each segment went: a message that was cut into three counts three times. */
  readonly sentAtMs: readonly number[];
  /** They asked not to be written to, since then; undefined = they did not. */
  readonly optedOutAtMs: number | undefined;
}

/** A message on its way out. */
export interface Outbound {
  /** The same however often it is tried; carriers that take an idempotency key get it. */
  readonly messageId: string;
  readonly conversationId: string;
  readonly to: ChannelContact;
  readonly text: string;
  readonly file:
    | { readonly fileName: string; readonly mediaType: string; readonly bytes: Uint8Array }
    | undefined;
  /** What may be answered by one press; empty where the channel has no buttons: the text has them then. */
  readonly choices: readonly string[];
  /** What it is about, where the channel has such; empty = what it answers. */
  readonly subject: string;
  readonly authorName: string;
  /** A program says it: no machine is to answer it. */
  readonly automatic?: true;
  /** Ids of what it answers, newest first, where the channel has such. */
  readonly inReplyTo: readonly string[];
}

/** What became of a try to send. */
export type Sent =
  | {
      readonly is: 'sent';
      /** By the carrier, in the order of the parts; receipts name one of them. */
      readonly carrierIds: readonly string[];
      /** 1 where the channel does not count. */
      readonly segments: number;
    }
  /** Not now: the same message again, not before `afterMs` (0 = by the worker's own backoff). */
  | {
      readonly is: 'later';
      readonly code: string;
      readonly afterMs: number;
      readonly throttled: boolean;
      /** Some of its parts have gone: the account goes on with the next one, and nobody else could. */
      readonly partly?: true;
    }
  /** Never: shown red, with these words or this code. */
  | { readonly is: 'refused'; readonly code: string };

/** The hours in which a channel's contacts are not to be disturbed. */
export interface QuietHours {
  /** Until when this contact is left alone; undefined = they may be written to now. */
  until(to: ChannelContact, nowMs: number): number | undefined;
}

/** How an account is doing, for the admin page. */
export type Health =
  | { readonly is: 'up'; readonly sinceMs: number }
  | { readonly is: 'connecting'; readonly sinceMs: number }
  | { readonly is: 'down'; readonly sinceMs: number; readonly reason: string };

/**
 * An account that this instance holds: a bind, a mailbox, an access token. Only
 * the instance that leases the account opens it; disposing gives it up.
 */
export interface OpenAccount extends AsyncDisposable {
  readonly health: Health;
  /** Messages under way at most; the worker keeps to it. */
  readonly window: number;
  /** What the carrier promised, in segments; undefined = nothing. */
  readonly segmentsPerSecond?: number;
  /** Segments that a text is cut into, for rates and quotas; without it every message is one. */
  segmentsOf?(text: string): number;
  /** Asks the carrier whether it is back, for accounts that hold nothing open; `health` says what came of it. Throws nothing. */
  probe?(): Promise<void>;
  /** Throws nothing: whatever happens is one of the outcomes. */
  send(message: Outbound): Promise<Sent>;
  /** Asks the channel who a contact is: other ids that it vouches for, a name. Throws WeftError UNAVAILABLE. */
  whois?(contact: ChannelContact): Promise<ChannelContact>;
  /** Fetches a file that a message named; throws WeftError UNAVAILABLE, BAD_REQUEST. */
  fetch?(reference: string, maxBytes: number): Promise<Uint8Array>;
  /** The menu as the vendor has it; undefined = it has none. Throws UNAVAILABLE, BAD_REQUEST (it is none of ours). */
  readMenu?(): Promise<Menu | undefined>;
  /** Puts the menu in the place of what there is; undefined = takes it away. Throws UNAVAILABLE, BAD_REQUEST (refused). */
  writeMenu?(menu: Menu | undefined): Promise<void>;
}

/** What an account keeps over restarts and take-overs, an access token say: encrypted at rest, gone with the account. */
export interface AccountMemory {
  /** Undefined = nothing is kept yet. Throws UNAVAILABLE. */
  read(): Promise<string | undefined>;
  /** At most `MAX_ACCOUNT_MEMORY` characters. Throws UNAVAILABLE; CONFLICT when somebody else has the lease. */
  write(text: string): Promise<void>;
}

/** Characters that an account may keep. */
export const MAX_ACCOUNT_MEMORY = 16_384;

/** What an open account tells of, and is given. */
export interface AccountTools {
  /**
   * For accounts that are not written to by webhook. Resolves when the stream
   * has stored it: only then does the account acknowledge to its carrier.
   * Throws UNAVAILABLE: the carrier is to try again.
   */
  readonly arrived: (arrivals: readonly Arrival[]) => Promise<void>;
  readonly memory: AccountMemory;
  /** The lease's generation: a carrier that can be told gets it as a fence. */
  readonly epoch: number;
}

/**
 * A kind of channel. `verify` and `parse` are pure and run at any instance;
 * `open` runs where the account is leased.
 */
export interface Channel<Settings> {
  readonly kind: ChannelKind;
  /** How its messages are named in timelines. */
  readonly channel: ChannelName;
  /** Members marked as secret by `secrets` are encrypted at rest. */
  readonly settings: z.ZodType<Settings>;
  readonly secrets: readonly (keyof Settings & string)[];
  /** By secret: the settings that say where it is sent. Where one changes, the secret has to be given again. */
  readonly sentTo?: Partial<Readonly<Record<keyof Settings & string, readonly (keyof Settings & string)[]>>>;
  /** Its open accounts have `whois`: who writes for the first time is asked about. */
  readonly asksWho?: true;
  /** Its open accounts have `readMenu` and `writeMenu`. */
  readonly hasMenu?: true;
  /** It shows choices as such: its messages may have `choices`. */
  readonly hasButtons?: true;
  /**
   * A message of which it is not known whether it went may go again: the other side knows it by its id, or twice does less harm than not at
   * all. Absent = it is shown as uncertain, and people decide.
   */
  readonly sendsAgain?: true;
  /** Undefined = the kind has no webhook. Throws WeftError SIGNATURE_REFUSED, BAD_REQUEST. */
  readonly verify?: (request: WebhookRequest, account: ChannelAccount<Settings>, nowMs: number) => Verified;
  /** Throws WeftError BAD_REQUEST when it is not what the vendor documents. `nowMs` is for vendors who tell no time. */
  readonly parse?: (
    payload: Uint8Array,
    account: ChannelAccount<Settings>,
    nowMs: number,
  ) => readonly Arrival[];
  capabilities(account: ChannelAccount<Settings>, record: ContactRecord, nowMs: number): Capabilities;
  /**
   * What customers are told at once, in their language, when a message of theirs
   * begins something; undefined = nothing. Without it the channel tells nothing.
   */
  readonly confirmation?: (account: ChannelAccount<Settings>, text: string) => string | undefined;
  /** Undefined = the channel's contacts may be written to at any hour. */
  readonly quietHours?: (account: ChannelAccount<Settings>) => QuietHours;
  open(account: ChannelAccount<Settings>, tools: AccountTools): Promise<OpenAccount>;
}
