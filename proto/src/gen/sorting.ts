// Made by scripts/generate.mjs from proto/schema/sorting.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** Agents. */
export interface TakeConversation {
  conversationId: string;
  /** Whose it was as the asker saw it, empty = nobody's: CONFLICT when it is not so any more. */
  fromAgentId: string;
}

/** What TakeConversation.encode takes: absent fields are their zero value. */
export interface TakeConversationInit {
  readonly conversationId?: string | undefined;
  readonly fromAgentId?: string | undefined;
}

export function writeTakeConversation(m: TakeConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.fromAgentId !== undefined && m.fromAgentId !== '') w.uint32(18).string(m.fromAgentId);
  return w;
}

export function readTakeConversation(r: Reader, end: number): TakeConversation {
  const m: TakeConversation = { conversationId: '', fromAgentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.fromAgentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TakeConversation');
}

export function fromTakeConversation(value: unknown): TakeConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    fromAgentId: json.text(o['fromAgentId']),
  };
}

export const TakeConversation: Codec<TakeConversation, TakeConversationInit> = codec(writeTakeConversation, readTakeConversation, fromTakeConversation);

export interface TransferConversation {
  conversationId: string;
  /** One of the two. */
  agentId: string;
  queueId: string;
  note: string;
}

/** What TransferConversation.encode takes: absent fields are their zero value. */
export interface TransferConversationInit {
  readonly conversationId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly note?: string | undefined;
}

export function writeTransferConversation(m: TransferConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  if (m.note !== undefined && m.note !== '') w.uint32(34).string(m.note);
  return w;
}

export function readTransferConversation(r: Reader, end: number): TransferConversation {
  const m: TransferConversation = { conversationId: '', agentId: '', queueId: '', note: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.queueId = r.string(); break;
      case 34: m.note = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TransferConversation');
}

export function fromTransferConversation(value: unknown): TransferConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    agentId: json.text(o['agentId']),
    queueId: json.text(o['queueId']),
    note: json.text(o['note']),
  };
}

export const TransferConversation: Codec<TransferConversation, TransferConversationInit> = codec(writeTransferConversation, readTransferConversation, fromTransferConversation);

/** Agents: what it is about, in words that lists, rules and colleagues find it by.
 * What is added is there after, what is removed is not, whatever a colleague
 * does to others at the same time. Answered with Accepted. */
export interface TagConversation {
  conversationId: string;
  /** Small letters whatever is sent; at most 40 characters each, and 12 on a conversation. */
  add: string[];
  remove: string[];
}

/** What TagConversation.encode takes: absent fields are their zero value. */
export interface TagConversationInit {
  readonly conversationId?: string | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

export function writeTagConversation(m: TagConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  for (const v of m.add ?? []) w.uint32(18).string(v);
  for (const v of m.remove ?? []) w.uint32(26).string(v);
  return w;
}

export function readTagConversation(r: Reader, end: number): TagConversation {
  const m: TagConversation = { conversationId: '', add: [], remove: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.add.push(r.string()); break;
      case 26: m.remove.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TagConversation');
}

export function fromTagConversation(value: unknown): TagConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    add: json.list(o['add']).map((v) => json.text(v)),
    remove: json.list(o['remove']).map((v) => json.text(v)),
  };
}

export const TagConversation: Codec<TagConversation, TagConversationInit> = codec(writeTagConversation, readTagConversation, fromTagConversation);

/** Agents. Answered with Accepted. */
export interface PrioritizeConversation {
  conversationId: string;
  /** From 0, as any other, to 1,000: higher goes first, by the rules of routing. */
  priority: number;
}

/** What PrioritizeConversation.encode takes: absent fields are their zero value. */
export interface PrioritizeConversationInit {
  readonly conversationId?: string | undefined;
  readonly priority?: number | undefined;
}

export function writePrioritizeConversation(m: PrioritizeConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(16).uint32(m.priority);
  return w;
}

export function readPrioritizeConversation(r: Reader, end: number): PrioritizeConversation {
  const m: PrioritizeConversation = { conversationId: '', priority: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.priority = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PrioritizeConversation');
}

export function fromPrioritizeConversation(value: unknown): PrioritizeConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    priority: json.number(o['priority']),
  };
}

export const PrioritizeConversation: Codec<PrioritizeConversation, PrioritizeConversationInit> = codec(writePrioritizeConversation, readPrioritizeConversation, fromPrioritizeConversation);

/** Agents: sets it aside until a time or until the customer writes, whichever comes
 * first. What nobody had is then the agent's. Answered with Accepted. */
export interface SnoozeConversation {
  conversationId: string;
  /** Wall clock, to come; 0 = until the customer writes. */
  untilMs: number;
}

/** What SnoozeConversation.encode takes: absent fields are their zero value. */
export interface SnoozeConversationInit {
  readonly conversationId?: string | undefined;
  readonly untilMs?: number | undefined;
}

export function writeSnoozeConversation(m: SnoozeConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.untilMs !== undefined && m.untilMs !== 0) w.uint32(17).double(m.untilMs);
  return w;
}

export function readSnoozeConversation(r: Reader, end: number): SnoozeConversation {
  const m: SnoozeConversation = { conversationId: '', untilMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 17: m.untilMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SnoozeConversation');
}

export function fromSnoozeConversation(value: unknown): SnoozeConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    untilMs: json.number(o['untilMs']),
  };
}

export const SnoozeConversation: Codec<SnoozeConversation, SnoozeConversationInit> = codec(writeSnoozeConversation, readSnoozeConversation, fromSnoozeConversation);

/** Agents: it is back. Answered with Accepted. */
export interface WakeConversation {
  conversationId: string;
}

/** What WakeConversation.encode takes: absent fields are their zero value. */
export interface WakeConversationInit {
  readonly conversationId?: string | undefined;
}

export function writeWakeConversation(m: WakeConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  return w;
}

export function readWakeConversation(r: Reader, end: number): WakeConversation {
  const m: WakeConversation = { conversationId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'WakeConversation');
}

export function fromWakeConversation(value: unknown): WakeConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
  };
}

export const WakeConversation: Codec<WakeConversation, WakeConversationInit> = codec(writeWakeConversation, readWakeConversation, fromWakeConversation);

/** Agents: the customer whose conversation it is is heard no more (`on`), or again. Blocking closes what is open; refused
 * with NOT_AVAILABLE while a call is live in it. Answered with Accepted. */
export interface BlockCustomer {
  conversationId: string;
  on: boolean;
}

/** What BlockCustomer.encode takes: absent fields are their zero value. */
export interface BlockCustomerInit {
  readonly conversationId?: string | undefined;
  readonly on?: boolean | undefined;
}

export function writeBlockCustomer(m: BlockCustomerInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.on !== undefined && m.on !== false) w.uint32(16).bool(m.on);
  return w;
}

export function readBlockCustomer(r: Reader, end: number): BlockCustomer {
  const m: BlockCustomer = { conversationId: '', on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'BlockCustomer');
}

export function fromBlockCustomer(value: unknown): BlockCustomer {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    on: json.bool(o['on']),
  };
}

export const BlockCustomer: Codec<BlockCustomer, BlockCustomerInit> = codec(writeBlockCustomer, readBlockCustomer, fromBlockCustomer);

/** Agents: what I look at, for typing, presence and collisions; empty = nothing. */
export interface FocusConversation {
  conversationId: string;
}

/** What FocusConversation.encode takes: absent fields are their zero value. */
export interface FocusConversationInit {
  readonly conversationId?: string | undefined;
}

export function writeFocusConversation(m: FocusConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  return w;
}

export function readFocusConversation(r: Reader, end: number): FocusConversation {
  const m: FocusConversation = { conversationId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FocusConversation');
}

export function fromFocusConversation(value: unknown): FocusConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
  };
}

export const FocusConversation: Codec<FocusConversation, FocusConversationInit> = codec(writeFocusConversation, readFocusConversation, fromFocusConversation);

export interface CloseConversation {
  conversationId: string;
  disposition: string;
}

/** What CloseConversation.encode takes: absent fields are their zero value. */
export interface CloseConversationInit {
  readonly conversationId?: string | undefined;
  readonly disposition?: string | undefined;
}

export function writeCloseConversation(m: CloseConversationInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.disposition !== undefined && m.disposition !== '') w.uint32(18).string(m.disposition);
  return w;
}

export function readCloseConversation(r: Reader, end: number): CloseConversation {
  const m: CloseConversation = { conversationId: '', disposition: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.disposition = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CloseConversation');
}

export function fromCloseConversation(value: unknown): CloseConversation {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    disposition: json.text(o['disposition']),
  };
}

export const CloseConversation: Codec<CloseConversation, CloseConversationInit> = codec(writeCloseConversation, readCloseConversation, fromCloseConversation);
