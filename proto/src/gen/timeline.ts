// Made by scripts/generate.mjs from proto/schema/timeline.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromFault, readFault, type Fault, type FaultInit, writeFault } from './common.ts';
import { ChannelNumber, ChannelText, ItemStatusNumber, ItemStatusText, fromAttachment, fromAuthor, fromCallItem, fromConversation, fromPageVisit, readAttachment, readAuthor, readCallItem, readConversation, readPageVisit, type Attachment, type AttachmentInit, type Author, type AuthorInit, type CallItem, type CallItemInit, type Channel, type Conversation, type ConversationInit, type ItemStatus, type PageVisit, type PageVisitInit, writeAttachment, writeAuthor, writeCallItem, writeConversation, writePageVisit } from './conversation.ts';
import { fromContactChanged, fromFieldSet, readContactChanged, readFieldSet, type ContactChanged, type ContactChangedInit, type FieldSet, type FieldSetInit, writeContactChanged, writeFieldSet } from './fields.ts';
import { fromConversationFollowed, fromFollower, readConversationFollowed, readFollower, type ConversationFollowed, type ConversationFollowedInit, type Follower, type FollowerInit, writeConversationFollowed, writeFollower } from './followers.ts';
import { fromChoice, fromIntentGuess, fromRoutingWhy, fromTranscript, readChoice, readIntentGuess, readRoutingWhy, readTranscript, type Choice, type ChoiceInit, type IntentGuess, type IntentGuessInit, type RoutingWhy, type RoutingWhyInit, type Transcript, type TranscriptInit, writeChoice, writeIntentGuess, writeRoutingWhy, writeTranscript } from './item.ts';

export interface TimelineEvent {
  eventId: string;
  conversationId: string;
  atMs: number;
  author: Author | undefined;
  /** The instance that waits to hear what became of it; empty = nobody does. */
  askedBy: string;
  body:
    | { readonly case: 'itemPosted'; readonly value: ItemPosted }
    | { readonly case: 'itemEdited'; readonly value: ItemEdited }
    | { readonly case: 'seenMarked'; readonly value: SeenMarked }
    | { readonly case: 'assigned'; readonly value: ConversationAssigned }
    | { readonly case: 'released'; readonly value: ConversationReleased }
    | { readonly case: 'ended'; readonly value: ConversationEnded }
    | { readonly case: 'rated'; readonly value: ConversationRated }
    | { readonly case: 'callNoted'; readonly value: CallNoted }
    | { readonly case: 'pageVisited'; readonly value: PageVisited }
    | { readonly case: 'itemProgressed'; readonly value: ItemProgressed }
    | { readonly case: 'itemResent'; readonly value: ItemResent }
    | { readonly case: 'botSpoke'; readonly value: BotSpoke }
    | { readonly case: 'transcriptAsked'; readonly value: TranscriptAsked }
    | { readonly case: 'tagged'; readonly value: ConversationTagged }
    | { readonly case: 'prioritized'; readonly value: ConversationPrioritized }
    | { readonly case: 'snoozed'; readonly value: ConversationSnoozed }
    | { readonly case: 'woken'; readonly value: ConversationWoken }
    | { readonly case: 'blocked'; readonly value: ConversationBlocked }
    | { readonly case: 'fieldSet'; readonly value: FieldSet }
    | { readonly case: 'contactChanged'; readonly value: ContactChanged }
    | { readonly case: 'followed'; readonly value: ConversationFollowed }
    | { readonly case: 'continued'; readonly value: ConversationContinued }
    | { readonly case: 'joined'; readonly value: ConversationJoined }
    | { readonly case: 'parted'; readonly value: ConversationParted }
    | undefined;
}

/** What TimelineEvent.encode takes: absent fields are their zero value. */
export interface TimelineEventInit {
  readonly eventId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly atMs?: number | undefined;
  readonly author?: AuthorInit | undefined;
  readonly askedBy?: string | undefined;
  readonly body?:
    | { readonly case: 'itemPosted'; readonly value: ItemPostedInit }
    | { readonly case: 'itemEdited'; readonly value: ItemEditedInit }
    | { readonly case: 'seenMarked'; readonly value: SeenMarkedInit }
    | { readonly case: 'assigned'; readonly value: ConversationAssignedInit }
    | { readonly case: 'released'; readonly value: ConversationReleasedInit }
    | { readonly case: 'ended'; readonly value: ConversationEndedInit }
    | { readonly case: 'rated'; readonly value: ConversationRatedInit }
    | { readonly case: 'callNoted'; readonly value: CallNotedInit }
    | { readonly case: 'pageVisited'; readonly value: PageVisitedInit }
    | { readonly case: 'itemProgressed'; readonly value: ItemProgressedInit }
    | { readonly case: 'itemResent'; readonly value: ItemResentInit }
    | { readonly case: 'botSpoke'; readonly value: BotSpokeInit }
    | { readonly case: 'transcriptAsked'; readonly value: TranscriptAskedInit }
    | { readonly case: 'tagged'; readonly value: ConversationTaggedInit }
    | { readonly case: 'prioritized'; readonly value: ConversationPrioritizedInit }
    | { readonly case: 'snoozed'; readonly value: ConversationSnoozedInit }
    | { readonly case: 'woken'; readonly value: ConversationWokenInit }
    | { readonly case: 'blocked'; readonly value: ConversationBlockedInit }
    | { readonly case: 'fieldSet'; readonly value: FieldSetInit }
    | { readonly case: 'contactChanged'; readonly value: ContactChangedInit }
    | { readonly case: 'followed'; readonly value: ConversationFollowedInit }
    | { readonly case: 'continued'; readonly value: ConversationContinuedInit }
    | { readonly case: 'joined'; readonly value: ConversationJoinedInit }
    | { readonly case: 'parted'; readonly value: ConversationPartedInit }
    | undefined;
}

export function writeTimelineEvent(m: TimelineEventInit, w: Writer): Writer {
  if (m.eventId !== undefined && m.eventId !== '') w.uint32(10).string(m.eventId);
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(18).string(m.conversationId);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(25).double(m.atMs);
  if (m.author !== undefined) writeAuthor(m.author, w.uint32(34).fork()).ldelim();
  if (m.askedBy !== undefined && m.askedBy !== '') w.uint32(42).string(m.askedBy);
  switch (m.body?.case) {
    case 'itemPosted': writeItemPosted(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'itemEdited': writeItemEdited(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'seenMarked': writeSeenMarked(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case 'assigned': writeConversationAssigned(m.body.value, w.uint32(106).fork()).ldelim(); break;
    case 'released': writeConversationReleased(m.body.value, w.uint32(114).fork()).ldelim(); break;
    case 'ended': writeConversationEnded(m.body.value, w.uint32(122).fork()).ldelim(); break;
    case 'rated': writeConversationRated(m.body.value, w.uint32(130).fork()).ldelim(); break;
    case 'callNoted': writeCallNoted(m.body.value, w.uint32(138).fork()).ldelim(); break;
    case 'pageVisited': writePageVisited(m.body.value, w.uint32(146).fork()).ldelim(); break;
    case 'itemProgressed': writeItemProgressed(m.body.value, w.uint32(154).fork()).ldelim(); break;
    case 'itemResent': writeItemResent(m.body.value, w.uint32(162).fork()).ldelim(); break;
    case 'botSpoke': writeBotSpoke(m.body.value, w.uint32(242).fork()).ldelim(); break;
    case 'transcriptAsked': writeTranscriptAsked(m.body.value, w.uint32(250).fork()).ldelim(); break;
    case 'tagged': writeConversationTagged(m.body.value, w.uint32(258).fork()).ldelim(); break;
    case 'prioritized': writeConversationPrioritized(m.body.value, w.uint32(266).fork()).ldelim(); break;
    case 'snoozed': writeConversationSnoozed(m.body.value, w.uint32(274).fork()).ldelim(); break;
    case 'woken': writeConversationWoken(m.body.value, w.uint32(282).fork()).ldelim(); break;
    case 'blocked': writeConversationBlocked(m.body.value, w.uint32(290).fork()).ldelim(); break;
    case 'fieldSet': writeFieldSet(m.body.value, w.uint32(298).fork()).ldelim(); break;
    case 'contactChanged': writeContactChanged(m.body.value, w.uint32(306).fork()).ldelim(); break;
    case 'followed': writeConversationFollowed(m.body.value, w.uint32(314).fork()).ldelim(); break;
    case 'continued': writeConversationContinued(m.body.value, w.uint32(402).fork()).ldelim(); break;
    case 'joined': writeConversationJoined(m.body.value, w.uint32(410).fork()).ldelim(); break;
    case 'parted': writeConversationParted(m.body.value, w.uint32(418).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readTimelineEvent(r: Reader, end: number): TimelineEvent {
  const m: TimelineEvent = { eventId: '', conversationId: '', atMs: 0, author: undefined, askedBy: '', body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.eventId = r.string(); break;
      case 18: m.conversationId = r.string(); break;
      case 25: m.atMs = r.double(); break;
      case 34: m.author = readAuthor(r, r.uint32() + r.pos); break;
      case 42: m.askedBy = r.string(); break;
      case 82: m.body = { case: 'itemPosted', value: readItemPosted(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'itemEdited', value: readItemEdited(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'seenMarked', value: readSeenMarked(r, r.uint32() + r.pos) }; break;
      case 106: m.body = { case: 'assigned', value: readConversationAssigned(r, r.uint32() + r.pos) }; break;
      case 114: m.body = { case: 'released', value: readConversationReleased(r, r.uint32() + r.pos) }; break;
      case 122: m.body = { case: 'ended', value: readConversationEnded(r, r.uint32() + r.pos) }; break;
      case 130: m.body = { case: 'rated', value: readConversationRated(r, r.uint32() + r.pos) }; break;
      case 138: m.body = { case: 'callNoted', value: readCallNoted(r, r.uint32() + r.pos) }; break;
      case 146: m.body = { case: 'pageVisited', value: readPageVisited(r, r.uint32() + r.pos) }; break;
      case 154: m.body = { case: 'itemProgressed', value: readItemProgressed(r, r.uint32() + r.pos) }; break;
      case 162: m.body = { case: 'itemResent', value: readItemResent(r, r.uint32() + r.pos) }; break;
      case 242: m.body = { case: 'botSpoke', value: readBotSpoke(r, r.uint32() + r.pos) }; break;
      case 250: m.body = { case: 'transcriptAsked', value: readTranscriptAsked(r, r.uint32() + r.pos) }; break;
      case 258: m.body = { case: 'tagged', value: readConversationTagged(r, r.uint32() + r.pos) }; break;
      case 266: m.body = { case: 'prioritized', value: readConversationPrioritized(r, r.uint32() + r.pos) }; break;
      case 274: m.body = { case: 'snoozed', value: readConversationSnoozed(r, r.uint32() + r.pos) }; break;
      case 282: m.body = { case: 'woken', value: readConversationWoken(r, r.uint32() + r.pos) }; break;
      case 290: m.body = { case: 'blocked', value: readConversationBlocked(r, r.uint32() + r.pos) }; break;
      case 298: m.body = { case: 'fieldSet', value: readFieldSet(r, r.uint32() + r.pos) }; break;
      case 306: m.body = { case: 'contactChanged', value: readContactChanged(r, r.uint32() + r.pos) }; break;
      case 314: m.body = { case: 'followed', value: readConversationFollowed(r, r.uint32() + r.pos) }; break;
      case 402: m.body = { case: 'continued', value: readConversationContinued(r, r.uint32() + r.pos) }; break;
      case 410: m.body = { case: 'joined', value: readConversationJoined(r, r.uint32() + r.pos) }; break;
      case 418: m.body = { case: 'parted', value: readConversationParted(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TimelineEvent');
}

export function fromTimelineEvent(value: unknown): TimelineEvent {
  const o = json.object(value);
  return {
    eventId: json.text(o['eventId']),
    conversationId: json.text(o['conversationId']),
    atMs: json.number(o['atMs']),
    author: o['author'] === undefined ? undefined : fromAuthor(o['author']),
    askedBy: json.text(o['askedBy']),
    body: json.choice<NonNullable<TimelineEvent['body']>>(o['body'], {
      itemPosted: (v) => ({ case: 'itemPosted', value: fromItemPosted(v) }) as const,
      itemEdited: (v) => ({ case: 'itemEdited', value: fromItemEdited(v) }) as const,
      seenMarked: (v) => ({ case: 'seenMarked', value: fromSeenMarked(v) }) as const,
      assigned: (v) => ({ case: 'assigned', value: fromConversationAssigned(v) }) as const,
      released: (v) => ({ case: 'released', value: fromConversationReleased(v) }) as const,
      ended: (v) => ({ case: 'ended', value: fromConversationEnded(v) }) as const,
      rated: (v) => ({ case: 'rated', value: fromConversationRated(v) }) as const,
      callNoted: (v) => ({ case: 'callNoted', value: fromCallNoted(v) }) as const,
      pageVisited: (v) => ({ case: 'pageVisited', value: fromPageVisited(v) }) as const,
      itemProgressed: (v) => ({ case: 'itemProgressed', value: fromItemProgressed(v) }) as const,
      itemResent: (v) => ({ case: 'itemResent', value: fromItemResent(v) }) as const,
      botSpoke: (v) => ({ case: 'botSpoke', value: fromBotSpoke(v) }) as const,
      transcriptAsked: (v) => ({ case: 'transcriptAsked', value: fromTranscriptAsked(v) }) as const,
      tagged: (v) => ({ case: 'tagged', value: fromConversationTagged(v) }) as const,
      prioritized: (v) => ({ case: 'prioritized', value: fromConversationPrioritized(v) }) as const,
      snoozed: (v) => ({ case: 'snoozed', value: fromConversationSnoozed(v) }) as const,
      woken: (v) => ({ case: 'woken', value: fromConversationWoken(v) }) as const,
      blocked: (v) => ({ case: 'blocked', value: fromConversationBlocked(v) }) as const,
      fieldSet: (v) => ({ case: 'fieldSet', value: fromFieldSet(v) }) as const,
      contactChanged: (v) => ({ case: 'contactChanged', value: fromContactChanged(v) }) as const,
      followed: (v) => ({ case: 'followed', value: fromConversationFollowed(v) }) as const,
      continued: (v) => ({ case: 'continued', value: fromConversationContinued(v) }) as const,
      joined: (v) => ({ case: 'joined', value: fromConversationJoined(v) }) as const,
      parted: (v) => ({ case: 'parted', value: fromConversationParted(v) }) as const,
    }),
  };
}

export const TimelineEvent: Codec<TimelineEvent, TimelineEventInit> = codec(writeTimelineEvent, readTimelineEvent, fromTimelineEvent);

/** Whose conversation it is, so that an event can open one. */
export interface Opener {
  contactId: string;
  contactName: string;
  queueId: string;
}

/** What Opener.encode takes: absent fields are their zero value. */
export interface OpenerInit {
  readonly contactId?: string | undefined;
  readonly contactName?: string | undefined;
  readonly queueId?: string | undefined;
}

export function writeOpener(m: OpenerInit, w: Writer): Writer {
  if (m.contactId !== undefined && m.contactId !== '') w.uint32(10).string(m.contactId);
  if (m.contactName !== undefined && m.contactName !== '') w.uint32(18).string(m.contactName);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  return w;
}

export function readOpener(r: Reader, end: number): Opener {
  const m: Opener = { contactId: '', contactName: '', queueId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.contactId = r.string(); break;
      case 18: m.contactName = r.string(); break;
      case 26: m.queueId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Opener');
}

export function fromOpener(value: unknown): Opener {
  const o = json.object(value);
  return {
    contactId: json.text(o['contactId']),
    contactName: json.text(o['contactName']),
    queueId: json.text(o['queueId']),
  };
}

export const Opener: Codec<Opener, OpenerInit> = codec(writeOpener, readOpener, fromOpener);

export interface ItemPosted {
  clientId: string;
  note: boolean;
  channel: Channel;
  mentions: string[];
  /** Present when the customer wrote it. */
  opener: Opener | undefined;
  page: PageVisit | undefined;
  /** The mail that it came as; empty = none. */
  originalId: string;
  /** Who sent it wants no machine's answer: the virtual agent says nothing until the matter is over. */
  noAutoReply: boolean;
  /** The words of the invitation that the customer answers by it; empty = of none. */
  invitation: string;
  /** Those of `mentions` who are to follow it from then on. */
  follow: Follower[];
  body:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachment'; readonly value: Attachment }
    | undefined;
}

/** What ItemPosted.encode takes: absent fields are their zero value. */
export interface ItemPostedInit {
  readonly clientId?: string | undefined;
  readonly note?: boolean | undefined;
  readonly channel?: Channel | undefined;
  readonly mentions?: readonly string[] | undefined;
  readonly opener?: OpenerInit | undefined;
  readonly page?: PageVisitInit | undefined;
  readonly originalId?: string | undefined;
  readonly noAutoReply?: boolean | undefined;
  readonly invitation?: string | undefined;
  readonly follow?: readonly FollowerInit[] | undefined;
  readonly body?:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachment'; readonly value: AttachmentInit }
    | undefined;
}

export function writeItemPosted(m: ItemPostedInit, w: Writer): Writer {
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(10).string(m.clientId);
  if (m.note !== undefined && m.note !== false) w.uint32(32).bool(m.note);
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(40).int32(ChannelNumber[m.channel]);
  for (const v of m.mentions ?? []) w.uint32(50).string(v);
  if (m.opener !== undefined) writeOpener(m.opener, w.uint32(58).fork()).ldelim();
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(66).fork()).ldelim();
  if (m.originalId !== undefined && m.originalId !== '') w.uint32(74).string(m.originalId);
  if (m.noAutoReply !== undefined && m.noAutoReply !== false) w.uint32(80).bool(m.noAutoReply);
  if (m.invitation !== undefined && m.invitation !== '') w.uint32(90).string(m.invitation);
  for (const v of m.follow ?? []) writeFollower(v, w.uint32(98).fork()).ldelim();
  switch (m.body?.case) {
    case 'text': w.uint32(18).string(m.body.value); break;
    case 'attachment': writeAttachment(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readItemPosted(r: Reader, end: number): ItemPosted {
  const m: ItemPosted = { clientId: '', note: false, channel: 'unspecified', mentions: [], opener: undefined, page: undefined, originalId: '', noAutoReply: false, invitation: '', follow: [], body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.clientId = r.string(); break;
      case 32: m.note = r.bool(); break;
      case 40: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 50: m.mentions.push(r.string()); break;
      case 58: m.opener = readOpener(r, r.uint32() + r.pos); break;
      case 66: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      case 74: m.originalId = r.string(); break;
      case 80: m.noAutoReply = r.bool(); break;
      case 90: m.invitation = r.string(); break;
      case 98: m.follow.push(readFollower(r, r.uint32() + r.pos)); break;
      case 18: m.body = { case: 'text', value: r.string() }; break;
      case 26: m.body = { case: 'attachment', value: readAttachment(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ItemPosted');
}

export function fromItemPosted(value: unknown): ItemPosted {
  const o = json.object(value);
  return {
    clientId: json.text(o['clientId']),
    note: json.bool(o['note']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    mentions: json.list(o['mentions']).map((v) => json.text(v)),
    opener: o['opener'] === undefined ? undefined : fromOpener(o['opener']),
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
    originalId: json.text(o['originalId']),
    noAutoReply: json.bool(o['noAutoReply']),
    invitation: json.text(o['invitation']),
    follow: json.list(o['follow']).map((v) => fromFollower(v)),
    body: json.choice<NonNullable<ItemPosted['body']>>(o['body'], {
      text: (v) => ({ case: 'text', value: json.text(v) }) as const,
      attachment: (v) => ({ case: 'attachment', value: fromAttachment(v) }) as const,
    }),
  };
}

export const ItemPosted: Codec<ItemPosted, ItemPostedInit> = codec(writeItemPosted, readItemPosted, fromItemPosted);

export interface ItemEdited {
  seq: number;
  /** Empty = the item is deleted. */
  text: string;
  /** Who wrote it is not named any more either. */
  forget: boolean;
}

/** What ItemEdited.encode takes: absent fields are their zero value. */
export interface ItemEditedInit {
  readonly seq?: number | undefined;
  readonly text?: string | undefined;
  readonly forget?: boolean | undefined;
}

export function writeItemEdited(m: ItemEditedInit, w: Writer): Writer {
  if (m.seq !== undefined && m.seq !== 0) w.uint32(8).uint32(m.seq);
  if (m.text !== undefined && m.text !== '') w.uint32(18).string(m.text);
  if (m.forget !== undefined && m.forget !== false) w.uint32(24).bool(m.forget);
  return w;
}

export function readItemEdited(r: Reader, end: number): ItemEdited {
  const m: ItemEdited = { seq: 0, text: '', forget: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.seq = r.uint32(); break;
      case 18: m.text = r.string(); break;
      case 24: m.forget = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ItemEdited');
}

export function fromItemEdited(value: unknown): ItemEdited {
  const o = json.object(value);
  return {
    seq: json.number(o['seq']),
    text: json.text(o['text']),
    forget: json.bool(o['forget']),
  };
}

export const ItemEdited: Codec<ItemEdited, ItemEditedInit> = codec(writeItemEdited, readItemEdited, fromItemEdited);

/** How an item that goes out is getting on: only forward. */
export interface ItemProgressed {
  seq: number;
  status: ItemStatus;
  /** Why it failed. */
  failure: string;
  /** Of one that is QUEUED_OUT: until then it waits for the customer's morning; 0 = it waits no more. */
  heldUntilMs: number;
}

/** What ItemProgressed.encode takes: absent fields are their zero value. */
export interface ItemProgressedInit {
  readonly seq?: number | undefined;
  readonly status?: ItemStatus | undefined;
  readonly failure?: string | undefined;
  readonly heldUntilMs?: number | undefined;
}

export function writeItemProgressed(m: ItemProgressedInit, w: Writer): Writer {
  if (m.seq !== undefined && m.seq !== 0) w.uint32(8).uint32(m.seq);
  if (m.status !== undefined && m.status !== 'unspecified') w.uint32(16).int32(ItemStatusNumber[m.status]);
  if (m.failure !== undefined && m.failure !== '') w.uint32(26).string(m.failure);
  if (m.heldUntilMs !== undefined && m.heldUntilMs !== 0) w.uint32(33).double(m.heldUntilMs);
  return w;
}

export function readItemProgressed(r: Reader, end: number): ItemProgressed {
  const m: ItemProgressed = { seq: 0, status: 'unspecified', failure: '', heldUntilMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.seq = r.uint32(); break;
      case 16: m.status = (ItemStatusText[r.int32()] ?? 'unspecified'); break;
      case 26: m.failure = r.string(); break;
      case 33: m.heldUntilMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ItemProgressed');
}

export function fromItemProgressed(value: unknown): ItemProgressed {
  const o = json.object(value);
  return {
    seq: json.number(o['seq']),
    status: json.oneOf(ItemStatusNumber, o['status']),
    failure: json.text(o['failure']),
    heldUntilMs: json.number(o['heldUntilMs']),
  };
}

export const ItemProgressed: Codec<ItemProgressed, ItemProgressedInit> = codec(writeItemProgressed, readItemProgressed, fromItemProgressed);

/** One that failed is to be tried again. */
export interface ItemResent {
  seq: number;
}

/** What ItemResent.encode takes: absent fields are their zero value. */
export interface ItemResentInit {
  readonly seq?: number | undefined;
}

export function writeItemResent(m: ItemResentInit, w: Writer): Writer {
  if (m.seq !== undefined && m.seq !== 0) w.uint32(8).uint32(m.seq);
  return w;
}

export function readItemResent(r: Reader, end: number): ItemResent {
  const m: ItemResent = { seq: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.seq = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ItemResent');
}

export function fromItemResent(value: unknown): ItemResent {
  const o = json.object(value);
  return {
    seq: json.number(o['seq']),
  };
}

export const ItemResent: Codec<ItemResent, ItemResentInit> = codec(writeItemResent, readItemResent, fromItemResent);

export interface SeenMarked {
  deliveredSeq: number;
  readSeq: number;
}

/** What SeenMarked.encode takes: absent fields are their zero value. */
export interface SeenMarkedInit {
  readonly deliveredSeq?: number | undefined;
  readonly readSeq?: number | undefined;
}

export function writeSeenMarked(m: SeenMarkedInit, w: Writer): Writer {
  if (m.deliveredSeq !== undefined && m.deliveredSeq !== 0) w.uint32(8).uint32(m.deliveredSeq);
  if (m.readSeq !== undefined && m.readSeq !== 0) w.uint32(16).uint32(m.readSeq);
  return w;
}

export function readSeenMarked(r: Reader, end: number): SeenMarked {
  const m: SeenMarked = { deliveredSeq: 0, readSeq: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.deliveredSeq = r.uint32(); break;
      case 16: m.readSeq = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SeenMarked');
}

export function fromSeenMarked(value: unknown): SeenMarked {
  const o = json.object(value);
  return {
    deliveredSeq: json.number(o['deliveredSeq']),
    readSeq: json.number(o['readSeq']),
  };
}

export const SeenMarked: Codec<SeenMarked, SeenMarkedInit> = codec(writeSeenMarked, readSeenMarked, fromSeenMarked);

export interface ConversationAssigned {
  agentId: string;
  agentName: string;
  /** Why this agent; for agents' eyes. */
  reason: string;
  /** Only if it still waits: what routing decides must not take it from somebody. */
  ifWaiting: boolean;
  /** It went from one agent to another. */
  transfer: boolean;
  /** Why routing chose this agent. */
  why: RoutingWhy | undefined;
}

/** What ConversationAssigned.encode takes: absent fields are their zero value. */
export interface ConversationAssignedInit {
  readonly agentId?: string | undefined;
  readonly agentName?: string | undefined;
  readonly reason?: string | undefined;
  readonly ifWaiting?: boolean | undefined;
  readonly transfer?: boolean | undefined;
  readonly why?: RoutingWhyInit | undefined;
}

export function writeConversationAssigned(m: ConversationAssignedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(18).string(m.agentName);
  if (m.reason !== undefined && m.reason !== '') w.uint32(26).string(m.reason);
  if (m.ifWaiting !== undefined && m.ifWaiting !== false) w.uint32(32).bool(m.ifWaiting);
  if (m.transfer !== undefined && m.transfer !== false) w.uint32(40).bool(m.transfer);
  if (m.why !== undefined) writeRoutingWhy(m.why, w.uint32(50).fork()).ldelim();
  return w;
}

export function readConversationAssigned(r: Reader, end: number): ConversationAssigned {
  const m: ConversationAssigned = { agentId: '', agentName: '', reason: '', ifWaiting: false, transfer: false, why: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.agentName = r.string(); break;
      case 26: m.reason = r.string(); break;
      case 32: m.ifWaiting = r.bool(); break;
      case 40: m.transfer = r.bool(); break;
      case 50: m.why = readRoutingWhy(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationAssigned');
}

export function fromConversationAssigned(value: unknown): ConversationAssigned {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    agentName: json.text(o['agentName']),
    reason: json.text(o['reason']),
    ifWaiting: json.bool(o['ifWaiting']),
    transfer: json.bool(o['transfer']),
    why: o['why'] === undefined ? undefined : fromRoutingWhy(o['why']),
  };
}

export const ConversationAssigned: Codec<ConversationAssigned, ConversationAssignedInit> = codec(writeConversationAssigned, readConversationAssigned, fromConversationAssigned);

/** Back to those who wait, with its age. */
export interface ConversationReleased {
  /** Only from this agent. */
  agentId: string;
  reason: string;
  /** Empty = the same. */
  queueId: string;
  note: string;
  /** No desk of the agent has been there for a while. */
  deskGone: boolean;
}

/** What ConversationReleased.encode takes: absent fields are their zero value. */
export interface ConversationReleasedInit {
  readonly agentId?: string | undefined;
  readonly reason?: string | undefined;
  readonly queueId?: string | undefined;
  readonly note?: string | undefined;
  readonly deskGone?: boolean | undefined;
}

export function writeConversationReleased(m: ConversationReleasedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.reason !== undefined && m.reason !== '') w.uint32(18).string(m.reason);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  if (m.note !== undefined && m.note !== '') w.uint32(34).string(m.note);
  if (m.deskGone !== undefined && m.deskGone !== false) w.uint32(40).bool(m.deskGone);
  return w;
}

export function readConversationReleased(r: Reader, end: number): ConversationReleased {
  const m: ConversationReleased = { agentId: '', reason: '', queueId: '', note: '', deskGone: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.reason = r.string(); break;
      case 26: m.queueId = r.string(); break;
      case 34: m.note = r.string(); break;
      case 40: m.deskGone = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationReleased');
}

export function fromConversationReleased(value: unknown): ConversationReleased {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    reason: json.text(o['reason']),
    queueId: json.text(o['queueId']),
    note: json.text(o['note']),
    deskGone: json.bool(o['deskGone']),
  };
}

export const ConversationReleased: Codec<ConversationReleased, ConversationReleasedInit> = codec(writeConversationReleased, readConversationReleased, fromConversationReleased);

/** What the virtual agent makes of a customer's text. What of it comes into the
 * timeline is decided when it is applied: to a customer whom an agent has by then it says nothing. */
export interface BotSpoke {
  /** Follows from the text, so that two instances that answer it are one answer. */
  clientId: string;
  askedSeq: number;
  /** For the customer; empty = nothing. */
  text: string;
  /** An agent is to have it, whatever was said. */
  agentDue: boolean;
  /** The customer asked for a person. */
  silent: boolean;
  /** For agents. Absent = not worth telling. */
  guess: IntentGuess | undefined;
  /** What the customer may answer; empty = whatever they like. */
  choices: Choice[];
  /** Said before choices where those are lines of text. */
  choicesHint: string;
}

/** What BotSpoke.encode takes: absent fields are their zero value. */
export interface BotSpokeInit {
  readonly clientId?: string | undefined;
  readonly askedSeq?: number | undefined;
  readonly text?: string | undefined;
  readonly agentDue?: boolean | undefined;
  readonly silent?: boolean | undefined;
  readonly guess?: IntentGuessInit | undefined;
  readonly choices?: readonly ChoiceInit[] | undefined;
  readonly choicesHint?: string | undefined;
}

export function writeBotSpoke(m: BotSpokeInit, w: Writer): Writer {
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(10).string(m.clientId);
  if (m.askedSeq !== undefined && m.askedSeq !== 0) w.uint32(16).uint32(m.askedSeq);
  if (m.text !== undefined && m.text !== '') w.uint32(26).string(m.text);
  if (m.agentDue !== undefined && m.agentDue !== false) w.uint32(32).bool(m.agentDue);
  if (m.silent !== undefined && m.silent !== false) w.uint32(40).bool(m.silent);
  if (m.guess !== undefined) writeIntentGuess(m.guess, w.uint32(50).fork()).ldelim();
  for (const v of m.choices ?? []) writeChoice(v, w.uint32(58).fork()).ldelim();
  if (m.choicesHint !== undefined && m.choicesHint !== '') w.uint32(66).string(m.choicesHint);
  return w;
}

export function readBotSpoke(r: Reader, end: number): BotSpoke {
  const m: BotSpoke = { clientId: '', askedSeq: 0, text: '', agentDue: false, silent: false, guess: undefined, choices: [], choicesHint: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.clientId = r.string(); break;
      case 16: m.askedSeq = r.uint32(); break;
      case 26: m.text = r.string(); break;
      case 32: m.agentDue = r.bool(); break;
      case 40: m.silent = r.bool(); break;
      case 50: m.guess = readIntentGuess(r, r.uint32() + r.pos); break;
      case 58: m.choices.push(readChoice(r, r.uint32() + r.pos)); break;
      case 66: m.choicesHint = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'BotSpoke');
}

export function fromBotSpoke(value: unknown): BotSpoke {
  const o = json.object(value);
  return {
    clientId: json.text(o['clientId']),
    askedSeq: json.number(o['askedSeq']),
    text: json.text(o['text']),
    agentDue: json.bool(o['agentDue']),
    silent: json.bool(o['silent']),
    guess: o['guess'] === undefined ? undefined : fromIntentGuess(o['guess']),
    choices: json.list(o['choices']).map((v) => fromChoice(v)),
    choicesHint: json.text(o['choicesHint']),
  };
}

export const BotSpoke: Codec<BotSpoke, BotSpokeInit> = codec(writeBotSpoke, readBotSpoke, fromBotSpoke);

export interface TranscriptAsked {
  transcript: Transcript | undefined;
}

/** What TranscriptAsked.encode takes: absent fields are their zero value. */
export interface TranscriptAskedInit {
  readonly transcript?: TranscriptInit | undefined;
}

export function writeTranscriptAsked(m: TranscriptAskedInit, w: Writer): Writer {
  if (m.transcript !== undefined) writeTranscript(m.transcript, w.uint32(10).fork()).ldelim();
  return w;
}

export function readTranscriptAsked(r: Reader, end: number): TranscriptAsked {
  const m: TranscriptAsked = { transcript: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.transcript = readTranscript(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TranscriptAsked');
}

export function fromTranscriptAsked(value: unknown): TranscriptAsked {
  const o = json.object(value);
  return {
    transcript: o['transcript'] === undefined ? undefined : fromTranscript(o['transcript']),
  };
}

export const TranscriptAsked: Codec<TranscriptAsked, TranscriptAskedInit> = codec(writeTranscriptAsked, readTranscriptAsked, fromTranscriptAsked);

export interface ConversationTagged {
  add: string[];
  remove: string[];
}

/** What ConversationTagged.encode takes: absent fields are their zero value. */
export interface ConversationTaggedInit {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export function writeConversationTagged(m: ConversationTaggedInit, w: Writer): Writer {
  for (const v of m.add ?? []) w.uint32(10).string(v);
  for (const v of m.remove ?? []) w.uint32(18).string(v);
  return w;
}

export function readConversationTagged(r: Reader, end: number): ConversationTagged {
  const m: ConversationTagged = { add: [], remove: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.add.push(r.string()); break;
      case 18: m.remove.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationTagged');
}

export function fromConversationTagged(value: unknown): ConversationTagged {
  const o = json.object(value);
  return {
    add: json.list(o['add']).map((v) => json.text(v)),
    remove: json.list(o['remove']).map((v) => json.text(v)),
  };
}

export const ConversationTagged: Codec<ConversationTagged, ConversationTaggedInit> = codec(writeConversationTagged, readConversationTagged, fromConversationTagged);

export interface ConversationPrioritized {
  priority: number;
}

/** What ConversationPrioritized.encode takes: absent fields are their zero value. */
export interface ConversationPrioritizedInit {
  readonly priority?: number | undefined;
}

export function writeConversationPrioritized(m: ConversationPrioritizedInit, w: Writer): Writer {
  if (m.priority !== undefined && m.priority !== 0) w.uint32(8).uint32(m.priority);
  return w;
}

export function readConversationPrioritized(r: Reader, end: number): ConversationPrioritized {
  const m: ConversationPrioritized = { priority: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.priority = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationPrioritized');
}

export function fromConversationPrioritized(value: unknown): ConversationPrioritized {
  const o = json.object(value);
  return {
    priority: json.number(o['priority']),
  };
}

export const ConversationPrioritized: Codec<ConversationPrioritized, ConversationPrioritizedInit> = codec(writeConversationPrioritized, readConversationPrioritized, fromConversationPrioritized);

export interface ConversationSnoozed {
  /** 0 = until the customer writes. */
  untilMs: number;
}

/** What ConversationSnoozed.encode takes: absent fields are their zero value. */
export interface ConversationSnoozedInit {
  readonly untilMs?: number | undefined;
}

export function writeConversationSnoozed(m: ConversationSnoozedInit, w: Writer): Writer {
  if (m.untilMs !== undefined && m.untilMs !== 0) w.uint32(9).double(m.untilMs);
  return w;
}

export function readConversationSnoozed(r: Reader, end: number): ConversationSnoozed {
  const m: ConversationSnoozed = { untilMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.untilMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationSnoozed');
}

export function fromConversationSnoozed(value: unknown): ConversationSnoozed {
  const o = json.object(value);
  return {
    untilMs: json.number(o['untilMs']),
  };
}

export const ConversationSnoozed: Codec<ConversationSnoozed, ConversationSnoozedInit> = codec(writeConversationSnoozed, readConversationSnoozed, fromConversationSnoozed);

/** The end of a snooze, by its time or by an agent; a customer's message ends it by itself. */
export interface ConversationWoken {
  /** Of the snooze that is meant, so that an end that is told twice, or late, ends no other. Only where Weft itself says it. */
  untilMs: number;
  /** Whose it is has no desk: it goes where the rules say. */
  ownerGone: boolean;
}

/** What ConversationWoken.encode takes: absent fields are their zero value. */
export interface ConversationWokenInit {
  readonly untilMs?: number | undefined;
  readonly ownerGone?: boolean | undefined;
}

export function writeConversationWoken(m: ConversationWokenInit, w: Writer): Writer {
  if (m.untilMs !== undefined && m.untilMs !== 0) w.uint32(9).double(m.untilMs);
  if (m.ownerGone !== undefined && m.ownerGone !== false) w.uint32(16).bool(m.ownerGone);
  return w;
}

export function readConversationWoken(r: Reader, end: number): ConversationWoken {
  const m: ConversationWoken = { untilMs: 0, ownerGone: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.untilMs = r.double(); break;
      case 16: m.ownerGone = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationWoken');
}

export function fromConversationWoken(value: unknown): ConversationWoken {
  const o = json.object(value);
  return {
    untilMs: json.number(o['untilMs']),
    ownerGone: json.bool(o['ownerGone']),
  };
}

export const ConversationWoken: Codec<ConversationWoken, ConversationWokenInit> = codec(writeConversationWoken, readConversationWoken, fromConversationWoken);

/** By an agent: its customer is heard no more, or again. */
export interface ConversationBlocked {
  on: boolean;
}

/** What ConversationBlocked.encode takes: absent fields are their zero value. */
export interface ConversationBlockedInit {
  readonly on?: boolean | undefined;
}

export function writeConversationBlocked(m: ConversationBlockedInit, w: Writer): Writer {
  if (m.on !== undefined && m.on !== false) w.uint32(8).bool(m.on);
  return w;
}

export function readConversationBlocked(r: Reader, end: number): ConversationBlocked {
  const m: ConversationBlocked = { on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationBlocked');
}

export function fromConversationBlocked(value: unknown): ConversationBlocked {
  const o = json.object(value);
  return {
    on: json.bool(o['on']),
  };
}

export const ConversationBlocked: Codec<ConversationBlocked, ConversationBlockedInit> = codec(writeConversationBlocked, readConversationBlocked, fromConversationBlocked);

/** It is over here and goes on in another one of the same person, who had two open. What it had is told to that one. */
export interface ConversationContinued {
  joinId: string;
  intoId: string;
  /** What agents are told of it there: since when its present matter is open, and how many messages it has. */
  sinceMs: number;
  messages: number;
}

/** What ConversationContinued.encode takes: absent fields are their zero value. */
export interface ConversationContinuedInit {
  readonly joinId?: string | undefined;
  readonly intoId?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly messages?: number | undefined;
}

export function writeConversationContinued(m: ConversationContinuedInit, w: Writer): Writer {
  if (m.joinId !== undefined && m.joinId !== '') w.uint32(10).string(m.joinId);
  if (m.intoId !== undefined && m.intoId !== '') w.uint32(18).string(m.intoId);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(25).double(m.sinceMs);
  if (m.messages !== undefined && m.messages !== 0) w.uint32(32).uint32(m.messages);
  return w;
}

export function readConversationContinued(r: Reader, end: number): ConversationContinued {
  const m: ConversationContinued = { joinId: '', intoId: '', sinceMs: 0, messages: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.joinId = r.string(); break;
      case 18: m.intoId = r.string(); break;
      case 25: m.sinceMs = r.double(); break;
      case 32: m.messages = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationContinued');
}

export function fromConversationContinued(value: unknown): ConversationContinued {
  const o = json.object(value);
  return {
    joinId: json.text(o['joinId']),
    intoId: json.text(o['intoId']),
    sinceMs: json.number(o['sinceMs']),
    messages: json.number(o['messages']),
  };
}

export const ConversationContinued: Codec<ConversationContinued, ConversationContinuedInit> = codec(writeConversationContinued, readConversationContinued, fromConversationContinued);

/** Another one goes on in this one, as it was then. */
export interface ConversationJoined {
  joinId: string;
  was: Conversation | undefined;
  sinceMs: number;
  messages: number;
}

/** What ConversationJoined.encode takes: absent fields are their zero value. */
export interface ConversationJoinedInit {
  readonly joinId?: string | undefined;
  readonly was?: ConversationInit | undefined;
  readonly sinceMs?: number | undefined;
  readonly messages?: number | undefined;
}

export function writeConversationJoined(m: ConversationJoinedInit, w: Writer): Writer {
  if (m.joinId !== undefined && m.joinId !== '') w.uint32(10).string(m.joinId);
  if (m.was !== undefined) writeConversation(m.was, w.uint32(18).fork()).ldelim();
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(25).double(m.sinceMs);
  if (m.messages !== undefined && m.messages !== 0) w.uint32(32).uint32(m.messages);
  return w;
}

export function readConversationJoined(r: Reader, end: number): ConversationJoined {
  const m: ConversationJoined = { joinId: '', was: undefined, sinceMs: 0, messages: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.joinId = r.string(); break;
      case 18: m.was = readConversation(r, r.uint32() + r.pos); break;
      case 25: m.sinceMs = r.double(); break;
      case 32: m.messages = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationJoined');
}

export function fromConversationJoined(value: unknown): ConversationJoined {
  const o = json.object(value);
  return {
    joinId: json.text(o['joinId']),
    was: o['was'] === undefined ? undefined : fromConversation(o['was']),
    sinceMs: json.number(o['sinceMs']),
    messages: json.number(o['messages']),
  };
}

export const ConversationJoined: Codec<ConversationJoined, ConversationJoinedInit> = codec(writeConversationJoined, readConversationJoined, fromConversationJoined);

/** The contacts of two that were joined are no longer one person: each has its own again. Said to the
 * one that was continued elsewhere, which tells the other. */
export interface ConversationParted {
  joinId: string;
  /** To the other: who says so, and which priority it takes away with it. Empty = said to the one that was continued. */
  fromId: string;
  priority: number;
}

/** What ConversationParted.encode takes: absent fields are their zero value. */
export interface ConversationPartedInit {
  readonly joinId?: string | undefined;
  readonly fromId?: string | undefined;
  readonly priority?: number | undefined;
}

export function writeConversationParted(m: ConversationPartedInit, w: Writer): Writer {
  if (m.joinId !== undefined && m.joinId !== '') w.uint32(10).string(m.joinId);
  if (m.fromId !== undefined && m.fromId !== '') w.uint32(18).string(m.fromId);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(24).sint32(m.priority);
  return w;
}

export function readConversationParted(r: Reader, end: number): ConversationParted {
  const m: ConversationParted = { joinId: '', fromId: '', priority: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.joinId = r.string(); break;
      case 18: m.fromId = r.string(); break;
      case 24: m.priority = r.sint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationParted');
}

export function fromConversationParted(value: unknown): ConversationParted {
  const o = json.object(value);
  return {
    joinId: json.text(o['joinId']),
    fromId: json.text(o['fromId']),
    priority: json.number(o['priority']),
  };
}

export const ConversationParted: Codec<ConversationParted, ConversationPartedInit> = codec(writeConversationParted, readConversationParted, fromConversationParted);

export interface ConversationEnded {
  disposition: string;
  /** Only if nothing has happened in it since this change; 0 = whatever happened. */
  ifChangedAtMs: number;
}

/** What ConversationEnded.encode takes: absent fields are their zero value. */
export interface ConversationEndedInit {
  readonly disposition?: string | undefined;
  readonly ifChangedAtMs?: number | undefined;
}

export function writeConversationEnded(m: ConversationEndedInit, w: Writer): Writer {
  if (m.disposition !== undefined && m.disposition !== '') w.uint32(10).string(m.disposition);
  if (m.ifChangedAtMs !== undefined && m.ifChangedAtMs !== 0) w.uint32(17).double(m.ifChangedAtMs);
  return w;
}

export function readConversationEnded(r: Reader, end: number): ConversationEnded {
  const m: ConversationEnded = { disposition: '', ifChangedAtMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.disposition = r.string(); break;
      case 17: m.ifChangedAtMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationEnded');
}

export function fromConversationEnded(value: unknown): ConversationEnded {
  const o = json.object(value);
  return {
    disposition: json.text(o['disposition']),
    ifChangedAtMs: json.number(o['ifChangedAtMs']),
  };
}

export const ConversationEnded: Codec<ConversationEnded, ConversationEndedInit> = codec(writeConversationEnded, readConversationEnded, fromConversationEnded);

export interface ConversationRated {
  stars: number;
  comment: string;
}

/** What ConversationRated.encode takes: absent fields are their zero value. */
export interface ConversationRatedInit {
  readonly stars?: number | undefined;
  readonly comment?: string | undefined;
}

export function writeConversationRated(m: ConversationRatedInit, w: Writer): Writer {
  if (m.stars !== undefined && m.stars !== 0) w.uint32(8).uint32(m.stars);
  if (m.comment !== undefined && m.comment !== '') w.uint32(18).string(m.comment);
  return w;
}

export function readConversationRated(r: Reader, end: number): ConversationRated {
  const m: ConversationRated = { stars: 0, comment: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.stars = r.uint32(); break;
      case 18: m.comment = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationRated');
}

export function fromConversationRated(value: unknown): ConversationRated {
  const o = json.object(value);
  return {
    stars: json.number(o['stars']),
    comment: json.text(o['comment']),
  };
}

export const ConversationRated: Codec<ConversationRated, ConversationRatedInit> = codec(writeConversationRated, readConversationRated, fromConversationRated);

/** A call in the conversation is now so. */
export interface CallNoted {
  call: CallItem | undefined;
  /** Empty until an agent accepted. */
  agentId: string;
  opener: Opener | undefined;
  page: PageVisit | undefined;
}

/** What CallNoted.encode takes: absent fields are their zero value. */
export interface CallNotedInit {
  readonly call?: CallItemInit | undefined;
  readonly agentId?: string | undefined;
  readonly opener?: OpenerInit | undefined;
  readonly page?: PageVisitInit | undefined;
}

export function writeCallNoted(m: CallNotedInit, w: Writer): Writer {
  if (m.call !== undefined) writeCallItem(m.call, w.uint32(10).fork()).ldelim();
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.opener !== undefined) writeOpener(m.opener, w.uint32(26).fork()).ldelim();
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(34).fork()).ldelim();
  return w;
}

export function readCallNoted(r: Reader, end: number): CallNoted {
  const m: CallNoted = { call: undefined, agentId: '', opener: undefined, page: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.call = readCallItem(r, r.uint32() + r.pos); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.opener = readOpener(r, r.uint32() + r.pos); break;
      case 34: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallNoted');
}

export function fromCallNoted(value: unknown): CallNoted {
  const o = json.object(value);
  return {
    call: o['call'] === undefined ? undefined : fromCallItem(o['call']),
    agentId: json.text(o['agentId']),
    opener: o['opener'] === undefined ? undefined : fromOpener(o['opener']),
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
  };
}

export const CallNoted: Codec<CallNoted, CallNotedInit> = codec(writeCallNoted, readCallNoted, fromCallNoted);

export interface PageVisited {
  page: PageVisit | undefined;
}

/** What PageVisited.encode takes: absent fields are their zero value. */
export interface PageVisitedInit {
  readonly page?: PageVisitInit | undefined;
}

export function writePageVisited(m: PageVisitedInit, w: Writer): Writer {
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(10).fork()).ldelim();
  return w;
}

export function readPageVisited(r: Reader, end: number): PageVisited {
  const m: PageVisited = { page: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PageVisited');
}

export function fromPageVisited(value: unknown): PageVisited {
  const o = json.object(value);
  return {
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
  };
}

export const PageVisited: Codec<PageVisited, PageVisitedInit> = codec(writePageVisited, readPageVisited, fromPageVisited);

/** What became of an event, told to the instance that asked. */
export interface TimelineOutcome {
  eventId: string;
  /** Absent = it holds. */
  fault: Fault | undefined;
}

/** What TimelineOutcome.encode takes: absent fields are their zero value. */
export interface TimelineOutcomeInit {
  readonly eventId?: string | undefined;
  readonly fault?: FaultInit | undefined;
}

export function writeTimelineOutcome(m: TimelineOutcomeInit, w: Writer): Writer {
  if (m.eventId !== undefined && m.eventId !== '') w.uint32(10).string(m.eventId);
  if (m.fault !== undefined) writeFault(m.fault, w.uint32(18).fork()).ldelim();
  return w;
}

export function readTimelineOutcome(r: Reader, end: number): TimelineOutcome {
  const m: TimelineOutcome = { eventId: '', fault: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.eventId = r.string(); break;
      case 18: m.fault = readFault(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TimelineOutcome');
}

export function fromTimelineOutcome(value: unknown): TimelineOutcome {
  const o = json.object(value);
  return {
    eventId: json.text(o['eventId']),
    fault: o['fault'] === undefined ? undefined : fromFault(o['fault']),
  };
}

export const TimelineOutcome: Codec<TimelineOutcome, TimelineOutcomeInit> = codec(writeTimelineOutcome, readTimelineOutcome, fromTimelineOutcome);
