// Made by scripts/generate.mjs from proto/schema/channels.proto. Change that, then run "npm run generate".
import { checked, codec, json, NO_BYTES, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromFault, readFault, type Fault, type FaultInit, writeFault } from './common.ts';
import { ChannelNumber, ChannelText, ItemStatusNumber, ItemStatusText, fromAttachment, readAttachment, type Attachment, type AttachmentInit, type Channel, type ItemStatus, writeAttachment } from './conversation.ts';

/** A customer as a channel knows them. */
export interface ChannelPerson {
  /** "phone", "wechat", …: a kind of identity. */
  kind: string;
  /** In normal form; int64 ids are text. */
  value: string;
  /** Untrusted. */
  shown: string;
  /** Empty = the channel tells none. Untrusted. */
  displayName: string;
  /** Other ids that the channel vouches for. */
  also: ChannelIdentity[];
  /** Nobody vouches for it. */
  claimed: boolean;
}

/** What ChannelPerson.encode takes: absent fields are their zero value. */
export interface ChannelPersonInit {
  readonly kind?: string | undefined;
  readonly value?: string | undefined;
  readonly shown?: string | undefined;
  readonly displayName?: string | undefined;
  readonly also?: readonly ChannelIdentityInit[] | undefined;
  readonly claimed?: boolean | undefined;
}

export function writeChannelPerson(m: ChannelPersonInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== '') w.uint32(10).string(m.kind);
  if (m.value !== undefined && m.value !== '') w.uint32(18).string(m.value);
  if (m.shown !== undefined && m.shown !== '') w.uint32(26).string(m.shown);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(34).string(m.displayName);
  for (const v of m.also ?? []) writeChannelIdentity(v, w.uint32(42).fork()).ldelim();
  if (m.claimed !== undefined && m.claimed !== false) w.uint32(48).bool(m.claimed);
  return w;
}

export function readChannelPerson(r: Reader, end: number): ChannelPerson {
  const m: ChannelPerson = { kind: '', value: '', shown: '', displayName: '', also: [], claimed: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.kind = r.string(); break;
      case 18: m.value = r.string(); break;
      case 26: m.shown = r.string(); break;
      case 34: m.displayName = r.string(); break;
      case 42: m.also.push(readChannelIdentity(r, r.uint32() + r.pos)); break;
      case 48: m.claimed = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelPerson');
}

export function fromChannelPerson(value: unknown): ChannelPerson {
  const o = json.object(value);
  return {
    kind: json.text(o['kind']),
    value: json.text(o['value']),
    shown: json.text(o['shown']),
    displayName: json.text(o['displayName']),
    also: json.list(o['also']).map((v) => fromChannelIdentity(v)),
    claimed: json.bool(o['claimed']),
  };
}

export const ChannelPerson: Codec<ChannelPerson, ChannelPersonInit> = codec(writeChannelPerson, readChannelPerson, fromChannelPerson);

export interface ChannelIdentity {
  kind: string;
  value: string;
}

/** What ChannelIdentity.encode takes: absent fields are their zero value. */
export interface ChannelIdentityInit {
  readonly kind?: string | undefined;
  readonly value?: string | undefined;
}

export function writeChannelIdentity(m: ChannelIdentityInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== '') w.uint32(10).string(m.kind);
  if (m.value !== undefined && m.value !== '') w.uint32(18).string(m.value);
  return w;
}

export function readChannelIdentity(r: Reader, end: number): ChannelIdentity {
  const m: ChannelIdentity = { kind: '', value: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.kind = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelIdentity');
}

export function fromChannelIdentity(value: unknown): ChannelIdentity {
  const o = json.object(value);
  return {
    kind: json.text(o['kind']),
    value: json.text(o['value']),
  };
}

export const ChannelIdentity: Codec<ChannelIdentity, ChannelIdentityInit> = codec(writeChannelIdentity, readChannelIdentity, fromChannelIdentity);

/** One thing that came in. */
export interface InboundArrival {
  accountId: string;
  channel: Channel;
  /** The same for every delivery of the same thing, and for no other of the account. */
  sourceId: string;
  atMs: number;
  /** Present when the channel gives messages no ids and may be delivering one again that an owner before stored. */
  doubt: InboundDoubt | undefined;
  body:
    | { readonly case: 'message'; readonly value: InboundMessage }
    | { readonly case: 'event'; readonly value: InboundEvent }
    | { readonly case: 'receipt'; readonly value: InboundReceipt }
    | undefined;
}

/** What InboundArrival.encode takes: absent fields are their zero value. */
export interface InboundArrivalInit {
  readonly accountId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly sourceId?: string | undefined;
  readonly atMs?: number | undefined;
  readonly doubt?: InboundDoubtInit | undefined;
  readonly body?:
    | { readonly case: 'message'; readonly value: InboundMessageInit }
    | { readonly case: 'event'; readonly value: InboundEventInit }
    | { readonly case: 'receipt'; readonly value: InboundReceiptInit }
    | undefined;
}

export function writeInboundArrival(m: InboundArrivalInit, w: Writer): Writer {
  if (m.accountId !== undefined && m.accountId !== '') w.uint32(10).string(m.accountId);
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(16).int32(ChannelNumber[m.channel]);
  if (m.sourceId !== undefined && m.sourceId !== '') w.uint32(26).string(m.sourceId);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(33).double(m.atMs);
  if (m.doubt !== undefined) writeInboundDoubt(m.doubt, w.uint32(42).fork()).ldelim();
  switch (m.body?.case) {
    case 'message': writeInboundMessage(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'event': writeInboundEvent(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'receipt': writeInboundReceipt(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readInboundArrival(r: Reader, end: number): InboundArrival {
  const m: InboundArrival = { accountId: '', channel: 'unspecified', sourceId: '', atMs: 0, doubt: undefined, body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.accountId = r.string(); break;
      case 16: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 26: m.sourceId = r.string(); break;
      case 33: m.atMs = r.double(); break;
      case 42: m.doubt = readInboundDoubt(r, r.uint32() + r.pos); break;
      case 82: m.body = { case: 'message', value: readInboundMessage(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'event', value: readInboundEvent(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'receipt', value: readInboundReceipt(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundArrival');
}

export function fromInboundArrival(value: unknown): InboundArrival {
  const o = json.object(value);
  return {
    accountId: json.text(o['accountId']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    sourceId: json.text(o['sourceId']),
    atMs: json.number(o['atMs']),
    doubt: o['doubt'] === undefined ? undefined : fromInboundDoubt(o['doubt']),
    body: json.choice<NonNullable<InboundArrival['body']>>(o['body'], {
      message: (v) => ({ case: 'message', value: fromInboundMessage(v) }) as const,
      event: (v) => ({ case: 'event', value: fromInboundEvent(v) }) as const,
      receipt: (v) => ({ case: 'receipt', value: fromInboundReceipt(v) }) as const,
    }),
  };
}

export const InboundArrival: Codec<InboundArrival, InboundArrivalInit> = codec(writeInboundArrival, readInboundArrival, fromInboundArrival);

/** What it may be the second delivery of: anything that came within a time and whose source id begins so. */
export interface InboundDoubt {
  beginsWith: string;
  fromMs: number;
  untilMs: number;
}

/** What InboundDoubt.encode takes: absent fields are their zero value. */
export interface InboundDoubtInit {
  readonly beginsWith?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

export function writeInboundDoubt(m: InboundDoubtInit, w: Writer): Writer {
  if (m.beginsWith !== undefined && m.beginsWith !== '') w.uint32(10).string(m.beginsWith);
  if (m.fromMs !== undefined && m.fromMs !== 0) w.uint32(17).double(m.fromMs);
  if (m.untilMs !== undefined && m.untilMs !== 0) w.uint32(25).double(m.untilMs);
  return w;
}

export function readInboundDoubt(r: Reader, end: number): InboundDoubt {
  const m: InboundDoubt = { beginsWith: '', fromMs: 0, untilMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.beginsWith = r.string(); break;
      case 17: m.fromMs = r.double(); break;
      case 25: m.untilMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundDoubt');
}

export function fromInboundDoubt(value: unknown): InboundDoubt {
  const o = json.object(value);
  return {
    beginsWith: json.text(o['beginsWith']),
    fromMs: json.number(o['fromMs']),
    untilMs: json.number(o['untilMs']),
  };
}

export const InboundDoubt: Codec<InboundDoubt, InboundDoubtInit> = codec(writeInboundDoubt, readInboundDoubt, fromInboundDoubt);

export interface InboundMessage {
  from: ChannelPerson | undefined;
  text: string;
  files: InboundFile[];
  inReplyTo: string[];
  /** Present when the channel cut the message: put together before it is in a timeline. */
  part: InboundPart | undefined;
  /** The mail's HTML with the names of its pictures, kept as a file; absent = it had none. */
  original: InboundFile | undefined;
  /** Who sent it wants no machine's answer, or it is not certain that it would reach them. */
  noAutoReply: boolean;
}

/** What InboundMessage.encode takes: absent fields are their zero value. */
export interface InboundMessageInit {
  readonly from?: ChannelPersonInit | undefined;
  readonly text?: string | undefined;
  readonly files?: readonly InboundFileInit[] | undefined;
  readonly inReplyTo?: readonly string[] | undefined;
  readonly part?: InboundPartInit | undefined;
  readonly original?: InboundFileInit | undefined;
  readonly noAutoReply?: boolean | undefined;
}

export function writeInboundMessage(m: InboundMessageInit, w: Writer): Writer {
  if (m.from !== undefined) writeChannelPerson(m.from, w.uint32(10).fork()).ldelim();
  if (m.text !== undefined && m.text !== '') w.uint32(18).string(m.text);
  for (const v of m.files ?? []) writeInboundFile(v, w.uint32(26).fork()).ldelim();
  for (const v of m.inReplyTo ?? []) w.uint32(34).string(v);
  if (m.part !== undefined) writeInboundPart(m.part, w.uint32(42).fork()).ldelim();
  if (m.original !== undefined) writeInboundFile(m.original, w.uint32(50).fork()).ldelim();
  if (m.noAutoReply !== undefined && m.noAutoReply !== false) w.uint32(56).bool(m.noAutoReply);
  return w;
}

export function readInboundMessage(r: Reader, end: number): InboundMessage {
  const m: InboundMessage = { from: undefined, text: '', files: [], inReplyTo: [], part: undefined, original: undefined, noAutoReply: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.from = readChannelPerson(r, r.uint32() + r.pos); break;
      case 18: m.text = r.string(); break;
      case 26: m.files.push(readInboundFile(r, r.uint32() + r.pos)); break;
      case 34: m.inReplyTo.push(r.string()); break;
      case 42: m.part = readInboundPart(r, r.uint32() + r.pos); break;
      case 50: m.original = readInboundFile(r, r.uint32() + r.pos); break;
      case 56: m.noAutoReply = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundMessage');
}

export function fromInboundMessage(value: unknown): InboundMessage {
  const o = json.object(value);
  return {
    from: o['from'] === undefined ? undefined : fromChannelPerson(o['from']),
    text: json.text(o['text']),
    files: json.list(o['files']).map((v) => fromInboundFile(v)),
    inReplyTo: json.list(o['inReplyTo']).map((v) => json.text(v)),
    part: o['part'] === undefined ? undefined : fromInboundPart(o['part']),
    original: o['original'] === undefined ? undefined : fromInboundFile(o['original']),
    noAutoReply: json.bool(o['noAutoReply']),
  };
}

export const InboundMessage: Codec<InboundMessage, InboundMessageInit> = codec(writeInboundMessage, readInboundMessage, fromInboundMessage);

export interface InboundPart {
  /** The same in all parts. */
  reference: string;
  total: number;
  /** From 1. */
  index: number;
  /** Text as UTF-16LE: a character may begin in one part and end in the next. */
  units: Uint8Array;
}

/** What InboundPart.encode takes: absent fields are their zero value. */
export interface InboundPartInit {
  readonly reference?: string | undefined;
  readonly total?: number | undefined;
  readonly index?: number | undefined;
  readonly units?: Uint8Array | undefined;
}

export function writeInboundPart(m: InboundPartInit, w: Writer): Writer {
  if (m.reference !== undefined && m.reference !== '') w.uint32(10).string(m.reference);
  if (m.total !== undefined && m.total !== 0) w.uint32(16).uint32(m.total);
  if (m.index !== undefined && m.index !== 0) w.uint32(24).uint32(m.index);
  if (m.units !== undefined && m.units.length > 0) w.uint32(34).bytes(m.units);
  return w;
}

export function readInboundPart(r: Reader, end: number): InboundPart {
  const m: InboundPart = { reference: '', total: 0, index: 0, units: NO_BYTES };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.reference = r.string(); break;
      case 16: m.total = r.uint32(); break;
      case 24: m.index = r.uint32(); break;
      case 34: m.units = r.bytes().slice(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundPart');
}

export function fromInboundPart(value: unknown): InboundPart {
  const o = json.object(value);
  return {
    reference: json.text(o['reference']),
    total: json.number(o['total']),
    index: json.number(o['index']),
    units: json.bytes(o['units']),
  };
}

export const InboundPart: Codec<InboundPart, InboundPartInit> = codec(writeInboundPart, readInboundPart, fromInboundPart);

/** A file whose bytes are kept, or what the channel's own API fetches them by. */
export interface InboundFile {
  fileName: string;
  mediaType: string;
  /** Present when its bytes are in the attachments' folder. */
  kept: Attachment | undefined;
  sha256: string;
  /** What the account's owner fetches it by; empty when it is kept. */
  reference: string;
}

/** What InboundFile.encode takes: absent fields are their zero value. */
export interface InboundFileInit {
  readonly fileName?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly kept?: AttachmentInit | undefined;
  readonly sha256?: string | undefined;
  readonly reference?: string | undefined;
}

export function writeInboundFile(m: InboundFileInit, w: Writer): Writer {
  if (m.fileName !== undefined && m.fileName !== '') w.uint32(10).string(m.fileName);
  if (m.mediaType !== undefined && m.mediaType !== '') w.uint32(18).string(m.mediaType);
  if (m.kept !== undefined) writeAttachment(m.kept, w.uint32(26).fork()).ldelim();
  if (m.sha256 !== undefined && m.sha256 !== '') w.uint32(34).string(m.sha256);
  if (m.reference !== undefined && m.reference !== '') w.uint32(42).string(m.reference);
  return w;
}

export function readInboundFile(r: Reader, end: number): InboundFile {
  const m: InboundFile = { fileName: '', mediaType: '', kept: undefined, sha256: '', reference: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.fileName = r.string(); break;
      case 18: m.mediaType = r.string(); break;
      case 26: m.kept = readAttachment(r, r.uint32() + r.pos); break;
      case 34: m.sha256 = r.string(); break;
      case 42: m.reference = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundFile');
}

export function fromInboundFile(value: unknown): InboundFile {
  const o = json.object(value);
  return {
    fileName: json.text(o['fileName']),
    mediaType: json.text(o['mediaType']),
    kept: o['kept'] === undefined ? undefined : fromAttachment(o['kept']),
    sha256: json.text(o['sha256']),
    reference: json.text(o['reference']),
  };
}

export const InboundFile: Codec<InboundFile, InboundFileInit> = codec(writeInboundFile, readInboundFile, fromInboundFile);

export interface InboundEvent {
  from: ChannelPerson | undefined;
  /** "followed", "menu-clicked", …. */
  event: string;
  detail: string;
  /** What it says in the timeline in the customer's name; empty = nothing. */
  text: string;
  /** What the ticket is about that it opens; empty = it opens none. */
  ticket: string;
}

/** What InboundEvent.encode takes: absent fields are their zero value. */
export interface InboundEventInit {
  readonly from?: ChannelPersonInit | undefined;
  readonly event?: string | undefined;
  readonly detail?: string | undefined;
  readonly text?: string | undefined;
  readonly ticket?: string | undefined;
}

export function writeInboundEvent(m: InboundEventInit, w: Writer): Writer {
  if (m.from !== undefined) writeChannelPerson(m.from, w.uint32(10).fork()).ldelim();
  if (m.event !== undefined && m.event !== '') w.uint32(18).string(m.event);
  if (m.detail !== undefined && m.detail !== '') w.uint32(26).string(m.detail);
  if (m.text !== undefined && m.text !== '') w.uint32(34).string(m.text);
  if (m.ticket !== undefined && m.ticket !== '') w.uint32(42).string(m.ticket);
  return w;
}

export function readInboundEvent(r: Reader, end: number): InboundEvent {
  const m: InboundEvent = { from: undefined, event: '', detail: '', text: '', ticket: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.from = readChannelPerson(r, r.uint32() + r.pos); break;
      case 18: m.event = r.string(); break;
      case 26: m.detail = r.string(); break;
      case 34: m.text = r.string(); break;
      case 42: m.ticket = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundEvent');
}

export function fromInboundEvent(value: unknown): InboundEvent {
  const o = json.object(value);
  return {
    from: o['from'] === undefined ? undefined : fromChannelPerson(o['from']),
    event: json.text(o['event']),
    detail: json.text(o['detail']),
    text: json.text(o['text']),
    ticket: json.text(o['ticket']),
  };
}

export const InboundEvent: Codec<InboundEvent, InboundEventInit> = codec(writeInboundEvent, readInboundEvent, fromInboundEvent);

export interface InboundReceipt {
  carrierId: string;
  /** SENT, DELIVERED, READ or FAILED. */
  status: ItemStatus;
  failure: string;
}

/** What InboundReceipt.encode takes: absent fields are their zero value. */
export interface InboundReceiptInit {
  readonly carrierId?: string | undefined;
  readonly status?: ItemStatus | undefined;
  readonly failure?: string | undefined;
}

export function writeInboundReceipt(m: InboundReceiptInit, w: Writer): Writer {
  if (m.carrierId !== undefined && m.carrierId !== '') w.uint32(10).string(m.carrierId);
  if (m.status !== undefined && m.status !== 'unspecified') w.uint32(16).int32(ItemStatusNumber[m.status]);
  if (m.failure !== undefined && m.failure !== '') w.uint32(26).string(m.failure);
  return w;
}

export function readInboundReceipt(r: Reader, end: number): InboundReceipt {
  const m: InboundReceipt = { carrierId: '', status: 'unspecified', failure: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.carrierId = r.string(); break;
      case 16: m.status = (ItemStatusText[r.int32()] ?? 'unspecified'); break;
      case 26: m.failure = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InboundReceipt');
}

export function fromInboundReceipt(value: unknown): InboundReceipt {
  const o = json.object(value);
  return {
    carrierId: json.text(o['carrierId']),
    status: json.oneOf(ItemStatusNumber, o['status']),
    failure: json.text(o['failure']),
  };
}

export const InboundReceipt: Codec<InboundReceipt, InboundReceiptInit> = codec(writeInboundReceipt, readInboundReceipt, fromInboundReceipt);

/** An item is to go out. It is read where it is sent: what was deleted or has
 * gone already is not sent. */
export interface OutboundQueued {
  conversationId: string;
  seq: number;
  /** The item's: it goes only as it was then. */
  revision: number;
  accountId: string;
  channel: Channel;
  to: ChannelPerson | undefined;
  queuedAtMs: number;
}

/** What OutboundQueued.encode takes: absent fields are their zero value. */
export interface OutboundQueuedInit {
  readonly conversationId?: string | undefined;
  readonly seq?: number | undefined;
  readonly revision?: number | undefined;
  readonly accountId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly to?: ChannelPersonInit | undefined;
  readonly queuedAtMs?: number | undefined;
}

export function writeOutboundQueued(m: OutboundQueuedInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.seq !== undefined && m.seq !== 0) w.uint32(16).uint32(m.seq);
  if (m.revision !== undefined && m.revision !== 0) w.uint32(24).uint32(m.revision);
  if (m.accountId !== undefined && m.accountId !== '') w.uint32(34).string(m.accountId);
  if (m.channel !== undefined && m.channel !== 'unspecified') w.uint32(40).int32(ChannelNumber[m.channel]);
  if (m.to !== undefined) writeChannelPerson(m.to, w.uint32(50).fork()).ldelim();
  if (m.queuedAtMs !== undefined && m.queuedAtMs !== 0) w.uint32(57).double(m.queuedAtMs);
  return w;
}

export function readOutboundQueued(r: Reader, end: number): OutboundQueued {
  const m: OutboundQueued = { conversationId: '', seq: 0, revision: 0, accountId: '', channel: 'unspecified', to: undefined, queuedAtMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 16: m.seq = r.uint32(); break;
      case 24: m.revision = r.uint32(); break;
      case 34: m.accountId = r.string(); break;
      case 40: m.channel = (ChannelText[r.int32()] ?? 'unspecified'); break;
      case 50: m.to = readChannelPerson(r, r.uint32() + r.pos); break;
      case 57: m.queuedAtMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OutboundQueued');
}

export function fromOutboundQueued(value: unknown): OutboundQueued {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    seq: json.number(o['seq']),
    revision: json.number(o['revision']),
    accountId: json.text(o['accountId']),
    channel: json.oneOf(ChannelNumber, o['channel']),
    to: o['to'] === undefined ? undefined : fromChannelPerson(o['to']),
    queuedAtMs: json.number(o['queuedAtMs']),
  };
}

export const OutboundQueued: Codec<OutboundQueued, OutboundQueuedInit> = codec(writeOutboundQueued, readOutboundQueued, fromOutboundQueued);

/** What could not be done, kept for people to look at. */
export interface DeadLetter {
  /** A code of the error table or the channel's words. */
  reason: string;
  atMs: number;
  tries: number;
  message:
    | { readonly case: 'inbound'; readonly value: InboundArrival }
    | { readonly case: 'outbound'; readonly value: OutboundQueued }
    | undefined;
}

/** What DeadLetter.encode takes: absent fields are their zero value. */
export interface DeadLetterInit {
  readonly reason?: string | undefined;
  readonly atMs?: number | undefined;
  readonly tries?: number | undefined;
  readonly message?:
    | { readonly case: 'inbound'; readonly value: InboundArrivalInit }
    | { readonly case: 'outbound'; readonly value: OutboundQueuedInit }
    | undefined;
}

export function writeDeadLetter(m: DeadLetterInit, w: Writer): Writer {
  if (m.reason !== undefined && m.reason !== '') w.uint32(26).string(m.reason);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(33).double(m.atMs);
  if (m.tries !== undefined && m.tries !== 0) w.uint32(40).uint32(m.tries);
  switch (m.message?.case) {
    case 'inbound': writeInboundArrival(m.message.value, w.uint32(10).fork()).ldelim(); break;
    case 'outbound': writeOutboundQueued(m.message.value, w.uint32(18).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readDeadLetter(r: Reader, end: number): DeadLetter {
  const m: DeadLetter = { reason: '', atMs: 0, tries: 0, message: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 26: m.reason = r.string(); break;
      case 33: m.atMs = r.double(); break;
      case 40: m.tries = r.uint32(); break;
      case 10: m.message = { case: 'inbound', value: readInboundArrival(r, r.uint32() + r.pos) }; break;
      case 18: m.message = { case: 'outbound', value: readOutboundQueued(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'DeadLetter');
}

export function fromDeadLetter(value: unknown): DeadLetter {
  const o = json.object(value);
  return {
    reason: json.text(o['reason']),
    atMs: json.number(o['atMs']),
    tries: json.number(o['tries']),
    message: json.choice<NonNullable<DeadLetter['message']>>(o['message'], {
      inbound: (v) => ({ case: 'inbound', value: fromInboundArrival(v) }) as const,
      outbound: (v) => ({ case: 'outbound', value: fromOutboundQueued(v) }) as const,
    }),
  };
}

export const DeadLetter: Codec<DeadLetter, DeadLetterInit> = codec(writeDeadLetter, readDeadLetter, fromDeadLetter);

/** To the instance that holds an account. */
export interface ChannelRequest {
  body:
    | { readonly case: 'fetchFile'; readonly value: FetchFile }
    | { readonly case: 'whois'; readonly value: ChannelPerson }
    | { readonly case: 'askHealth'; readonly value: AskHealth }
    | { readonly case: 'askMenu'; readonly value: AskMenu }
    | { readonly case: 'putMenu'; readonly value: ChannelMenu }
    | undefined;
}

/** What ChannelRequest.encode takes: absent fields are their zero value. */
export interface ChannelRequestInit {
  readonly body?:
    | { readonly case: 'fetchFile'; readonly value: FetchFileInit }
    | { readonly case: 'whois'; readonly value: ChannelPersonInit }
    | { readonly case: 'askHealth'; readonly value: AskHealthInit }
    | { readonly case: 'askMenu'; readonly value: AskMenuInit }
    | { readonly case: 'putMenu'; readonly value: ChannelMenuInit }
    | undefined;
}

export function writeChannelRequest(m: ChannelRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'fetchFile': writeFetchFile(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'whois': writeChannelPerson(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'askHealth': writeAskHealth(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'askMenu': writeAskMenu(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'putMenu': writeChannelMenu(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readChannelRequest(r: Reader, end: number): ChannelRequest {
  const m: ChannelRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'fetchFile', value: readFetchFile(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'whois', value: readChannelPerson(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'askHealth', value: readAskHealth(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'askMenu', value: readAskMenu(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'putMenu', value: readChannelMenu(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelRequest');
}

export function fromChannelRequest(value: unknown): ChannelRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<ChannelRequest['body']>>(o['body'], {
      fetchFile: (v) => ({ case: 'fetchFile', value: fromFetchFile(v) }) as const,
      whois: (v) => ({ case: 'whois', value: fromChannelPerson(v) }) as const,
      askHealth: (v) => ({ case: 'askHealth', value: fromAskHealth(v) }) as const,
      askMenu: (v) => ({ case: 'askMenu', value: fromAskMenu(v) }) as const,
      putMenu: (v) => ({ case: 'putMenu', value: fromChannelMenu(v) }) as const,
    }),
  };
}

export const ChannelRequest: Codec<ChannelRequest, ChannelRequestInit> = codec(writeChannelRequest, readChannelRequest, fromChannelRequest);

export interface FetchFile {
  reference: string;
  fileName: string;
}

/** What FetchFile.encode takes: absent fields are their zero value. */
export interface FetchFileInit {
  readonly reference?: string | undefined;
  readonly fileName?: string | undefined;
}

export function writeFetchFile(m: FetchFileInit, w: Writer): Writer {
  if (m.reference !== undefined && m.reference !== '') w.uint32(10).string(m.reference);
  if (m.fileName !== undefined && m.fileName !== '') w.uint32(18).string(m.fileName);
  return w;
}

export function readFetchFile(r: Reader, end: number): FetchFile {
  const m: FetchFile = { reference: '', fileName: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.reference = r.string(); break;
      case 18: m.fileName = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FetchFile');
}

export function fromFetchFile(value: unknown): FetchFile {
  const o = json.object(value);
  return {
    reference: json.text(o['reference']),
    fileName: json.text(o['fileName']),
  };
}

export const FetchFile: Codec<FetchFile, FetchFileInit> = codec(writeFetchFile, readFetchFile, fromFetchFile);

export interface AskHealth {
}

/** What AskHealth.encode takes: absent fields are their zero value. */
export interface AskHealthInit {
}

export function writeAskHealth(m: AskHealthInit, w: Writer): Writer {
  void m;
  return w;
}

export function readAskHealth(r: Reader, end: number): AskHealth {
  const m: AskHealth = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AskHealth');
}

export function fromAskHealth(value: unknown): AskHealth {
  const o = json.object(value);
  void o;
  return {
  };
}

export const AskHealth: Codec<AskHealth, AskHealthInit> = codec(writeAskHealth, readAskHealth, fromAskHealth);

export interface AskMenu {
}

/** What AskMenu.encode takes: absent fields are their zero value. */
export interface AskMenuInit {
}

export function writeAskMenu(m: AskMenuInit, w: Writer): Writer {
  void m;
  return w;
}

export function readAskMenu(r: Reader, end: number): AskMenu {
  const m: AskMenu = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AskMenu');
}

export function fromAskMenu(value: unknown): AskMenu {
  const o = json.object(value);
  void o;
  return {
  };
}

export const AskMenu: Codec<AskMenu, AskMenuInit> = codec(writeAskMenu, readAskMenu, fromAskMenu);

/** What stands below an account's conversations, to be pressed. */
export interface ChannelMenu {
  /** As JSON of the kind's own; empty = there is none. */
  json: string;
}

/** What ChannelMenu.encode takes: absent fields are their zero value. */
export interface ChannelMenuInit {
  readonly json?: string | undefined;
}

export function writeChannelMenu(m: ChannelMenuInit, w: Writer): Writer {
  if (m.json !== undefined && m.json !== '') w.uint32(10).string(m.json);
  return w;
}

export function readChannelMenu(r: Reader, end: number): ChannelMenu {
  const m: ChannelMenu = { json: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.json = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelMenu');
}

export function fromChannelMenu(value: unknown): ChannelMenu {
  const o = json.object(value);
  return {
    json: json.text(o['json']),
  };
}

export const ChannelMenu: Codec<ChannelMenu, ChannelMenuInit> = codec(writeChannelMenu, readChannelMenu, fromChannelMenu);

export interface ChannelReply {
  body:
    | { readonly case: 'file'; readonly value: InboundFile }
    | { readonly case: 'person'; readonly value: ChannelPerson }
    | { readonly case: 'health'; readonly value: ChannelHealth }
    | { readonly case: 'fault'; readonly value: Fault }
    | { readonly case: 'menu'; readonly value: ChannelMenu }
    | undefined;
}

/** What ChannelReply.encode takes: absent fields are their zero value. */
export interface ChannelReplyInit {
  readonly body?:
    | { readonly case: 'file'; readonly value: InboundFileInit }
    | { readonly case: 'person'; readonly value: ChannelPersonInit }
    | { readonly case: 'health'; readonly value: ChannelHealthInit }
    | { readonly case: 'fault'; readonly value: FaultInit }
    | { readonly case: 'menu'; readonly value: ChannelMenuInit }
    | undefined;
}

export function writeChannelReply(m: ChannelReplyInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'file': writeInboundFile(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'person': writeChannelPerson(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'health': writeChannelHealth(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'fault': writeFault(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'menu': writeChannelMenu(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readChannelReply(r: Reader, end: number): ChannelReply {
  const m: ChannelReply = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'file', value: readInboundFile(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'person', value: readChannelPerson(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'health', value: readChannelHealth(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'menu', value: readChannelMenu(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelReply');
}

export function fromChannelReply(value: unknown): ChannelReply {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<ChannelReply['body']>>(o['body'], {
      file: (v) => ({ case: 'file', value: fromInboundFile(v) }) as const,
      person: (v) => ({ case: 'person', value: fromChannelPerson(v) }) as const,
      health: (v) => ({ case: 'health', value: fromChannelHealth(v) }) as const,
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
      menu: (v) => ({ case: 'menu', value: fromChannelMenu(v) }) as const,
    }),
  };
}

export const ChannelReply: Codec<ChannelReply, ChannelReplyInit> = codec(writeChannelReply, readChannelReply, fromChannelReply);

export interface ChannelHealth {
  /** "up", "connecting" or "down". */
  state: string;
  sinceMs: number;
  reason: string;
  instanceId: string;
  /** Messages that are being sent, and what the account may send per second now; 0 = no limit. */
  underWay: number;
  perSecond: number;
}

/** What ChannelHealth.encode takes: absent fields are their zero value. */
export interface ChannelHealthInit {
  readonly state?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly reason?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly underWay?: number | undefined;
  readonly perSecond?: number | undefined;
}

export function writeChannelHealth(m: ChannelHealthInit, w: Writer): Writer {
  if (m.state !== undefined && m.state !== '') w.uint32(10).string(m.state);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(17).double(m.sinceMs);
  if (m.reason !== undefined && m.reason !== '') w.uint32(26).string(m.reason);
  if (m.instanceId !== undefined && m.instanceId !== '') w.uint32(34).string(m.instanceId);
  if (m.underWay !== undefined && m.underWay !== 0) w.uint32(40).uint32(m.underWay);
  if (m.perSecond !== undefined && m.perSecond !== 0) w.uint32(49).double(m.perSecond);
  return w;
}

export function readChannelHealth(r: Reader, end: number): ChannelHealth {
  const m: ChannelHealth = { state: '', sinceMs: 0, reason: '', instanceId: '', underWay: 0, perSecond: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.state = r.string(); break;
      case 17: m.sinceMs = r.double(); break;
      case 26: m.reason = r.string(); break;
      case 34: m.instanceId = r.string(); break;
      case 40: m.underWay = r.uint32(); break;
      case 49: m.perSecond = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ChannelHealth');
}

export function fromChannelHealth(value: unknown): ChannelHealth {
  const o = json.object(value);
  return {
    state: json.text(o['state']),
    sinceMs: json.number(o['sinceMs']),
    reason: json.text(o['reason']),
    instanceId: json.text(o['instanceId']),
    underWay: json.number(o['underWay']),
    perSecond: json.number(o['perSecond']),
  };
}

export const ChannelHealth: Codec<ChannelHealth, ChannelHealthInit> = codec(writeChannelHealth, readChannelHealth, fromChannelHealth);
