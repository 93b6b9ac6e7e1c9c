// Made by scripts/generate.mjs from proto/schema/history.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { CallKindNumber, CallKindText, EndCauseNumber, EndCauseText, fromCallCompany, fromCustomerProfile, readCallCompany, readCustomerProfile, type CallCompany, type CallCompanyInit, type CallKind, type CustomerProfile, type CustomerProfileInit, type EndCause, writeCallCompany, writeCustomerProfile } from './common.ts';

/** Calls of the agent that are over, newest first, some of them new: a page adds them to those that it knows. */
export interface PastCalls {
  calls: CallSummary[];
}

/** What PastCalls.encode takes: absent fields are their zero value. */
export interface PastCallsInit {
  readonly calls?: readonly CallSummaryInit[] | undefined;
}

export function writePastCalls(m: PastCallsInit, w: Writer): Writer {
  for (const v of m.calls ?? []) writeCallSummary(v, w.uint32(10).fork()).ldelim();
  return w;
}

export function readPastCalls(r: Reader, end: number): PastCalls {
  const m: PastCalls = { calls: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.calls.push(readCallSummary(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PastCalls');
}

export function fromPastCalls(value: unknown): PastCalls {
  const o = json.object(value);
  return {
    calls: json.list(o['calls']).map((v) => fromCallSummary(v)),
  };
}

export const PastCalls: Codec<PastCalls, PastCallsInit> = codec(writePastCalls, readPastCalls, fromPastCalls);

export interface CallSummary {
  callId: string;
  kind: CallKind;
  customerName: string;
  agentName: string;
  requestedAtMs: number;
  answeredAtMs: number;
  endedAtMs: number;
  endCause: EndCause;
  customerRegion: string;
  moves: number;
  /** In the order they came, at most 20. */
  company: CallCompany[];
  /** What routing was told of it, for what-if. */
  profile: CustomerProfile | undefined;
  /** Of its page, as in RFC 5646. */
  locale: string;
  /** The queue of the rules that was asked for last; empty = where they put it. */
  wantedQueueId: string;
  /** What it belonged to. */
  conversationId: string;
}

/** What CallSummary.encode takes: absent fields are their zero value. */
export interface CallSummaryInit {
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly customerName?: string | undefined;
  readonly agentName?: string | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly answeredAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  readonly endCause?: EndCause | undefined;
  readonly customerRegion?: string | undefined;
  readonly moves?: number | undefined;
  readonly company?: readonly CallCompanyInit[] | undefined;
  readonly profile?: CustomerProfileInit | undefined;
  readonly locale?: string | undefined;
  readonly wantedQueueId?: string | undefined;
  readonly conversationId?: string | undefined;
}

export function writeCallSummary(m: CallSummaryInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(CallKindNumber[m.kind]);
  if (m.customerName !== undefined && m.customerName !== '') w.uint32(26).string(m.customerName);
  if (m.agentName !== undefined && m.agentName !== '') w.uint32(34).string(m.agentName);
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(41).double(m.requestedAtMs);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(49).double(m.answeredAtMs);
  if (m.endedAtMs !== undefined && m.endedAtMs !== 0) w.uint32(57).double(m.endedAtMs);
  if (m.endCause !== undefined && m.endCause !== 'unspecified') w.uint32(64).int32(EndCauseNumber[m.endCause]);
  if (m.customerRegion !== undefined && m.customerRegion !== '') w.uint32(74).string(m.customerRegion);
  if (m.moves !== undefined && m.moves !== 0) w.uint32(80).uint32(m.moves);
  for (const v of m.company ?? []) writeCallCompany(v, w.uint32(90).fork()).ldelim();
  if (m.profile !== undefined) writeCustomerProfile(m.profile, w.uint32(98).fork()).ldelim();
  if (m.locale !== undefined && m.locale !== '') w.uint32(106).string(m.locale);
  if (m.wantedQueueId !== undefined && m.wantedQueueId !== '') w.uint32(114).string(m.wantedQueueId);
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(122).string(m.conversationId);
  return w;
}

export function readCallSummary(r: Reader, end: number): CallSummary {
  const m: CallSummary = { callId: '', kind: 'unspecified', customerName: '', agentName: '', requestedAtMs: 0, answeredAtMs: 0, endedAtMs: 0, endCause: 'unspecified', customerRegion: '', moves: 0, company: [], profile: undefined, locale: '', wantedQueueId: '', conversationId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 26: m.customerName = r.string(); break;
      case 34: m.agentName = r.string(); break;
      case 41: m.requestedAtMs = r.double(); break;
      case 49: m.answeredAtMs = r.double(); break;
      case 57: m.endedAtMs = r.double(); break;
      case 64: m.endCause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      case 74: m.customerRegion = r.string(); break;
      case 80: m.moves = r.uint32(); break;
      case 90: m.company.push(readCallCompany(r, r.uint32() + r.pos)); break;
      case 98: m.profile = readCustomerProfile(r, r.uint32() + r.pos); break;
      case 106: m.locale = r.string(); break;
      case 114: m.wantedQueueId = r.string(); break;
      case 122: m.conversationId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallSummary');
}

export function fromCallSummary(value: unknown): CallSummary {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    customerName: json.text(o['customerName']),
    agentName: json.text(o['agentName']),
    requestedAtMs: json.number(o['requestedAtMs']),
    answeredAtMs: json.number(o['answeredAtMs']),
    endedAtMs: json.number(o['endedAtMs']),
    endCause: json.oneOf(EndCauseNumber, o['endCause']),
    customerRegion: json.text(o['customerRegion']),
    moves: json.number(o['moves']),
    company: json.list(o['company']).map((v) => fromCallCompany(v)),
    profile: o['profile'] === undefined ? undefined : fromCustomerProfile(o['profile']),
    locale: json.text(o['locale']),
    wantedQueueId: json.text(o['wantedQueueId']),
    conversationId: json.text(o['conversationId']),
  };
}

export const CallSummary: Codec<CallSummary, CallSummaryInit> = codec(writeCallSummary, readCallSummary, fromCallSummary);
