// Made by scripts/generate.mjs from proto/schema/lists.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromFault, readFault, type Fault, type FaultInit, writeFault } from './common.ts';
import { ChannelNumber, ChannelText, fromConversation, readConversation, type Channel, type Conversation, type ConversationInit, writeConversation } from './conversation.ts';
import { fromFieldValue, readFieldValue, type FieldValue, type FieldValueInit, writeFieldValue } from './fields.ts';
import { fromCloseConversation, fromPrioritizeConversation, fromSnoozeConversation, fromTagConversation, fromTakeConversation, fromTransferConversation, readCloseConversation, readPrioritizeConversation, readSnoozeConversation, readTagConversation, readTakeConversation, readTransferConversation, type CloseConversation, type CloseConversationInit, type PrioritizeConversation, type PrioritizeConversationInit, type SnoozeConversation, type SnoozeConversationInit, type TagConversation, type TagConversationInit, type TakeConversation, type TakeConversationInit, type TransferConversation, type TransferConversationInit, writeCloseConversation, writePrioritizeConversation, writeSnoozeConversation, writeTagConversation, writeTakeConversation, writeTransferConversation } from './sorting.ts';

/** How urgent agents say a conversation is: the points of `Conversation.priority` in three steps. */
export type PriorityLevel = 'unspecified' | 'normal' | 'high' | 'urgent';

export const PriorityLevelNumber: Readonly<Record<PriorityLevel, number>> = {
  'unspecified': 0,
  'normal': 1,
  'high': 2,
  'urgent': 3,
};

export const PriorityLevelText: Readonly<Record<number, PriorityLevel>> = {
  0: 'unspecified',
  1: 'normal',
  2: 'high',
  3: 'urgent',
};

/** What a list is narrowed to: everything that is said here holds of each of its conversations. */
export interface ConversationFilter {
  /** One of these; none = any. */
  channels: Channel[];
  /** One of these; none = any. */
  priorities: PriorityLevel[];
  /** A queue of the rules; empty = any. */
  queueId: string;
  /** All of these, at most 12; small letters whatever is sent. */
  tags: string[];
  /** Whose it is, or was when it was closed; empty = anybody's. */
  agentId: string;
  /** The customer wrote last and waits for an answer. */
  awaitingAnswer: boolean;
  /** All of these, of the conversation; at most 6. */
  fields: FieldValue[];
  /** The same of its customer. */
  contactFields: FieldValue[];
}

/** What ConversationFilter.encode takes: absent fields are their zero value. */
export interface ConversationFilterInit {
  readonly channels?: readonly Channel[] | undefined;
  readonly priorities?: readonly PriorityLevel[] | undefined;
  readonly queueId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly agentId?: string | undefined;
  readonly awaitingAnswer?: boolean | undefined;
  readonly fields?: readonly FieldValueInit[] | undefined;
  readonly contactFields?: readonly FieldValueInit[] | undefined;
}

export function writeConversationFilter(m: ConversationFilterInit, w: Writer): Writer {
  if (m.channels !== undefined && m.channels.length > 0) {
    w.uint32(10).fork();
    for (const v of m.channels) w.int32(ChannelNumber[v]);
    w.ldelim();
  }
  if (m.priorities !== undefined && m.priorities.length > 0) {
    w.uint32(18).fork();
    for (const v of m.priorities) w.int32(PriorityLevelNumber[v]);
    w.ldelim();
  }
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  for (const v of m.tags ?? []) w.uint32(34).string(v);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(42).string(m.agentId);
  if (m.awaitingAnswer !== undefined && m.awaitingAnswer !== false) w.uint32(48).bool(m.awaitingAnswer);
  for (const v of m.fields ?? []) writeFieldValue(v, w.uint32(58).fork()).ldelim();
  for (const v of m.contactFields ?? []) writeFieldValue(v, w.uint32(66).fork()).ldelim();
  return w;
}

export function readConversationFilter(r: Reader, end: number): ConversationFilter {
  const m: ConversationFilter = { channels: [], priorities: [], queueId: '', tags: [], agentId: '', awaitingAnswer: false, fields: [], contactFields: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.channels.push((ChannelText[r.int32()] ?? 'unspecified')); break;
      case 10: { const stop = r.uint32() + r.pos; while (r.pos < stop) m.channels.push((ChannelText[r.int32()] ?? 'unspecified')); break; }
      case 16: m.priorities.push((PriorityLevelText[r.int32()] ?? 'unspecified')); break;
      case 18: { const stop = r.uint32() + r.pos; while (r.pos < stop) m.priorities.push((PriorityLevelText[r.int32()] ?? 'unspecified')); break; }
      case 26: m.queueId = r.string(); break;
      case 34: m.tags.push(r.string()); break;
      case 42: m.agentId = r.string(); break;
      case 48: m.awaitingAnswer = r.bool(); break;
      case 58: m.fields.push(readFieldValue(r, r.uint32() + r.pos)); break;
      case 66: m.contactFields.push(readFieldValue(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationFilter');
}

export function fromConversationFilter(value: unknown): ConversationFilter {
  const o = json.object(value);
  return {
    channels: json.list(o['channels']).map((v) => json.oneOf(ChannelNumber, v)),
    priorities: json.list(o['priorities']).map((v) => json.oneOf(PriorityLevelNumber, v)),
    queueId: json.text(o['queueId']),
    tags: json.list(o['tags']).map((v) => json.text(v)),
    agentId: json.text(o['agentId']),
    awaitingAnswer: json.bool(o['awaitingAnswer']),
    fields: json.list(o['fields']).map((v) => fromFieldValue(v)),
    contactFields: json.list(o['contactFields']).map((v) => fromFieldValue(v)),
  };
}

export const ConversationFilter: Codec<ConversationFilter, ConversationFilterInit> = codec(writeConversationFilter, readConversationFilter, fromConversationFilter);

export type ConversationView = 'unspecified' | 'mine' | 'unassigned' | 'all' | 'mentions' | 'closed' | 'snoozed' | 'followed';

export const ConversationViewNumber: Readonly<Record<ConversationView, number>> = {
  'unspecified': 0,
  'mine': 1,
  'unassigned': 2,
  'all': 3,
  'mentions': 4,
  'closed': 5,
  'snoozed': 6,
  'followed': 7,
};

export const ConversationViewText: Readonly<Record<number, ConversationView>> = {
  0: 'unspecified',
  1: 'mine',
  2: 'unassigned',
  3: 'all',
  4: 'mentions',
  5: 'closed',
  6: 'snoozed',
  7: 'followed',
};

/** Agents. Answered with ConversationList. From now on counts are pushed. */
export interface ListConversations {
  view: ConversationView;
  /** Of the last entry of the page before; empty = from the start. */
  cursor: string;
  /** At most; 0 = 50. */
  limit: number;
  /** Only this contact's; empty = everybody's. */
  contactId: string;
  /** Words to look for in names and messages, and tags after "#"; empty = none. */
  search: string;
  /** Absent = whatever is in the view. */
  filter: ConversationFilter | undefined;
}

/** What ListConversations.encode takes: absent fields are their zero value. */
export interface ListConversationsInit {
  readonly view?: ConversationView | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly contactId?: string | undefined;
  readonly search?: string | undefined;
  readonly filter?: ConversationFilterInit | undefined;
}

export function writeListConversations(m: ListConversationsInit, w: Writer): Writer {
  if (m.view !== undefined && m.view !== 'unspecified') w.uint32(8).int32(ConversationViewNumber[m.view]);
  if (m.cursor !== undefined && m.cursor !== '') w.uint32(18).string(m.cursor);
  if (m.limit !== undefined && m.limit !== 0) w.uint32(24).uint32(m.limit);
  if (m.contactId !== undefined && m.contactId !== '') w.uint32(34).string(m.contactId);
  if (m.search !== undefined && m.search !== '') w.uint32(42).string(m.search);
  if (m.filter !== undefined) writeConversationFilter(m.filter, w.uint32(50).fork()).ldelim();
  return w;
}

export function readListConversations(r: Reader, end: number): ListConversations {
  const m: ListConversations = { view: 'unspecified', cursor: '', limit: 0, contactId: '', search: '', filter: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.view = (ConversationViewText[r.int32()] ?? 'unspecified'); break;
      case 18: m.cursor = r.string(); break;
      case 24: m.limit = r.uint32(); break;
      case 34: m.contactId = r.string(); break;
      case 42: m.search = r.string(); break;
      case 50: m.filter = readConversationFilter(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ListConversations');
}

export function fromListConversations(value: unknown): ListConversations {
  const o = json.object(value);
  return {
    view: json.oneOf(ConversationViewNumber, o['view']),
    cursor: json.text(o['cursor']),
    limit: json.number(o['limit']),
    contactId: json.text(o['contactId']),
    search: json.text(o['search']),
    filter: o['filter'] === undefined ? undefined : fromConversationFilter(o['filter']),
  };
}

export const ListConversations: Codec<ListConversations, ListConversationsInit> = codec(writeListConversations, readListConversations, fromListConversations);

export interface ConversationList {
  conversations: Conversation[];
  /** Empty = this was the last page. */
  cursor: string;
  counts: ConversationCounts | undefined;
}

/** What ConversationList.encode takes: absent fields are their zero value. */
export interface ConversationListInit {
  readonly conversations?: readonly ConversationInit[] | undefined;
  readonly cursor?: string | undefined;
  readonly counts?: ConversationCountsInit | undefined;
}

export function writeConversationList(m: ConversationListInit, w: Writer): Writer {
  for (const v of m.conversations ?? []) writeConversation(v, w.uint32(10).fork()).ldelim();
  if (m.cursor !== undefined && m.cursor !== '') w.uint32(18).string(m.cursor);
  if (m.counts !== undefined) writeConversationCounts(m.counts, w.uint32(26).fork()).ldelim();
  return w;
}

export function readConversationList(r: Reader, end: number): ConversationList {
  const m: ConversationList = { conversations: [], cursor: '', counts: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversations.push(readConversation(r, r.uint32() + r.pos)); break;
      case 18: m.cursor = r.string(); break;
      case 26: m.counts = readConversationCounts(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationList');
}

export function fromConversationList(value: unknown): ConversationList {
  const o = json.object(value);
  return {
    conversations: json.list(o['conversations']).map((v) => fromConversation(v)),
    cursor: json.text(o['cursor']),
    counts: o['counts'] === undefined ? undefined : fromConversationCounts(o['counts']),
  };
}

export const ConversationList: Codec<ConversationList, ConversationListInit> = codec(writeConversationList, readConversationList, fromConversationList);

export interface ConversationCounts {
  mine: number;
  unassigned: number;
  all: number;
  mentions: number;
  snoozed: number;
  followed: number;
}

/** What ConversationCounts.encode takes: absent fields are their zero value. */
export interface ConversationCountsInit {
  readonly mine?: number | undefined;
  readonly unassigned?: number | undefined;
  readonly all?: number | undefined;
  readonly mentions?: number | undefined;
  readonly snoozed?: number | undefined;
  readonly followed?: number | undefined;
}

export function writeConversationCounts(m: ConversationCountsInit, w: Writer): Writer {
  if (m.mine !== undefined && m.mine !== 0) w.uint32(8).uint32(m.mine);
  if (m.unassigned !== undefined && m.unassigned !== 0) w.uint32(16).uint32(m.unassigned);
  if (m.all !== undefined && m.all !== 0) w.uint32(24).uint32(m.all);
  if (m.mentions !== undefined && m.mentions !== 0) w.uint32(32).uint32(m.mentions);
  if (m.snoozed !== undefined && m.snoozed !== 0) w.uint32(40).uint32(m.snoozed);
  if (m.followed !== undefined && m.followed !== 0) w.uint32(48).uint32(m.followed);
  return w;
}

export function readConversationCounts(r: Reader, end: number): ConversationCounts {
  const m: ConversationCounts = { mine: 0, unassigned: 0, all: 0, mentions: 0, snoozed: 0, followed: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.mine = r.uint32(); break;
      case 16: m.unassigned = r.uint32(); break;
      case 24: m.all = r.uint32(); break;
      case 32: m.mentions = r.uint32(); break;
      case 40: m.snoozed = r.uint32(); break;
      case 48: m.followed = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationCounts');
}

export function fromConversationCounts(value: unknown): ConversationCounts {
  const o = json.object(value);
  return {
    mine: json.number(o['mine']),
    unassigned: json.number(o['unassigned']),
    all: json.number(o['all']),
    mentions: json.number(o['mentions']),
    snoozed: json.number(o['snoozed']),
    followed: json.number(o['followed']),
  };
}

export const ConversationCounts: Codec<ConversationCounts, ConversationCountsInit> = codec(writeConversationCounts, readConversationCounts, fromConversationCounts);

/** Agents: the same step with each of these, each as if it were asked alone. Answered
 * with ConversationsChanged, whatever became of each. */
export interface ChangeConversations {
  /** At most 100, each once. */
  chosen: ChosenConversation[];
  /** The step without its conversation: each of those chosen is meant. */
  change:
    | { readonly case: 'take'; readonly value: TakeConversation }
    | { readonly case: 'transfer'; readonly value: TransferConversation }
    | { readonly case: 'tag'; readonly value: TagConversation }
    | { readonly case: 'prioritize'; readonly value: PrioritizeConversation }
    | { readonly case: 'snooze'; readonly value: SnoozeConversation }
    | { readonly case: 'close'; readonly value: CloseConversation }
    | undefined;
}

/** What ChangeConversations.encode takes: absent fields are their zero value. */
export interface ChangeConversationsInit {
  readonly chosen?: readonly ChosenConversationInit[] | undefined;
  readonly change?:
    | { readonly case: 'take'; readonly value: TakeConversationInit }
    | { readonly case: 'transfer'; readonly value: TransferConversationInit }
    | { readonly case: 'tag'; readonly value: TagConversationInit }
    | { readonly case: 'prioritize'; readonly value: PrioritizeConversationInit }
    | { readonly case: 'snooze'; readonly value: SnoozeConversationInit }
    | { readonly case: 'close'; readonly value: CloseConversationInit }
    | undefined;
}

export function writeChangeConversations(m: ChangeConversationsInit, w: Writer): Writer {
  for (const v of m.chosen ?? []) writeChosenConversation(v, w.uint32(10).fork()).ldelim();
  switch (m.change?.case) {
    case 'take': writeTakeConversation(m.change.value, w.uint32(18).fork()).ldelim(); break;
    case 'transfer': writeTransferConversation(m.change.value, w.uint32(26).fork()).ldelim(); break;
    case 'tag': writeTagConversation(m.change.value, w.uint32(34).fork()).ldelim(); break;
    case 'prioritize': writePrioritizeConversation(m.change.value, w.uint32(42).fork()).ldelim(); break;
    case 'snooze': writeSnoozeConversation(m.change.value, w.uint32(50).fork()).ldelim(); break;
    case 'close': writeCloseConversation(m.change.value, w.uint32(58).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readChangeConversations(r: Reader, end: number): ChangeConversations {
  const m: ChangeConversations = { chosen: [], change: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.chosen.push(readChosenConversation(r, r.uint32() + r.pos)); break;
      case 18: m.change = { case: 'take', value: readTakeConversation(r, r.uint32() + r.pos) }; break;
      case 26: m.change = { case: 'transfer', value: readTransferConversation(r, r.uint32() + r.pos) }; break;
      case 34: m.change = { case: 'tag', value: readTagConversation(r, r.uint32() + r.pos) }; break;
      case 42: m.change = { case: 'prioritize', value: readPrioritizeConversation(r, r.uint32() + r.pos) }; break;
      case 50: m.change = { case: 'snooze', value: readSnoozeConversation(r, r.uint32() + r.pos) }; break;
      case 58: m.change = { case: 'close', value: readCloseConversation(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChangeConversations');
}

export function fromChangeConversations(value: unknown): ChangeConversations {
  const o = json.object(value);
  return {
    chosen: json.list(o['chosen']).map((v) => fromChosenConversation(v)),
    change: json.choice<NonNullable<ChangeConversations['change']>>(o['change'], {
      take: (v) => ({ case: 'take', value: fromTakeConversation(v) }) as const,
      transfer: (v) => ({ case: 'transfer', value: fromTransferConversation(v) }) as const,
      tag: (v) => ({ case: 'tag', value: fromTagConversation(v) }) as const,
      prioritize: (v) => ({ case: 'prioritize', value: fromPrioritizeConversation(v) }) as const,
      snooze: (v) => ({ case: 'snooze', value: fromSnoozeConversation(v) }) as const,
      close: (v) => ({ case: 'close', value: fromCloseConversation(v) }) as const,
    }),
  };
}

export const ChangeConversations: Codec<ChangeConversations, ChangeConversationsInit> = codec(writeChangeConversations, readChangeConversations, fromChangeConversations);

export interface ChosenConversation {
  conversationId: string;
  /** Whose it was as the asker saw it, for who takes it; empty = nobody's. */
  fromAgentId: string;
}

/** What ChosenConversation.encode takes: absent fields are their zero value. */
export interface ChosenConversationInit {
  readonly conversationId?: string | undefined;
  readonly fromAgentId?: string | undefined;
}

export function writeChosenConversation(m: ChosenConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.fromAgentId !== undefined && m.fromAgentId !== '') w.uint32(18).string(m.fromAgentId);
  return w;
}

export function readChosenConversation(r: Reader, end: number): ChosenConversation {
  const m: ChosenConversation = { conversationId: '', fromAgentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.fromAgentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChosenConversation');
}

export function fromChosenConversation(value: unknown): ChosenConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    fromAgentId: json.text(o['fromAgentId']),
  };
}

export const ChosenConversation: Codec<ChosenConversation, ChosenConversationInit> = codec(writeChosenConversation, readChosenConversation, fromChosenConversation);

export interface ConversationsChanged {
  /** In the order they were chosen in. */
  outcomes: ConversationOutcome[];
}

/** What ConversationsChanged.encode takes: absent fields are their zero value. */
export interface ConversationsChangedInit {
  readonly outcomes?: readonly ConversationOutcomeInit[] | undefined;
}

export function writeConversationsChanged(m: ConversationsChangedInit, w: Writer): Writer {
  for (const v of m.outcomes ?? []) writeConversationOutcome(v, w.uint32(10).fork()).ldelim();
  return w;
}

export function readConversationsChanged(r: Reader, end: number): ConversationsChanged {
  const m: ConversationsChanged = { outcomes: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.outcomes.push(readConversationOutcome(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationsChanged');
}

export function fromConversationsChanged(value: unknown): ConversationsChanged {
  const o = json.object(value);
  return {
    outcomes: json.list(o['outcomes']).map((v) => fromConversationOutcome(v)),
  };
}

export const ConversationsChanged: Codec<ConversationsChanged, ConversationsChangedInit> = codec(writeConversationsChanged, readConversationsChanged, fromConversationsChanged);

export interface ConversationOutcome {
  conversationId: string;
  /** Why it was not done; absent = it is as was asked. */
  fault: Fault | undefined;
}

/** What ConversationOutcome.encode takes: absent fields are their zero value. */
export interface ConversationOutcomeInit {
  readonly conversationId?: string | undefined;
  readonly fault?: FaultInit | undefined;
}

export function writeConversationOutcome(m: ConversationOutcomeInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.fault !== undefined) writeFault(m.fault, w.uint32(18).fork()).ldelim();
  return w;
}

export function readConversationOutcome(r: Reader, end: number): ConversationOutcome {
  const m: ConversationOutcome = { conversationId: '', fault: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.fault = readFault(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConversationOutcome');
}

export function fromConversationOutcome(value: unknown): ConversationOutcome {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    fault: o['fault'] === undefined ? undefined : fromFault(o['fault']),
  };
}

export const ConversationOutcome: Codec<ConversationOutcome, ConversationOutcomeInit> = codec(writeConversationOutcome, readConversationOutcome, fromConversationOutcome);

/** The filters that this desk sees saved are others now: who shows them asks for them. */
export interface FiltersChanged {
}

/** What FiltersChanged.encode takes: absent fields are their zero value. */
export interface FiltersChangedInit {
}

export function writeFiltersChanged(m: FiltersChangedInit, w: Writer): Writer {
  void m;
  return w;
}

export function readFiltersChanged(r: Reader, end: number): FiltersChanged {
  const m: FiltersChanged = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FiltersChanged');
}

export function fromFiltersChanged(value: unknown): FiltersChanged {
  const o = json.object(value);
  void o;
  return {
  };
}

export const FiltersChanged: Codec<FiltersChanged, FiltersChangedInit> = codec(writeFiltersChanged, readFiltersChanged, fromFiltersChanged);

/** Other agents that look at a conversation one has in focus. */
export interface FocusChanged {
  conversationId: string;
  agentNames: string[];
}

/** What FocusChanged.encode takes: absent fields are their zero value. */
export interface FocusChangedInit {
  readonly conversationId?: string | undefined;
  readonly agentNames?: readonly string[] | undefined;
}

export function writeFocusChanged(m: FocusChangedInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  for (const v of m.agentNames ?? []) w.uint32(18).string(v);
  return w;
}

export function readFocusChanged(r: Reader, end: number): FocusChanged {
  const m: FocusChanged = { conversationId: '', agentNames: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.agentNames.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FocusChanged');
}

export function fromFocusChanged(value: unknown): FocusChanged {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    agentNames: json.list(o['agentNames']).map((v) => json.text(v)),
  };
}

export const FocusChanged: Codec<FocusChanged, FocusChangedInit> = codec(writeFocusChanged, readFocusChanged, fromFocusChanged);
