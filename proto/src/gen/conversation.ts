// Made by scripts/generate.mjs from proto/schema/conversation.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromCallback, readCallback, type Callback, type CallbackInit, writeCallback } from './callback.ts';
import { CallKindNumber, CallKindText, EndCauseNumber, EndCauseText, fromCallCompany, readCallCompany, type CallCompany, type CallCompanyInit, type CallKind, type EndCause, writeCallCompany } from './common.ts';
import { fromFieldValue, readFieldValue, type FieldValue, type FieldValueInit, writeFieldValue } from './fields.ts';
import { fromFollower, readFollower, type Follower, type FollowerInit, writeFollower } from './followers.ts';
import { fromChoices, fromIntentGuess, fromRoutingWhy, fromTranscript, readChoices, readIntentGuess, readRoutingWhy, readTranscript, type Choices, type ChoicesInit, type IntentGuess, type IntentGuessInit, type RoutingWhy, type RoutingWhyInit, type Transcript, type TranscriptInit, writeChoices, writeIntentGuess, writeRoutingWhy, writeTranscript } from './item.ts';

export type Channel = 'unspecified' | 'chat' | 'call' | 'sms' | 'email' | 'wechat' | 'weibo' | 'phone';

export const ChannelNumber: Readonly<Record<Channel, number>> = {
  'unspecified': 0,
  'chat': 1,
  'call': 2,
  'sms': 3,
  'email': 4,
  'wechat': 5,
  'weibo': 6,
  'phone': 7,
};

export const ChannelText: Readonly<Record<number, Channel>> = {
  0: 'unspecified',
  1: 'chat',
  2: 'call',
  3: 'sms',
  4: 'email',
  5: 'wechat',
  6: 'weibo',
  7: 'phone',
};

export type ConversationState = 'unspecified' | 'waiting' | 'assigned' | 'closed' | 'snoozed';

export const ConversationStateNumber: Readonly<Record<ConversationState, number>> = {
  'unspecified': 0,
  'waiting': 1,
  'assigned': 2,
  'closed': 3,
  'snoozed': 4,
};

export const ConversationStateText: Readonly<Record<number, ConversationState>> = {
  0: 'unspecified',
  1: 'waiting',
  2: 'assigned',
  3: 'closed',
  4: 'snoozed',
};

export type AuthorKind = 'unspecified' | 'customer' | 'agent' | 'bot' | 'system';

export const AuthorKindNumber: Readonly<Record<AuthorKind, number>> = {
  'unspecified': 0,
  'customer': 1,
  'agent': 2,
  'bot': 3,
  'system': 4,
};

export const AuthorKindText: Readonly<Record<number, AuthorKind>> = {
  0: 'unspecified',
  1: 'customer',
  2: 'agent',
  3: 'bot',
  4: 'system',
};

export interface Author {
  kind: AuthorKind;
  /** Contact id, agent id or the bot's name; empty for the system. */
  id: string;
  displayName: string;
}

/** What Author.encode takes: absent fields are their zero value. */
export interface AuthorInit {
  readonly kind?: AuthorKind | undefined;
  readonly id?: string | undefined;
  readonly displayName?: string | undefined;
}

export function writeAuthor(m: AuthorInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(8).int32(AuthorKindNumber[m.kind]);
  if (m.id !== undefined && m.id !== '') w.uint32(18).string(m.id);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(26).string(m.displayName);
  return w;
}

export function readAuthor(r: Reader, end: number): Author {
  const m: Author = { kind: 'unspecified', id: '', displayName: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.kind = (AuthorKindText[r.int32()] ?? 'unspecified'); break;
      case 18: m.id = r.string(); break;
      case 26: m.displayName = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Author');
}

export function fromAuthor(value: unknown): Author {
  const o = json.object(value);
  return {
    kind: json.oneOf(AuthorKindNumber, o['kind']),
    id: json.text(o['id']),
    displayName: json.text(o['displayName']),
  };
}

export const Author: Codec<Author, AuthorInit> = codec(writeAuthor, readAuthor, fromAuthor);

/** Only moves forward, but for FAILED, which may follow QUEUED or SENT. In a chat items stay SENT: how far each side got is in the conversation's head. */
export type ItemStatus = 'unspecified' | 'queued-out' | 'sent' | 'delivered' | 'read' | 'failed';

export const ItemStatusNumber: Readonly<Record<ItemStatus, number>> = {
  'unspecified': 0,
  'queued-out': 1,
  'sent': 2,
  'delivered': 3,
  'read': 4,
  'failed': 5,
};

export const ItemStatusText: Readonly<Record<number, ItemStatus>> = {
  0: 'unspecified',
  1: 'queued-out',
  2: 'sent',
  3: 'delivered',
  4: 'read',
  5: 'failed',
};

/** The head of a conversation: what a list shows. */
export interface Conversation {
  conversationId: string;
  contactId: string;
  contactName: string;
  state: ConversationState;
  /** What the customer used last. */
  channel: Channel;
  /** Empty = nobody's. */
  agentId: string;
  agentName: string;
  queueId: string;
  /** Newest item; 0 = none yet. */
  lastSeq: number;
  /** Newest change. */
  revision: number;
  /** First 200 characters of the newest item that both sides see. */
  preview: string;
  previewAuthor: AuthorKind;
  openedAtMs: number;
  changedAtMs: number;
  /** Since when the customer waits for an answer; 0 = does not. */
  waitingSinceMs: number;
  /** 0 = not over. */
  closedAtMs: number;
  /** Read up to here by the customer, and by the agent whose it is. */
  customerReadSeq: number;
  agentReadSeq: number;
  customerDeliveredSeq: number;
  /** Items of the customer that the agent has not read. */
  unread: number;
  /** The live call in it; empty = none. */
  callId: string;
  /** 1 to 5; 0 = not rated. */
  rating: number;
  /** In the order in which they were added. */
  tags: string[];
  /** Higher goes first. */
  priority: number;
  page: PageVisit | undefined;
  /** The item that `preview` is of; 0 = none. */
  previewSeq: number;
  /** The agent who had it before it waited or was closed; agents are told. */
  previousAgentId: string;
  /** Until then the virtual agent may answer before an agent is given it; 0 = it is not held. */
  heldUntilMs: number;
  /** The customer's newest text while nobody had it: what the virtual agent is to look at. */
  askedSeq: number;
  /** An agent is to have it, whatever the virtual agent still answers. */
  agentDue: boolean;
  /** The customer asked for a person: the virtual agent says nothing more to them. */
  botSilent: boolean;
  /** By when the customer who waits is to have an answer; 0 = nothing is promised. */
  dueAtMs: number;
  /** When an agent first answered since it was opened, the last time; 0 = nobody has. */
  answeredAtMs: number;
  /** Since when it is set aside; 0 = it is not. */
  snoozedAtMs: number;
  /** Of one that is set aside: when it comes back; 0 = when the customer writes, and not before. */
  snoozedUntilMs: number;
  /** The rules' queue that it is in, or was when its customer last began to wait or it was last given to one; agents are told. Empty = not known. */
  routedQueueId: string;
  /** Since when its customer is blocked: what they write waits for nobody, and they cannot call. 0 = they are not; agents are told. */
  blockedAtMs: number;
  /** It is over because it goes on in this one, of the same person; empty = it does not. */
  continuedIn: string;
  /** Names that they were made one, so that it can be taken back. */
  continuedBy: string;
  /** What the company's records say of the contact, as in CustomerProfile; agents are told. */
  contactLevel: string;
  contactValue: number;
  contactLanguage: string;
  /** The name is what the customer says, and nobody else; agents are told. */
  contactNameClaimed: boolean;
  /** The company's own fields that say something, of the conversation and of the contact; agents are told. */
  fields: FieldValue[];
  contactFields: FieldValue[];
  /** Agents who follow it, at most 20, in the order in which they began; agents are told. */
  followers: Follower[];
}

/** What Conversation.encode takes: absent fields are their zero value. */
export interface ConversationInit {
  readonly conversationId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly contactName?: string | undefined;
  readonly state?: ConversationState | undefined;
  readonly channel?: Channel | undefined;
  readonly agentId?: string | undefined;
  readonly agentName?: string | undefined;
  readonly queueId?: string | undefined;
  readonly lastSeq?: number | undefined;
  readonly revision?: number | undefined;
  readonly preview?: string | undefined;
  readonly previewAuthor?: AuthorKind | undefined;
  readonly openedAtMs?: number | undefined;
  readonly changedAtMs?: number | undefined;
  readonly waitingSinceMs?: number | undefined;
  readonly closedAtMs?: number | undefined;
  readonly customerReadSeq?: number | undefined;
  readonly agentReadSeq?: number | undefined;
  readonly customerDeliveredSeq?: number | undefined;
  readonly unread?: number | undefined;
  readonly callId?: string | undefined;
  readonly rating?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly priority?: number | undefined;
  readonly page?: PageVisitInit | undefined;
  readonly previewSeq?: number | undefined;
  readonly previousAgentId?: string | undefined;
  readonly heldUntilMs?: number | undefined;
  readonly askedSeq?: number | undefined;
  readonly agentDue?: boolean | undefined;
  readonly botSilent?: boolean | undefined;
  readonly dueAtMs?: number | undefined;
  readonly answeredAtMs?: number | undefined;
  readonly snoozedAtMs?: number | undefined;
  readonly snoozedUntilMs?: number | undefined;
  readonly routedQueueId?: string | undefined;
  readonly blockedAtMs?: number | undefined;
  readonly continuedIn?: string | undefined;
  readonly continuedBy?: string | undefined;
  readonly contactLevel?: string | undefined;
  readonly contactValue?: number | undefined;
  readonly contactLanguage?: string | undefined;
  readonly contactNameClaimed?: boolean | undefined;
  readonly fields?: readonly FieldValueInit[] | undefined;
  readonly contactFields?: readonly FieldValueInit[] | undefined;
  readonly followers?: readonly FollowerInit[] | undefined;
}

export function writeConversation(m: ConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.contactId !== undefined && m.contactId !== '') w.uint32(18).string(m.contactId);
  if (m.contactName !== undefined && m.contactName !== '') w.uint32(26).string(m.contactName);
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(32).int32(ConversationStateNumber[m.state]);
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(40).int32(ChannelNumber[m.channel]);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(50).string(m.agentId);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(58).string(m.agentName);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(66).string(m.queueId);
  if (m.lastSeq !== undefined && m.lastSeq !== 0) w.uint32(72).uint32(m.lastSeq);
  if (m.revision !== undefined && m.revision !== 0) w.uint32(80).uint32(m.revision);
  if (m.preview !== undefined && m.preview !== '') w.uint32(90).string(m.preview);
  if (m.previewAuthor !== undefined && m.previewAuthor !== 'unspecified') w.uint32(96).int32(AuthorKindNumber[m.previewAuthor]);
  if (m.openedAtMs !== undefined && m.openedAtMs !== 0) w.uint32(105).double(m.openedAtMs);
  if (m.changedAtMs !== undefined && m.changedAtMs !== 0) w.uint32(113).double(m.changedAtMs);
  if (m.waitingSinceMs !== undefined && m.waitingSinceMs !== 0) w.uint32(121).double(m.waitingSinceMs);
  if (m.closedAtMs !== undefined && m.closedAtMs !== 0) w.uint32(129).double(m.closedAtMs);
  if (m.customerReadSeq !== undefined && m.customerReadSeq !== 0) w.uint32(136).uint32(m.customerReadSeq);
  if (m.agentReadSeq !== undefined && m.agentReadSeq !== 0) w.uint32(144).uint32(m.agentReadSeq);
  if (m.customerDeliveredSeq !== undefined && m.customerDeliveredSeq !== 0) w.uint32(152).uint32(m.customerDeliveredSeq);
  if (m.unread !== undefined && m.unread !== 0) w.uint32(160).uint32(m.unread);
  if (m.callId !== undefined && m.callId !== '') w.uint32(170).string(m.callId);
  if (m.rating !== undefined && m.rating !== 0) w.uint32(176).uint32(m.rating);
  for (const v of m.tags ?? []) w.uint32(186).string(v);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(192).sint32(m.priority);
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(202).fork()).ldelim();
  if (m.previewSeq !== undefined && m.previewSeq !== 0) w.uint32(208).uint32(m.previewSeq);
  if (m.previousAgentId !== undefined && m.previousAgentId !== '') w.uint32(218).string(m.previousAgentId);
  if (m.heldUntilMs !== undefined && m.heldUntilMs !== 0) w.uint32(321).double(m.heldUntilMs);
  if (m.askedSeq !== undefined && m.askedSeq !== 0) w.uint32(328).uint32(m.askedSeq);
  if (m.agentDue !== undefined && m.agentDue !== false) w.uint32(336).bool(m.agentDue);
  if (m.botSilent !== undefined && m.botSilent !== false) w.uint32(344).bool(m.botSilent);
  if (m.dueAtMs !== undefined && m.dueAtMs !== 0) w.uint32(353).double(m.dueAtMs);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(361).double(m.answeredAtMs);
  if (m.snoozedAtMs !== undefined && m.snoozedAtMs !== 0) w.uint32(369).double(m.snoozedAtMs);
  if (m.snoozedUntilMs !== undefined && m.snoozedUntilMs !== 0) w.uint32(377).double(m.snoozedUntilMs);
  if (m.routedQueueId !== undefined && m.routedQueueId !== '') w.uint32(386).string(m.routedQueueId);
  if (m.blockedAtMs !== undefined && m.blockedAtMs !== 0) w.uint32(393).double(m.blockedAtMs);
  if (m.continuedIn !== undefined && m.continuedIn !== '') w.uint32(482).string(m.continuedIn);
  if (m.continuedBy !== undefined && m.continuedBy !== '') w.uint32(490).string(m.continuedBy);
  if (m.contactLevel !== undefined && m.contactLevel !== '') w.uint32(498).string(m.contactLevel);
  if (m.contactValue !== undefined && m.contactValue !== 0) w.uint32(505).double(m.contactValue);
  if (m.contactLanguage !== undefined && m.contactLanguage !== '') w.uint32(514).string(m.contactLanguage);
  if (m.contactNameClaimed !== undefined && m.contactNameClaimed !== false) w.uint32(520).bool(m.contactNameClaimed);
  for (const v of m.fields ?? []) writeFieldValue(v, w.uint32(530).fork()).ldelim();
  for (const v of m.contactFields ?? []) writeFieldValue(v, w.uint32(538).fork()).ldelim();
  for (const v of m.followers ?? []) writeFollower(v, w.uint32(546).fork()).ldelim();
  return w;
}

export function readConversation(r: Reader, end: number): Conversation {
  const m: Conversation = { conversationId: '', contactId: '', contactName: '', state: 'unspecified', channel: 'unspecified', agentId: '', agentName: '', queueId: '', lastSeq: 0, revision: 0, preview: '', previewAuthor: 'unspecified', openedAtMs: 0, changedAtMs: 0, waitingSinceMs: 0, closedAtMs: 0, customerReadSeq: 0, agentReadSeq: 0, customerDeliveredSeq: 0, unread: 0, callId: '', rating: 0, tags: [], priority: 0, page: undefined, previewSeq: 0, previousAgentId: '', heldUntilMs: 0, askedSeq: 0, agentDue: false, botSilent: false, dueAtMs: 0, answeredAtMs: 0, snoozedAtMs: 0, snoozedUntilMs: 0, routedQueueId: '', blockedAtMs: 0, continuedIn: '', continuedBy: '', contactLevel: '', contactValue: 0, contactLanguage: '', contactNameClaimed: false, fields: [], contactFields: [], followers: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.contactId = r.string(); break;
      case 26: m.contactName = r.string(); break;
      case 32: m.state = (ConversationStateText[r.int32()] ?? 'unspecified'); break;
      case 40: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 50: m.agentId = r.string(); break;
      case 58: m.agentName = r.string(); break;
      case 66: m.queueId = r.string(); break;
      case 72: m.lastSeq = r.uint32(); break;
      case 80: m.revision = r.uint32(); break;
      case 90: m.preview = r.string(); break;
      case 96: m.previewAuthor = (AuthorKindText[r.int32()] ?? 'unspecified'); break;
      case 105: m.openedAtMs = r.double(); break;
      case 113: m.changedAtMs = r.double(); break;
      case 121: m.waitingSinceMs = r.double(); break;
      case 129: m.closedAtMs = r.double(); break;
      case 136: m.customerReadSeq = r.uint32(); break;
      case 144: m.agentReadSeq = r.uint32(); break;
      case 152: m.customerDeliveredSeq = r.uint32(); break;
      case 160: m.unread = r.uint32(); break;
      case 170: m.callId = r.string(); break;
      case 176: m.rating = r.uint32(); break;
      case 186: m.tags.push(r.string()); break;
      case 192: m.priority = r.sint32(); break;
      case 202: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      case 208: m.previewSeq = r.uint32(); break;
      case 218: m.previousAgentId = r.string(); break;
      case 321: m.heldUntilMs = r.double(); break;
      case 328: m.askedSeq = r.uint32(); break;
      case 336: m.agentDue = r.bool(); break;
      case 344: m.botSilent = r.bool(); break;
      case 353: m.dueAtMs = r.double(); break;
      case 361: m.answeredAtMs = r.double(); break;
      case 369: m.snoozedAtMs = r.double(); break;
      case 377: m.snoozedUntilMs = r.double(); break;
      case 386: m.routedQueueId = r.string(); break;
      case 393: m.blockedAtMs = r.double(); break;
      case 482: m.continuedIn = r.string(); break;
      case 490: m.continuedBy = r.string(); break;
      case 498: m.contactLevel = r.string(); break;
      case 505: m.contactValue = r.double(); break;
      case 514: m.contactLanguage = r.string(); break;
      case 520: m.contactNameClaimed = r.bool(); break;
      case 530: m.fields.push(readFieldValue(r, r.uint32() + r.pos)); break;
      case 538: m.contactFields.push(readFieldValue(r, r.uint32() + r.pos)); break;
      case 546: m.followers.push(readFollower(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Conversation');
}

export function fromConversation(value: unknown): Conversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    contactId: json.text(o['contactId']),
    contactName: json.text(o['contactName']),
    state: json.oneOf(ConversationStateNumber, o['state']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    agentId: json.text(o['agentId']),
    agentName: json.text(o['agentName']),
    queueId: json.text(o['queueId']),
    lastSeq: json.number(o['lastSeq']),
    revision: json.number(o['revision']),
    preview: json.text(o['preview']),
    previewAuthor: json.oneOf(AuthorKindNumber, o['previewAuthor']),
    openedAtMs: json.number(o['openedAtMs']),
    changedAtMs: json.number(o['changedAtMs']),
    waitingSinceMs: json.number(o['waitingSinceMs']),
    closedAtMs: json.number(o['closedAtMs']),
    customerReadSeq: json.number(o['customerReadSeq']),
    agentReadSeq: json.number(o['agentReadSeq']),
    customerDeliveredSeq: json.number(o['customerDeliveredSeq']),
    unread: json.number(o['unread']),
    callId: json.text(o['callId']),
    rating: json.number(o['rating']),
    tags: json.list(o['tags']).map((v) => json.text(v)),
    priority: json.number(o['priority']),
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
    previewSeq: json.number(o['previewSeq']),
    previousAgentId: json.text(o['previousAgentId']),
    heldUntilMs: json.number(o['heldUntilMs']),
    askedSeq: json.number(o['askedSeq']),
    agentDue: json.bool(o['agentDue']),
    botSilent: json.bool(o['botSilent']),
    dueAtMs: json.number(o['dueAtMs']),
    answeredAtMs: json.number(o['answeredAtMs']),
    snoozedAtMs: json.number(o['snoozedAtMs']),
    snoozedUntilMs: json.number(o['snoozedUntilMs']),
    routedQueueId: json.text(o['routedQueueId']),
    blockedAtMs: json.number(o['blockedAtMs']),
    continuedIn: json.text(o['continuedIn']),
    continuedBy: json.text(o['continuedBy']),
    contactLevel: json.text(o['contactLevel']),
    contactValue: json.number(o['contactValue']),
    contactLanguage: json.text(o['contactLanguage']),
    contactNameClaimed: json.bool(o['contactNameClaimed']),
    fields: json.list(o['fields']).map((v) => fromFieldValue(v)),
    contactFields: json.list(o['contactFields']).map((v) => fromFieldValue(v)),
    followers: json.list(o['followers']).map((v) => fromFollower(v)),
  };
}

export const Conversation: Codec<Conversation, ConversationInit> = codec(writeConversation, readConversation, fromConversation);

/** Where the customer is. Untrusted text. */
export interface PageVisit {
  url: string;
  title: string;
  locale: string;
  atMs: number;
}

/** What PageVisit.encode takes: absent fields are their zero value. */
export interface PageVisitInit {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly locale?: string | undefined;
  readonly atMs?: number | undefined;
}

export function writePageVisit(m: PageVisitInit, w: Writer): Writer {
  if (m.url !== undefined && m.url !== '') w.uint32(10).string(m.url);
  if (m.title !== undefined && m.title !== '') w.uint32(18).string(m.title);
  if (m.locale !== undefined && m.locale !== '') w.uint32(26).string(m.locale);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(33).double(m.atMs);
  return w;
}

export function readPageVisit(r: Reader, end: number): PageVisit {
  const m: PageVisit = { url: '', title: '', locale: '', atMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.url = r.string(); break;
      case 18: m.title = r.string(); break;
      case 26: m.locale = r.string(); break;
      case 33: m.atMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PageVisit');
}

export function fromPageVisit(value: unknown): PageVisit {
  const o = json.object(value);
  return {
    url: json.text(o['url']),
    title: json.text(o['title']),
    locale: json.text(o['locale']),
    atMs: json.number(o['atMs']),
  };
}

export const PageVisit: Codec<PageVisit, PageVisitInit> = codec(writePageVisit, readPageVisit, fromPageVisit);

/** One entry of a timeline. */
export interface Item {
  conversationId: string;
  /** From 1; without gaps for agents, while customers are not given notes. */
  seq: number;
  /** The conversation's revision at this item's last change. */
  revision: number;
  /** Given by who wrote it; the same id is the same item, however often it is sent. */
  clientId: string;
  author: Author | undefined;
  channel: Channel;
  atMs: number;
  status: ItemStatus;
  /** Why it failed, a code of the error table or the channel's words; empty otherwise. */
  failure: string;
  /** Seen by agents only. */
  note: boolean;
  /** 0 = never. */
  editedAtMs: number;
  /** The body is gone. */
  deleted: boolean;
  /** Agents who are mentioned in a note. */
  mentions: string[];
  /** It goes out when the customer's quiet hours end; 0 = it waits for no such thing. */
  heldUntilMs: number;
  /** The mail that it came as, where that had HTML; agents are told. Empty = there is none. */
  originalId: string;
  body:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachment'; readonly value: Attachment }
    | { readonly case: 'call'; readonly value: CallItem }
    | { readonly case: 'event'; readonly value: SystemEvent }
    | { readonly case: 'guess'; readonly value: IntentGuess }
    | { readonly case: 'choices'; readonly value: Choices }
    | { readonly case: 'transcript'; readonly value: Transcript }
    | undefined;
}

/** What Item.encode takes: absent fields are their zero value. */
export interface ItemInit {
  readonly conversationId?: string | undefined;
  readonly seq?: number | undefined;
  readonly revision?: number | undefined;
  readonly clientId?: string | undefined;
  readonly author?: AuthorInit | undefined;
  readonly channel?: Channel | undefined;
  readonly atMs?: number | undefined;
  readonly status?: ItemStatus | undefined;
  readonly failure?: string | undefined;
  readonly note?: boolean | undefined;
  readonly editedAtMs?: number | undefined;
  readonly deleted?: boolean | undefined;
  readonly mentions?: readonly string[] | undefined;
  readonly heldUntilMs?: number | undefined;
  readonly originalId?: string | undefined;
  readonly body?:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachment'; readonly value: AttachmentInit }
    | { readonly case: 'call'; readonly value: CallItemInit }
    | { readonly case: 'event'; readonly value: SystemEventInit }
    | { readonly case: 'guess'; readonly value: IntentGuessInit }
    | { readonly case: 'choices'; readonly value: ChoicesInit }
    | { readonly case: 'transcript'; readonly value: TranscriptInit }
    | undefined;
}

export function writeItem(m: ItemInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.seq !== undefined && m.seq !== 0) w.uint32(16).uint32(m.seq);
  if (m.revision !== undefined && m.revision !== 0) w.uint32(24).uint32(m.revision);
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(34).string(m.clientId);
  if (m.author !== undefined) writeAuthor(m.author, w.uint32(42).fork()).ldelim();
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(48).int32(ChannelNumber[m.channel]);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(57).double(m.atMs);
  if (m.status !== undefined && m.status !== 'unspecified') w.uint32(64).int32(ItemStatusNumber[m.status]);
  if (m.failure !== undefined && m.failure !== '') w.uint32(74).string(m.failure);
  if (m.note !== undefined && m.note !== false) w.uint32(80).bool(m.note);
  if (m.editedAtMs !== undefined && m.editedAtMs !== 0) w.uint32(89).double(m.editedAtMs);
  if (m.deleted !== undefined && m.deleted !== false) w.uint32(96).bool(m.deleted);
  for (const v of m.mentions ?? []) w.uint32(138).string(v);
  if (m.heldUntilMs !== undefined && m.heldUntilMs !== 0) w.uint32(361).double(m.heldUntilMs);
  if (m.originalId !== undefined && m.originalId !== '') w.uint32(146).string(m.originalId);
  switch (m.body?.case) {
    case 'text': w.uint32(106).string(m.body.value); break;
    case 'attachment': writeAttachment(m.body.value, w.uint32(114).fork()).ldelim(); break;
    case 'call': writeCallItem(m.body.value, w.uint32(122).fork()).ldelim(); break;
    case 'event': writeSystemEvent(m.body.value, w.uint32(130).fork()).ldelim(); break;
    case 'guess': writeIntentGuess(m.body.value, w.uint32(322).fork()).ldelim(); break;
    case 'choices': writeChoices(m.body.value, w.uint32(330).fork()).ldelim(); break;
    case 'transcript': writeTranscript(m.body.value, w.uint32(338).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readItem(r: Reader, end: number): Item {
  const m: Item = { conversationId: '', seq: 0, revision: 0, clientId: '', author: undefined, channel: 'unspecified', atMs: 0, status: 'unspecified', failure: '', note: false, editedAtMs: 0, deleted: false, mentions: [], heldUntilMs: 0, originalId: '', body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.seq = r.uint32(); break;
      case 24: m.revision = r.uint32(); break;
      case 34: m.clientId = r.string(); break;
      case 42: m.author = readAuthor(r, r.uint32() + r.pos); break;
      case 48: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 57: m.atMs = r.double(); break;
      case 64: m.status = (ItemStatusText[r.int32()] ?? 'unspecified'); break;
      case 74: m.failure = r.string(); break;
      case 80: m.note = r.bool(); break;
      case 89: m.editedAtMs = r.double(); break;
      case 96: m.deleted = r.bool(); break;
      case 138: m.mentions.push(r.string()); break;
      case 361: m.heldUntilMs = r.double(); break;
      case 146: m.originalId = r.string(); break;
      case 106: m.body = { case: 'text', value: r.string() }; break;
      case 114: m.body = { case: 'attachment', value: readAttachment(r, r.uint32() + r.pos) }; break;
      case 122: m.body = { case: 'call', value: readCallItem(r, r.uint32() + r.pos) }; break;
      case 130: m.body = { case: 'event', value: readSystemEvent(r, r.uint32() + r.pos) }; break;
      case 322: m.body = { case: 'guess', value: readIntentGuess(r, r.uint32() + r.pos) }; break;
      case 330: m.body = { case: 'choices', value: readChoices(r, r.uint32() + r.pos) }; break;
      case 338: m.body = { case: 'transcript', value: readTranscript(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Item');
}

export function fromItem(value: unknown): Item {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    seq: json.number(o['seq']),
    revision: json.number(o['revision']),
    clientId: json.text(o['clientId']),
    author: o['author'] === undefined ? undefined : fromAuthor(o['author']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    atMs: json.number(o['atMs']),
    status: json.oneOf(ItemStatusNumber, o['status']),
    failure: json.text(o['failure']),
    note: json.bool(o['note']),
    editedAtMs: json.number(o['editedAtMs']),
    deleted: json.bool(o['deleted']),
    mentions: json.list(o['mentions']).map((v) => json.text(v)),
    heldUntilMs: json.number(o['heldUntilMs']),
    originalId: json.text(o['originalId']),
    body: json.choice<NonNullable<Item['body']>>(o['body'], {
      text: (v) => ({ case: 'text', value: json.text(v) }) as const,
      attachment: (v) => ({ case: 'attachment', value: fromAttachment(v) }) as const,
      call: (v) => ({ case: 'call', value: fromCallItem(v) }) as const,
      event: (v) => ({ case: 'event', value: fromSystemEvent(v) }) as const,
      guess: (v) => ({ case: 'guess', value: fromIntentGuess(v) }) as const,
      choices: (v) => ({ case: 'choices', value: fromChoices(v) }) as const,
      transcript: (v) => ({ case: 'transcript', value: fromTranscript(v) }) as const,
    }),
  };
}

export const Item: Codec<Item, ItemInit> = codec(writeItem, readItem, fromItem);

export interface Attachment {
  attachmentId: string;
  fileName: string;
  /** As found in the bytes, not as claimed. */
  mediaType: string;
  bytes: number;
  /** Pixels; 0 = not a picture. */
  width: number;
  height: number;
  thumbnail: boolean;
}

/** What Attachment.encode takes: absent fields are their zero value. */
export interface AttachmentInit {
  readonly attachmentId?: string | undefined;
  readonly fileName?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly bytes?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly thumbnail?: boolean | undefined;
}

export function writeAttachment(m: AttachmentInit, w: Writer): Writer {
  if (m.attachmentId !== undefined && m.attachmentId !== '') w.uint32(10).string(m.attachmentId);
  if (m.fileName !== undefined && m.fileName !== '') w.uint32(18).string(m.fileName);
  if (m.mediaType !== undefined && m.mediaType !== '') w.uint32(26).string(m.mediaType);
  if (m.bytes !== undefined && m.bytes !== 0) w.uint32(32).uint32(m.bytes);
  if (m.width !== undefined && m.width !== 0) w.uint32(40).uint32(m.width);
  if (m.height !== undefined && m.height !== 0) w.uint32(48).uint32(m.height);
  if (m.thumbnail !== undefined && m.thumbnail !== false) w.uint32(56).bool(m.thumbnail);
  return w;
}

export function readAttachment(r: Reader, end: number): Attachment {
  const m: Attachment = { attachmentId: '', fileName: '', mediaType: '', bytes: 0, width: 0, height: 0, thumbnail: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.attachmentId = r.string(); break;
      case 18: m.fileName = r.string(); break;
      case 26: m.mediaType = r.string(); break;
      case 32: m.bytes = r.uint32(); break;
      case 40: m.width = r.uint32(); break;
      case 48: m.height = r.uint32(); break;
      case 56: m.thumbnail = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Attachment');
}

export function fromAttachment(value: unknown): Attachment {
  const o = json.object(value);
  return {
    attachmentId: json.text(o['attachmentId']),
    fileName: json.text(o['fileName']),
    mediaType: json.text(o['mediaType']),
    bytes: json.number(o['bytes']),
    width: json.number(o['width']),
    height: json.number(o['height']),
    thumbnail: json.bool(o['thumbnail']),
  };
}

export const Attachment: Codec<Attachment, AttachmentInit> = codec(writeAttachment, readAttachment, fromAttachment);

/** A call as an item: changed as the call goes on. */
export interface CallItem {
  callId: string;
  kind: CallKind;
  requestedAtMs: number;
  answeredAtMs: number;
  endedAtMs: number;
  endCause: EndCause;
  agentName: string;
  moves: number;
  /** Who else was in it; agents are told. */
  company: CallCompany[];
  /** Present once the customer asked to be called. */
  callback: Callback | undefined;
}

/** What CallItem.encode takes: absent fields are their zero value. */
export interface CallItemInit {
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly answeredAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  readonly endCause?: EndCause | undefined;
  readonly agentName?: string | undefined;
  readonly moves?: number | undefined;
  readonly company?: readonly CallCompanyInit[] | undefined;
  readonly callback?: CallbackInit | undefined;
}

export function writeCallItem(m: CallItemInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(CallKindNumber[m.kind]);
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(25).double(m.requestedAtMs);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(33).double(m.answeredAtMs);
  if (m.endedAtMs !== undefined && m.endedAtMs !== 0) w.uint32(41).double(m.endedAtMs);
  if (m.endCause !== undefined && m.endCause !== 'unspecified') w.uint32(48).int32(EndCauseNumber[m.endCause]);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(58).string(m.agentName);
  if (m.moves !== undefined && m.moves !== 0) w.uint32(64).uint32(m.moves);
  for (const v of m.company ?? []) writeCallCompany(v, w.uint32(74).fork()).ldelim();
  if (m.callback !== undefined) writeCallback(m.callback, w.uint32(82).fork()).ldelim();
  return w;
}

export function readCallItem(r: Reader, end: number): CallItem {
  const m: CallItem = { callId: '', kind: 'unspecified', requestedAtMs: 0, answeredAtMs: 0, endedAtMs: 0, endCause: 'unspecified', agentName: '', moves: 0, company: [], callback: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 25: m.requestedAtMs = r.double(); break;
      case 33: m.answeredAtMs = r.double(); break;
      case 41: m.endedAtMs = r.double(); break;
      case 48: m.endCause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      case 58: m.agentName = r.string(); break;
      case 64: m.moves = r.uint32(); break;
      case 74: m.company.push(readCallCompany(r, r.uint32() + r.pos)); break;
      case 82: m.callback = readCallback(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallItem');
}

export function fromCallItem(value: unknown): CallItem {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    requestedAtMs: json.number(o['requestedAtMs']),
    answeredAtMs: json.number(o['answeredAtMs']),
    endedAtMs: json.number(o['endedAtMs']),
    endCause: json.oneOf(EndCauseNumber, o['endCause']),
    agentName: json.text(o['agentName']),
    moves: json.number(o['moves']),
    company: json.list(o['company']).map((v) => fromCallCompany(v)),
    callback: o['callback'] === undefined ? undefined : fromCallback(o['callback']),
  };
}

export const CallItem: Codec<CallItem, CallItemInit> = codec(writeCallItem, readCallItem, fromCallItem);

export type SystemEventKind = 'unspecified' | 'opened' | 'assigned' | 'transferred' | 'released' | 'closed' | 'reopened' | 'rated' | 'contact-joined' | 'contact-parted' | 'call-moved' | 'tagged' | 'untagged' | 'prioritized' | 'queued' | 'snoozed' | 'woken' | 'blocked' | 'unblocked' | 'invited' | 'followers-added' | 'followers-removed' | 'conversation-joined' | 'continued' | 'conversation-parted';

export const SystemEventKindNumber: Readonly<Record<SystemEventKind, number>> = {
  'unspecified': 0,
  'opened': 1,
  'assigned': 2,
  'transferred': 3,
  'released': 4,
  'closed': 5,
  'reopened': 6,
  'rated': 7,
  'contact-joined': 8,
  'contact-parted': 9,
  'call-moved': 10,
  'tagged': 11,
  'untagged': 12,
  'prioritized': 13,
  'queued': 14,
  'snoozed': 15,
  'woken': 16,
  'blocked': 17,
  'unblocked': 18,
  'invited': 19,
  'followers-added': 20,
  'followers-removed': 21,
  'conversation-joined': 30,
  'continued': 31,
  'conversation-parted': 32,
};

export const SystemEventKindText: Readonly<Record<number, SystemEventKind>> = {
  0: 'unspecified',
  1: 'opened',
  2: 'assigned',
  3: 'transferred',
  4: 'released',
  5: 'closed',
  6: 'reopened',
  7: 'rated',
  8: 'contact-joined',
  9: 'contact-parted',
  10: 'call-moved',
  11: 'tagged',
  12: 'untagged',
  13: 'prioritized',
  14: 'queued',
  15: 'snoozed',
  16: 'woken',
  17: 'blocked',
  18: 'unblocked',
  19: 'invited',
  20: 'followers-added',
  21: 'followers-removed',
  30: 'conversation-joined',
  31: 'continued',
  32: 'conversation-parted',
};

export interface SystemEvent {
  kind: SystemEventKind;
  /** Whom it concerns: an agent's or contact's name. */
  subject: string;
  /** Words of people for agents, such as a disposition or a note; may be empty. */
  detail: string;
  /** Why routing gave it to this agent; agents are told. */
  why: RoutingWhy | undefined;
  /** It was released because the agent's desk was gone. */
  deskGone: boolean;
  other: OtherConversation | undefined;
}

/** What SystemEvent.encode takes: absent fields are their zero value. */
export interface SystemEventInit {
  readonly kind?: SystemEventKind | undefined;
  readonly subject?: string | undefined;
  readonly detail?: string | undefined;
  readonly why?: RoutingWhyInit | undefined;
  readonly deskGone?: boolean | undefined;
  readonly other?: OtherConversationInit | undefined;
}

export function writeSystemEvent(m: SystemEventInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(8).int32(SystemEventKindNumber[m.kind]);
  if (m.subject !== undefined && m.subject !== '') w.uint32(18).string(m.subject);
  if (m.detail !== undefined && m.detail !== '') w.uint32(26).string(m.detail);
  if (m.why !== undefined) writeRoutingWhy(m.why, w.uint32(34).fork()).ldelim();
  if (m.deskGone !== undefined && m.deskGone !== false) w.uint32(40).bool(m.deskGone);
  if (m.other !== undefined) writeOtherConversation(m.other, w.uint32(50).fork()).ldelim();
  return w;
}

export function readSystemEvent(r: Reader, end: number): SystemEvent {
  const m: SystemEvent = { kind: 'unspecified', subject: '', detail: '', why: undefined, deskGone: false, other: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.kind = (SystemEventKindText[r.int32()] ?? 'unspecified'); break;
      case 18: m.subject = r.string(); break;
      case 26: m.detail = r.string(); break;
      case 34: m.why = readRoutingWhy(r, r.uint32() + r.pos); break;
      case 40: m.deskGone = r.bool(); break;
      case 50: m.other = readOtherConversation(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SystemEvent');
}

export function fromSystemEvent(value: unknown): SystemEvent {
  const o = json.object(value);
  return {
    kind: json.oneOf(SystemEventKindNumber, o['kind']),
    subject: json.text(o['subject']),
    detail: json.text(o['detail']),
    why: o['why'] === undefined ? undefined : fromRoutingWhy(o['why']),
    deskGone: json.bool(o['deskGone']),
    other: o['other'] === undefined ? undefined : fromOtherConversation(o['other']),
  };
}

export const SystemEvent: Codec<SystemEvent, SystemEventInit> = codec(writeSystemEvent, readSystemEvent, fromSystemEvent);

/** Another conversation of the same person, as agents are told of it. */
export interface OtherConversation {
  joinId: string;
  conversationId: string;
  channel: Channel;
  /** Since when its present matter is open. */
  sinceMs: number;
  messages: number;
  /** The agent who had it; empty = nobody. */
  agentName: string;
  /** What is to be taken back should the two be parted: tags that came from it, and the priority from before. */
  tags: string[];
  priority: number;
  /** The block that came from it; 0 = none. */
  blockedAtMs: number;
  /** Values of fields that came from it. */
  fields: FieldValue[];
  /** Agents who follow this one since they followed that one. */
  followerIds: string[];
  /** EVENT_CONVERSATION_JOINED: the two were parted again. */
  parted: boolean;
  /** EVENT_CONTINUED: the conversation as it was before. */
  was: Conversation | undefined;
}

/** What OtherConversation.encode takes: absent fields are their zero value. */
export interface OtherConversationInit {
  readonly joinId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly sinceMs?: number | undefined;
  readonly messages?: number | undefined;
  readonly agentName?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly priority?: number | undefined;
  readonly blockedAtMs?: number | undefined;
  readonly fields?: readonly FieldValueInit[] | undefined;
  readonly followerIds?: readonly string[] | undefined;
  readonly parted?: boolean | undefined;
  readonly was?: ConversationInit | undefined;
}

export function writeOtherConversation(m: OtherConversationInit, w: Writer): Writer {
  if (m.joinId !== undefined && m.joinId !== '') w.uint32(10).string(m.joinId);
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(18).string(m.conversationId);
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(24).int32(ChannelNumber[m.channel]);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(33).double(m.sinceMs);
  if (m.messages !== undefined && m.messages !== 0) w.uint32(40).uint32(m.messages);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(50).string(m.agentName);
  for (const v of m.tags ?? []) w.uint32(58).string(v);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(64).sint32(m.priority);
  if (m.blockedAtMs !== undefined && m.blockedAtMs !== 0) w.uint32(89).double(m.blockedAtMs);
  for (const v of m.fields ?? []) writeFieldValue(v, w.uint32(98).fork()).ldelim();
  for (const v of m.followerIds ?? []) w.uint32(106).string(v);
  if (m.parted !== undefined && m.parted !== false) w.uint32(80).bool(m.parted);
  if (m.was !== undefined) writeConversation(m.was, w.uint32(74).fork()).ldelim();
  return w;
}

export function readOtherConversation(r: Reader, end: number): OtherConversation {
  const m: OtherConversation = { joinId: '', conversationId: '', channel: 'unspecified', sinceMs: 0, messages: 0, agentName: '', tags: [], priority: 0, blockedAtMs: 0, fields: [], followerIds: [], parted: false, was: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.joinId = r.string(); break;
      case 18: m.conversationId = r.string(); break;
      case 24: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 33: m.sinceMs = r.double(); break;
      case 40: m.messages = r.uint32(); break;
      case 50: m.agentName = r.string(); break;
      case 58: m.tags.push(r.string()); break;
      case 64: m.priority = r.sint32(); break;
      case 89: m.blockedAtMs = r.double(); break;
      case 98: m.fields.push(readFieldValue(r, r.uint32() + r.pos)); break;
      case 106: m.followerIds.push(r.string()); break;
      case 80: m.parted = r.bool(); break;
      case 74: m.was = readConversation(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OtherConversation');
}

export function fromOtherConversation(value: unknown): OtherConversation {
  const o = json.object(value);
  return {
    joinId: json.text(o['joinId']),
    conversationId: json.text(o['conversationId']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    sinceMs: json.number(o['sinceMs']),
    messages: json.number(o['messages']),
    agentName: json.text(o['agentName']),
    tags: json.list(o['tags']).map((v) => json.text(v)),
    priority: json.number(o['priority']),
    blockedAtMs: json.number(o['blockedAtMs']),
    fields: json.list(o['fields']).map((v) => fromFieldValue(v)),
    followerIds: json.list(o['followerIds']).map((v) => json.text(v)),
    parted: json.bool(o['parted']),
    was: o['was'] === undefined ? undefined : fromConversation(o['was']),
  };
}

export const OtherConversation: Codec<OtherConversation, OtherConversationInit> = codec(writeOtherConversation, readOtherConversation, fromOtherConversation);

/** Empty conversation id = the customer's own present one, which may not exist
 * yet; agents name one. Answered with Timeline. Also: from now on, push me this
 * conversation's changes. */
export interface SyncConversation {
  conversationId: string;
  /** What the asker has; 0 = nothing. */
  sinceRevision: number;
  /** At most; 0 = 200. With `since_revision` 0 the newest are given. */
  limit: number;
  /** With since_revision 0: only items below this seq, for scrolling back; 0 = from the newest. */
  beforeSeq: number;
  page: PageVisit | undefined;
}

/** What SyncConversation.encode takes: absent fields are their zero value. */
export interface SyncConversationInit {
  readonly conversationId?: string | undefined;
  readonly sinceRevision?: number | undefined;
  readonly limit?: number | undefined;
  readonly beforeSeq?: number | undefined;
  readonly page?: PageVisitInit | undefined;
}

export function writeSyncConversation(m: SyncConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.sinceRevision !== undefined && m.sinceRevision !== 0) w.uint32(16).uint32(m.sinceRevision);
  if (m.limit !== undefined && m.limit !== 0) w.uint32(24).uint32(m.limit);
  if (m.beforeSeq !== undefined && m.beforeSeq !== 0) w.uint32(32).uint32(m.beforeSeq);
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(42).fork()).ldelim();
  return w;
}

export function readSyncConversation(r: Reader, end: number): SyncConversation {
  const m: SyncConversation = { conversationId: '', sinceRevision: 0, limit: 0, beforeSeq: 0, page: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.sinceRevision = r.uint32(); break;
      case 24: m.limit = r.uint32(); break;
      case 32: m.beforeSeq = r.uint32(); break;
      case 42: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SyncConversation');
}

export function fromSyncConversation(value: unknown): SyncConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    sinceRevision: json.number(o['sinceRevision']),
    limit: json.number(o['limit']),
    beforeSeq: json.number(o['beforeSeq']),
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
  };
}

export const SyncConversation: Codec<SyncConversation, SyncConversationInit> = codec(writeSyncConversation, readSyncConversation, fromSyncConversation);

export interface Timeline {
  /** Absent = the customer has none yet. */
  conversation: Conversation | undefined;
  /** By revision when asked since one, else by seq. */
  items: Item[];
  /** There is more to ask for. */
  more: boolean;
  /** Whoever has this knows everything up to this revision: the next question's
   * `since_revision`. 0 when asked for items below a seq. */
  upToRevision: number;
  /** Customers: before this one began for them, they wrote in that one, which can be asked for by its id; empty = in none. */
  continues: string;
}

/** What Timeline.encode takes: absent fields are their zero value. */
export interface TimelineInit {
  readonly conversation?: ConversationInit | undefined;
  readonly items?: readonly ItemInit[] | undefined;
  readonly more?: boolean | undefined;
  readonly upToRevision?: number | undefined;
  readonly continues?: string | undefined;
}

export function writeTimeline(m: TimelineInit, w: Writer): Writer {
  if (m.conversation !== undefined) writeConversation(m.conversation, w.uint32(10).fork()).ldelim();
  for (const v of m.items ?? []) writeItem(v, w.uint32(18).fork()).ldelim();
  if (m.more !== undefined && m.more !== false) w.uint32(24).bool(m.more);
  if (m.upToRevision !== undefined && m.upToRevision !== 0) w.uint32(32).uint32(m.upToRevision);
  if (m.continues !== undefined && m.continues !== '') w.uint32(42).string(m.continues);
  return w;
}

export function readTimeline(r: Reader, end: number): Timeline {
  const m: Timeline = { conversation: undefined, items: [], more: false, upToRevision: 0, continues: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversation = readConversation(r, r.uint32() + r.pos); break;
      case 18: m.items.push(readItem(r, r.uint32() + r.pos)); break;
      case 24: m.more = r.bool(); break;
      case 32: m.upToRevision = r.uint32(); break;
      case 42: m.continues = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Timeline');
}

export function fromTimeline(value: unknown): Timeline {
  const o = json.object(value);
  return {
    conversation: o['conversation'] === undefined ? undefined : fromConversation(o['conversation']),
    items: json.list(o['items']).map((v) => fromItem(v)),
    more: json.bool(o['more']),
    upToRevision: json.number(o['upToRevision']),
    continues: json.text(o['continues']),
  };
}

export const Timeline: Codec<Timeline, TimelineInit> = codec(writeTimeline, readTimeline, fromTimeline);

/** Answered with Posted once JetStream has it; the item itself follows as a push. */
export interface PostItem {
  /** Empty = the customer's own present one, made if there is none. */
  conversationId: string;
  clientId: string;
  note: boolean;
  page: PageVisit | undefined;
  /** Agents: by this channel; unspecified = the one the customer used last. */
  channel: Channel;
  mentions: string[];
  /** Customers, for a matter that begins: a queue of the routing rules; empty, or one that they do not have = where the rules put it. */
  queueId: string;
  /** Customers, for a matter that begins: the rule by which they were invited to write, and wrote; empty, or one that there is not = none. */
  invitationId: string;
  body:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachmentId'; readonly value: string }
    | undefined;
}

/** What PostItem.encode takes: absent fields are their zero value. */
export interface PostItemInit {
  readonly conversationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly note?: boolean | undefined;
  readonly page?: PageVisitInit | undefined;
  readonly channel?: Channel | undefined;
  readonly mentions?: readonly string[] | undefined;
  readonly queueId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly body?:
    | { readonly case: 'text'; readonly value: string }
    | { readonly case: 'attachmentId'; readonly value: string }
    | undefined;
}

export function writePostItem(m: PostItemInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(18).string(m.clientId);
  if (m.note !== undefined && m.note !== false) w.uint32(40).bool(m.note);
  if (m.page !== undefined) writePageVisit(m.page, w.uint32(50).fork()).ldelim();
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(56).int32(ChannelNumber[m.channel]);
  for (const v of m.mentions ?? []) w.uint32(66).string(v);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(74).string(m.queueId);
  if (m.invitationId !== undefined && m.invitationId !== '') w.uint32(82).string(m.invitationId);
  switch (m.body?.case) {
    case 'text': w.uint32(26).string(m.body.value); break;
    case 'attachmentId': w.uint32(34).string(m.body.value); break;
    case undefined: break;
  }
  return w;
}

export function readPostItem(r: Reader, end: number): PostItem {
  const m: PostItem = { conversationId: '', clientId: '', note: false, page: undefined, channel: 'unspecified', mentions: [], queueId: '', invitationId: '', body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.clientId = r.string(); break;
      case 40: m.note = r.bool(); break;
      case 50: m.page = readPageVisit(r, r.uint32() + r.pos); break;
      case 56: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 66: m.mentions.push(r.string()); break;
      case 74: m.queueId = r.string(); break;
      case 82: m.invitationId = r.string(); break;
      case 26: m.body = { case: 'text', value: r.string() }; break;
      case 34: m.body = { case: 'attachmentId', value: r.string() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PostItem');
}

export function fromPostItem(value: unknown): PostItem {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    clientId: json.text(o['clientId']),
    note: json.bool(o['note']),
    page: o['page'] === undefined ? undefined : fromPageVisit(o['page']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    mentions: json.list(o['mentions']).map((v) => json.text(v)),
    queueId: json.text(o['queueId']),
    invitationId: json.text(o['invitationId']),
    body: json.choice<NonNullable<PostItem['body']>>(o['body'], {
      text: (v) => ({ case: 'text', value: json.text(v) }) as const,
      attachmentId: (v) => ({ case: 'attachmentId', value: json.text(v) }) as const,
    }),
  };
}

export const PostItem: Codec<PostItem, PostItemInit> = codec(writePostItem, readPostItem, fromPostItem);

export interface Posted {
  conversationId: string;
  clientId: string;
}

/** What Posted.encode takes: absent fields are their zero value. */
export interface PostedInit {
  readonly conversationId?: string | undefined;
  readonly clientId?: string | undefined;
}

export function writePosted(m: PostedInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(18).string(m.clientId);
  return w;
}

export function readPosted(r: Reader, end: number): Posted {
  const m: Posted = { conversationId: '', clientId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.clientId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Posted');
}

export function fromPosted(value: unknown): Posted {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    clientId: json.text(o['clientId']),
  };
}

export const Posted: Codec<Posted, PostedInit> = codec(writePosted, readPosted, fromPosted);

/** The author's own item. Answered with Posted. */
export interface EditItem {
  conversationId: string;
  seq: number;
  clientId: string;
  /** Empty = delete it. */
  text: string;
}

/** What EditItem.encode takes: absent fields are their zero value. */
export interface EditItemInit {
  readonly conversationId?: string | undefined;
  readonly seq?: number | undefined;
  readonly clientId?: string | undefined;
  readonly text?: string | undefined;
}

export function writeEditItem(m: EditItemInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.seq !== undefined && m.seq !== 0) w.uint32(16).uint32(m.seq);
  if (m.clientId !== undefined && m.clientId !== '') w.uint32(26).string(m.clientId);
  if (m.text !== undefined && m.text !== '') w.uint32(34).string(m.text);
  return w;
}

export function readEditItem(r: Reader, end: number): EditItem {
  const m: EditItem = { conversationId: '', seq: 0, clientId: '', text: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.seq = r.uint32(); break;
      case 26: m.clientId = r.string(); break;
      case 34: m.text = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'EditItem');
}

export function fromEditItem(value: unknown): EditItem {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    seq: json.number(o['seq']),
    clientId: json.text(o['clientId']),
    text: json.text(o['text']),
  };
}

export const EditItem: Codec<EditItem, EditItemInit> = codec(writeEditItem, readEditItem, fromEditItem);

/** How far the asker has got. Answered with Accepted. */
export interface MarkSeen {
  conversationId: string;
  deliveredSeq: number;
  readSeq: number;
}

/** What MarkSeen.encode takes: absent fields are their zero value. */
export interface MarkSeenInit {
  readonly conversationId?: string | undefined;
  readonly deliveredSeq?: number | undefined;
  readonly readSeq?: number | undefined;
}

export function writeMarkSeen(m: MarkSeenInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.deliveredSeq !== undefined && m.deliveredSeq !== 0) w.uint32(16).uint32(m.deliveredSeq);
  if (m.readSeq !== undefined && m.readSeq !== 0) w.uint32(24).uint32(m.readSeq);
  return w;
}

export function readMarkSeen(r: Reader, end: number): MarkSeen {
  const m: MarkSeen = { conversationId: '', deliveredSeq: 0, readSeq: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.deliveredSeq = r.uint32(); break;
      case 24: m.readSeq = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MarkSeen');
}

export function fromMarkSeen(value: unknown): MarkSeen {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    deliveredSeq: json.number(o['deliveredSeq']),
    readSeq: json.number(o['readSeq']),
  };
}

export const MarkSeen: Codec<MarkSeen, MarkSeenInit> = codec(writeMarkSeen, readMarkSeen, fromMarkSeen);

export interface SetTyping {
  conversationId: string;
  on: boolean;
}

/** What SetTyping.encode takes: absent fields are their zero value. */
export interface SetTypingInit {
  readonly conversationId?: string | undefined;
  readonly on?: boolean | undefined;
}

export function writeSetTyping(m: SetTypingInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.on !== undefined && m.on !== false) w.uint32(16).bool(m.on);
  return w;
}

export function readSetTyping(r: Reader, end: number): SetTyping {
  const m: SetTyping = { conversationId: '', on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetTyping');
}

export function fromSetTyping(value: unknown): SetTyping {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    on: json.bool(o['on']),
  };
}

export const SetTyping: Codec<SetTyping, SetTypingInit> = codec(writeSetTyping, readSetTyping, fromSetTyping);

export interface RateConversation {
  conversationId: string;
  /** 1 to 5. */
  stars: number;
  comment: string;
}

/** What RateConversation.encode takes: absent fields are their zero value. */
export interface RateConversationInit {
  readonly conversationId?: string | undefined;
  readonly stars?: number | undefined;
  readonly comment?: string | undefined;
}

export function writeRateConversation(m: RateConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.stars !== undefined && m.stars !== 0) w.uint32(16).uint32(m.stars);
  if (m.comment !== undefined && m.comment !== '') w.uint32(26).string(m.comment);
  return w;
}

export function readRateConversation(r: Reader, end: number): RateConversation {
  const m: RateConversation = { conversationId: '', stars: 0, comment: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.stars = r.uint32(); break;
      case 26: m.comment = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RateConversation');
}

export function fromRateConversation(value: unknown): RateConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    stars: json.number(o['stars']),
    comment: json.text(o['comment']),
  };
}

export const RateConversation: Codec<RateConversation, RateConversationInit> = codec(writeRateConversation, readRateConversation, fromRateConversation);

/** Items that are new or changed, by revision, and the head after them. */
export interface ConversationChanged {
  conversation: Conversation | undefined;
  /** Empty = only the head changed. */
  items: Item[];
  /** Everything that changed after this revision is in here: who has less asks. */
  sinceRevision: number;
}

/** What ConversationChanged.encode takes: absent fields are their zero value. */
export interface ConversationChangedInit {
  readonly conversation?: ConversationInit | undefined;
  readonly items?: readonly ItemInit[] | undefined;
  readonly sinceRevision?: number | undefined;
}

export function writeConversationChanged(m: ConversationChangedInit, w: Writer): Writer {
  if (m.conversation !== undefined) writeConversation(m.conversation, w.uint32(10).fork()).ldelim();
  for (const v of m.items ?? []) writeItem(v, w.uint32(18).fork()).ldelim();
  if (m.sinceRevision !== undefined && m.sinceRevision !== 0) w.uint32(24).uint32(m.sinceRevision);
  return w;
}

export function readConversationChanged(r: Reader, end: number): ConversationChanged {
  const m: ConversationChanged = { conversation: undefined, items: [], sinceRevision: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversation = readConversation(r, r.uint32() + r.pos); break;
      case 18: m.items.push(readItem(r, r.uint32() + r.pos)); break;
      case 24: m.sinceRevision = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationChanged');
}

export function fromConversationChanged(value: unknown): ConversationChanged {
  const o = json.object(value);
  return {
    conversation: o['conversation'] === undefined ? undefined : fromConversation(o['conversation']),
    items: json.list(o['items']).map((v) => fromItem(v)),
    sinceRevision: json.number(o['sinceRevision']),
  };
}

export const ConversationChanged: Codec<ConversationChanged, ConversationChangedInit> = codec(writeConversationChanged, readConversationChanged, fromConversationChanged);

/** Counts as off when it was not said again for six seconds. */
export interface TypingChanged {
  conversationId: string;
  author: Author | undefined;
  on: boolean;
}

/** What TypingChanged.encode takes: absent fields are their zero value. */
export interface TypingChangedInit {
  readonly conversationId?: string | undefined;
  readonly author?: AuthorInit | undefined;
  readonly on?: boolean | undefined;
}

export function writeTypingChanged(m: TypingChangedInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.author !== undefined) writeAuthor(m.author, w.uint32(18).fork()).ldelim();
  if (m.on !== undefined && m.on !== false) w.uint32(24).bool(m.on);
  return w;
}

export function readTypingChanged(r: Reader, end: number): TypingChanged {
  const m: TypingChanged = { conversationId: '', author: undefined, on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.author = readAuthor(r, r.uint32() + r.pos); break;
      case 24: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TypingChanged');
}

export function fromTypingChanged(value: unknown): TypingChanged {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    author: o['author'] === undefined ? undefined : fromAuthor(o['author']),
    on: json.bool(o['on']),
  };
}

export const TypingChanged: Codec<TypingChanged, TypingChangedInit> = codec(writeTypingChanged, readTypingChanged, fromTypingChanged);
