// Made by scripts/generate.mjs from proto/schema/facts.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { CallbackMissNumber, CallbackMissText, type CallbackMiss } from './callback.ts';
import { CallKindNumber, CallKindText, CallPartNumber, CallPartText, EndCauseNumber, EndCauseText, PresenceNumber, PresenceText, fromParticipant, readParticipant, type CallKind, type CallPart, type EndCause, type Participant, type ParticipantInit, type Presence, writeParticipant } from './common.ts';
import { OfferOutcomeNumber, OfferOutcomeText, fromCallMove, readCallMove, type CallMove, type CallMoveInit, type OfferOutcome, writeCallMove } from './control.ts';
import { fromCallSummary, readCallSummary, type CallSummary, type CallSummaryInit, writeCallSummary } from './history.ts';
import { NodeStateNumber, NodeStateText, type NodeState } from './sights.ts';

export interface FactRecord {
  /** Also the deduplication id. */
  factId: string;
  atMs: number;
  callId: string;
  epoch: number;
  body:
    | { readonly case: 'callRequested'; readonly value: CallRequested }
    | { readonly case: 'callOffered'; readonly value: CallOffered }
    | { readonly case: 'offerSettled'; readonly value: OfferSettled }
    | { readonly case: 'callAnswered'; readonly value: CallAnswered }
    | { readonly case: 'callEnded'; readonly value: CallEnded }
    | { readonly case: 'callHeld'; readonly value: CallHeld }
    | { readonly case: 'presenceChanged'; readonly value: PresenceChanged }
    | { readonly case: 'nodeSeen'; readonly value: NodeSeen }
    | { readonly case: 'nodeLost'; readonly value: NodeLost }
    | { readonly case: 'nodeStateChanged'; readonly value: NodeStateChanged }
    | { readonly case: 'callMoved'; readonly value: CallMoved }
    | { readonly case: 'callTransferred'; readonly value: CallTransferred }
    | { readonly case: 'callJoined'; readonly value: CallJoined }
    | { readonly case: 'callLeft'; readonly value: CallLeft }
    | { readonly case: 'callPassed'; readonly value: CallPassed }
    | { readonly case: 'callbackAsked'; readonly value: CallbackAsked }
    | { readonly case: 'callbackMissed'; readonly value: CallbackMissed }
    | { readonly case: 'waitOver'; readonly value: WaitOver }
    | undefined;
}

/** What FactRecord.encode takes: absent fields are their zero value. */
export interface FactRecordInit {
  readonly factId?: string | undefined;
  readonly atMs?: number | undefined;
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly body?:
    | { readonly case: 'callRequested'; readonly value: CallRequestedInit }
    | { readonly case: 'callOffered'; readonly value: CallOfferedInit }
    | { readonly case: 'offerSettled'; readonly value: OfferSettledInit }
    | { readonly case: 'callAnswered'; readonly value: CallAnsweredInit }
    | { readonly case: 'callEnded'; readonly value: CallEndedInit }
    | { readonly case: 'callHeld'; readonly value: CallHeldInit }
    | { readonly case: 'presenceChanged'; readonly value: PresenceChangedInit }
    | { readonly case: 'nodeSeen'; readonly value: NodeSeenInit }
    | { readonly case: 'nodeLost'; readonly value: NodeLostInit }
    | { readonly case: 'nodeStateChanged'; readonly value: NodeStateChangedInit }
    | { readonly case: 'callMoved'; readonly value: CallMovedInit }
    | { readonly case: 'callTransferred'; readonly value: CallTransferredInit }
    | { readonly case: 'callJoined'; readonly value: CallJoinedInit }
    | { readonly case: 'callLeft'; readonly value: CallLeftInit }
    | { readonly case: 'callPassed'; readonly value: CallPassedInit }
    | { readonly case: 'callbackAsked'; readonly value: CallbackAskedInit }
    | { readonly case: 'callbackMissed'; readonly value: CallbackMissedInit }
    | { readonly case: 'waitOver'; readonly value: WaitOverInit }
    | undefined;
}

export function writeFactRecord(m: FactRecordInit, w: Writer): Writer {
  if (m.factId !== undefined && m.factId !== '') w.uint32(10).string(m.factId);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(17).double(m.atMs);
  if (m.callId !== undefined && m.callId !== '') w.uint32(26).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(32).uint32(m.epoch);
  switch (m.body?.case) {
    case 'callRequested': writeCallRequested(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'callOffered': writeCallOffered(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'offerSettled': writeOfferSettled(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case 'callAnswered': writeCallAnswered(m.body.value, w.uint32(106).fork()).ldelim(); break;
    case 'callEnded': writeCallEnded(m.body.value, w.uint32(114).fork()).ldelim(); break;
    case 'callHeld': writeCallHeld(m.body.value, w.uint32(122).fork()).ldelim(); break;
    case 'presenceChanged': writePresenceChanged(m.body.value, w.uint32(130).fork()).ldelim(); break;
    case 'nodeSeen': writeNodeSeen(m.body.value, w.uint32(138).fork()).ldelim(); break;
    case 'nodeLost': writeNodeLost(m.body.value, w.uint32(146).fork()).ldelim(); break;
    case 'nodeStateChanged': writeNodeStateChanged(m.body.value, w.uint32(154).fork()).ldelim(); break;
    case 'callMoved': writeCallMoved(m.body.value, w.uint32(162).fork()).ldelim(); break;
    case 'callTransferred': writeCallTransferred(m.body.value, w.uint32(170).fork()).ldelim(); break;
    case 'callJoined': writeCallJoined(m.body.value, w.uint32(178).fork()).ldelim(); break;
    case 'callLeft': writeCallLeft(m.body.value, w.uint32(186).fork()).ldelim(); break;
    case 'callPassed': writeCallPassed(m.body.value, w.uint32(194).fork()).ldelim(); break;
    case 'callbackAsked': writeCallbackAsked(m.body.value, w.uint32(202).fork()).ldelim(); break;
    case 'callbackMissed': writeCallbackMissed(m.body.value, w.uint32(210).fork()).ldelim(); break;
    case 'waitOver': writeWaitOver(m.body.value, w.uint32(242).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readFactRecord(r: Reader, end: number): FactRecord {
  const m: FactRecord = { factId: '', atMs: 0, callId: '', epoch: 0, body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.factId = r.string(); break;
      case 17: m.atMs = r.double(); break;
      case 26: m.callId = r.string(); break;
      case 32: m.epoch = r.uint32(); break;
      case 82: m.body = { case: 'callRequested', value: readCallRequested(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'callOffered', value: readCallOffered(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'offerSettled', value: readOfferSettled(r, r.uint32() + r.pos) }; break;
      case 106: m.body = { case: 'callAnswered', value: readCallAnswered(r, r.uint32() + r.pos) }; break;
      case 114: m.body = { case: 'callEnded', value: readCallEnded(r, r.uint32() + r.pos) }; break;
      case 122: m.body = { case: 'callHeld', value: readCallHeld(r, r.uint32() + r.pos) }; break;
      case 130: m.body = { case: 'presenceChanged', value: readPresenceChanged(r, r.uint32() + r.pos) }; break;
      case 138: m.body = { case: 'nodeSeen', value: readNodeSeen(r, r.uint32() + r.pos) }; break;
      case 146: m.body = { case: 'nodeLost', value: readNodeLost(r, r.uint32() + r.pos) }; break;
      case 154: m.body = { case: 'nodeStateChanged', value: readNodeStateChanged(r, r.uint32() + r.pos) }; break;
      case 162: m.body = { case: 'callMoved', value: readCallMoved(r, r.uint32() + r.pos) }; break;
      case 170: m.body = { case: 'callTransferred', value: readCallTransferred(r, r.uint32() + r.pos) }; break;
      case 178: m.body = { case: 'callJoined', value: readCallJoined(r, r.uint32() + r.pos) }; break;
      case 186: m.body = { case: 'callLeft', value: readCallLeft(r, r.uint32() + r.pos) }; break;
      case 194: m.body = { case: 'callPassed', value: readCallPassed(r, r.uint32() + r.pos) }; break;
      case 202: m.body = { case: 'callbackAsked', value: readCallbackAsked(r, r.uint32() + r.pos) }; break;
      case 210: m.body = { case: 'callbackMissed', value: readCallbackMissed(r, r.uint32() + r.pos) }; break;
      case 242: m.body = { case: 'waitOver', value: readWaitOver(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'FactRecord');
}

export function fromFactRecord(value: unknown): FactRecord {
  const o = json.object(value);
  return {
    factId: json.text(o['factId']),
    atMs: json.number(o['atMs']),
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    body: json.choice<NonNullable<FactRecord['body']>>(o['body'], {
      callRequested: (v) => ({ case: 'callRequested', value: fromCallRequested(v) }) as const,
      callOffered: (v) => ({ case: 'callOffered', value: fromCallOffered(v) }) as const,
      offerSettled: (v) => ({ case: 'offerSettled', value: fromOfferSettled(v) }) as const,
      callAnswered: (v) => ({ case: 'callAnswered', value: fromCallAnswered(v) }) as const,
      callEnded: (v) => ({ case: 'callEnded', value: fromCallEnded(v) }) as const,
      callHeld: (v) => ({ case: 'callHeld', value: fromCallHeld(v) }) as const,
      presenceChanged: (v) => ({ case: 'presenceChanged', value: fromPresenceChanged(v) }) as const,
      nodeSeen: (v) => ({ case: 'nodeSeen', value: fromNodeSeen(v) }) as const,
      nodeLost: (v) => ({ case: 'nodeLost', value: fromNodeLost(v) }) as const,
      nodeStateChanged: (v) => ({ case: 'nodeStateChanged', value: fromNodeStateChanged(v) }) as const,
      callMoved: (v) => ({ case: 'callMoved', value: fromCallMoved(v) }) as const,
      callTransferred: (v) => ({ case: 'callTransferred', value: fromCallTransferred(v) }) as const,
      callJoined: (v) => ({ case: 'callJoined', value: fromCallJoined(v) }) as const,
      callLeft: (v) => ({ case: 'callLeft', value: fromCallLeft(v) }) as const,
      callPassed: (v) => ({ case: 'callPassed', value: fromCallPassed(v) }) as const,
      callbackAsked: (v) => ({ case: 'callbackAsked', value: fromCallbackAsked(v) }) as const,
      callbackMissed: (v) => ({ case: 'callbackMissed', value: fromCallbackMissed(v) }) as const,
      waitOver: (v) => ({ case: 'waitOver', value: fromWaitOver(v) }) as const,
    }),
  };
}

export const FactRecord: Codec<FactRecord, FactRecordInit> = codec(writeFactRecord, readFactRecord, fromFactRecord);

export interface CallRequested {
  kind: CallKind;
  customer: Participant | undefined;
  queueId: string;
  homeNodeId: string;
  standbyNodeId: string;
  /** Why this placement. */
  placementReason: string;
}

/** What CallRequested.encode takes: absent fields are their zero value. */
export interface CallRequestedInit {
  readonly kind?: CallKind | undefined;
  readonly customer?: ParticipantInit | undefined;
  readonly queueId?: string | undefined;
  readonly homeNodeId?: string | undefined;
  readonly standbyNodeId?: string | undefined;
  readonly placementReason?: string | undefined;
}

export function writeCallRequested(m: CallRequestedInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(8).int32(CallKindNumber[m.kind]);
  if (m.customer !== undefined) writeParticipant(m.customer, w.uint32(18).fork()).ldelim();
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  if (m.homeNodeId !== undefined && m.homeNodeId !== '') w.uint32(34).string(m.homeNodeId);
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(42).string(m.standbyNodeId);
  if (m.placementReason !== undefined && m.placementReason !== '') w.uint32(50).string(m.placementReason);
  return w;
}

export function readCallRequested(r: Reader, end: number): CallRequested {
  const m: CallRequested = { kind: 'unspecified', customer: undefined, queueId: '', homeNodeId: '', standbyNodeId: '', placementReason: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 18: m.customer = readParticipant(r, r.uint32() + r.pos); break;
      case 26: m.queueId = r.string(); break;
      case 34: m.homeNodeId = r.string(); break;
      case 42: m.standbyNodeId = r.string(); break;
      case 50: m.placementReason = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallRequested');
}

export function fromCallRequested(value: unknown): CallRequested {
  const o = json.object(value);
  return {
    kind: json.oneOf(CallKindNumber, o['kind']),
    customer: o['customer'] === undefined ? undefined : fromParticipant(o['customer']),
    queueId: json.text(o['queueId']),
    homeNodeId: json.text(o['homeNodeId']),
    standbyNodeId: json.text(o['standbyNodeId']),
    placementReason: json.text(o['placementReason']),
  };
}

export const CallRequested: Codec<CallRequested, CallRequestedInit> = codec(writeCallRequested, readCallRequested, fromCallRequested);

export interface CallOffered {
  offerId: string;
  agentId: string;
  /** Of the routing rules, the one that the call waited in. */
  queueId: string;
  /** Why this agent, in a sentence. */
  reason: string;
}

/** What CallOffered.encode takes: absent fields are their zero value. */
export interface CallOfferedInit {
  readonly offerId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly reason?: string | undefined;
}

export function writeCallOffered(m: CallOfferedInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  if (m.reason !== undefined && m.reason !== '') w.uint32(34).string(m.reason);
  return w;
}

export function readCallOffered(r: Reader, end: number): CallOffered {
  const m: CallOffered = { offerId: '', agentId: '', queueId: '', reason: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.queueId = r.string(); break;
      case 34: m.reason = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallOffered');
}

export function fromCallOffered(value: unknown): CallOffered {
  const o = json.object(value);
  return {
    offerId: json.text(o['offerId']),
    agentId: json.text(o['agentId']),
    queueId: json.text(o['queueId']),
    reason: json.text(o['reason']),
  };
}

export const CallOffered: Codec<CallOffered, CallOfferedInit> = codec(writeCallOffered, readCallOffered, fromCallOffered);

export interface OfferSettled {
  offerId: string;
  agentId: string;
  outcome: OfferOutcome;
}

/** What OfferSettled.encode takes: absent fields are their zero value. */
export interface OfferSettledInit {
  readonly offerId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly outcome?: OfferOutcome | undefined;
}

export function writeOfferSettled(m: OfferSettledInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.outcome !== undefined && m.outcome !== 'unspecified') w.uint32(24).int32(OfferOutcomeNumber[m.outcome]);
  return w;
}

export function readOfferSettled(r: Reader, end: number): OfferSettled {
  const m: OfferSettled = { offerId: '', agentId: '', outcome: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 24: m.outcome = (OfferOutcomeText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OfferSettled');
}

export function fromOfferSettled(value: unknown): OfferSettled {
  const o = json.object(value);
  return {
    offerId: json.text(o['offerId']),
    agentId: json.text(o['agentId']),
    outcome: json.oneOf(OfferOutcomeNumber, o['outcome']),
  };
}

export const OfferSettled: Codec<OfferSettled, OfferSettledInit> = codec(writeOfferSettled, readOfferSettled, fromOfferSettled);

export interface CallAnswered {
  agent: Participant | undefined;
  agentId: string;
  nodeId: string;
}

/** What CallAnswered.encode takes: absent fields are their zero value. */
export interface CallAnsweredInit {
  readonly agent?: ParticipantInit | undefined;
  readonly agentId?: string | undefined;
  readonly nodeId?: string | undefined;
}

export function writeCallAnswered(m: CallAnsweredInit, w: Writer): Writer {
  if (m.agent !== undefined) writeParticipant(m.agent, w.uint32(10).fork()).ldelim();
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(26).string(m.nodeId);
  return w;
}

export function readCallAnswered(r: Reader, end: number): CallAnswered {
  const m: CallAnswered = { agent: undefined, agentId: '', nodeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.nodeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallAnswered');
}

export function fromCallAnswered(value: unknown): CallAnswered {
  const o = json.object(value);
  return {
    agent: o['agent'] === undefined ? undefined : fromParticipant(o['agent']),
    agentId: json.text(o['agentId']),
    nodeId: json.text(o['nodeId']),
  };
}

export const CallAnswered: Codec<CallAnswered, CallAnsweredInit> = codec(writeCallAnswered, readCallAnswered, fromCallAnswered);

export interface CallEnded {
  cause: EndCause;
  summary: CallSummary | undefined;
  agentId: string;
}

/** What CallEnded.encode takes: absent fields are their zero value. */
export interface CallEndedInit {
  readonly cause?: EndCause | undefined;
  readonly summary?: CallSummaryInit | undefined;
  readonly agentId?: string | undefined;
}

export function writeCallEnded(m: CallEndedInit, w: Writer): Writer {
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(8).int32(EndCauseNumber[m.cause]);
  if (m.summary !== undefined) writeCallSummary(m.summary, w.uint32(18).fork()).ldelim();
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(26).string(m.agentId);
  return w;
}

export function readCallEnded(r: Reader, end: number): CallEnded {
  const m: CallEnded = { cause: 'unspecified', summary: undefined, agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.cause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      case 18: m.summary = readCallSummary(r, r.uint32() + r.pos); break;
      case 26: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallEnded');
}

export function fromCallEnded(value: unknown): CallEnded {
  const o = json.object(value);
  return {
    cause: json.oneOf(EndCauseNumber, o['cause']),
    summary: o['summary'] === undefined ? undefined : fromCallSummary(o['summary']),
    agentId: json.text(o['agentId']),
  };
}

export const CallEnded: Codec<CallEnded, CallEndedInit> = codec(writeCallEnded, readCallEnded, fromCallEnded);

export interface CallHeld {
  on: boolean;
}

/** What CallHeld.encode takes: absent fields are their zero value. */
export interface CallHeldInit {
  readonly on?: boolean | undefined;
}

export function writeCallHeld(m: CallHeldInit, w: Writer): Writer {
  if (m.on !== undefined && m.on !== false) w.uint32(8).bool(m.on);
  return w;
}

export function readCallHeld(r: Reader, end: number): CallHeld {
  const m: CallHeld = { on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallHeld');
}

export function fromCallHeld(value: unknown): CallHeld {
  const o = json.object(value);
  return {
    on: json.bool(o['on']),
  };
}

export const CallHeld: Codec<CallHeld, CallHeldInit> = codec(writeCallHeld, readCallHeld, fromCallHeld);

export interface PresenceChanged {
  agentId: string;
  presence: Presence;
  reason: string;
  /** What for, where the agent said it. */
  pause: string;
}

/** What PresenceChanged.encode takes: absent fields are their zero value. */
export interface PresenceChangedInit {
  readonly agentId?: string | undefined;
  readonly presence?: Presence | undefined;
  readonly reason?: string | undefined;
  readonly pause?: string | undefined;
}

export function writePresenceChanged(m: PresenceChangedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(16).int32(PresenceNumber[m.presence]);
  if (m.reason !== undefined && m.reason !== '') w.uint32(26).string(m.reason);
  if (m.pause !== undefined && m.pause !== '') w.uint32(34).string(m.pause);
  return w;
}

export function readPresenceChanged(r: Reader, end: number): PresenceChanged {
  const m: PresenceChanged = { agentId: '', presence: 'unspecified', reason: '', pause: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 16: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 26: m.reason = r.string(); break;
      case 34: m.pause = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PresenceChanged');
}

export function fromPresenceChanged(value: unknown): PresenceChanged {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    presence: json.oneOf(PresenceNumber, o['presence']),
    reason: json.text(o['reason']),
    pause: json.text(o['pause']),
  };
}

export const PresenceChanged: Codec<PresenceChanged, PresenceChangedInit> = codec(writePresenceChanged, readPresenceChanged, fromPresenceChanged);

export interface CallMoved {
  move: CallMove | undefined;
  /** Epoch before. */
  fromEpoch: number;
}

/** What CallMoved.encode takes: absent fields are their zero value. */
export interface CallMovedInit {
  readonly move?: CallMoveInit | undefined;
  readonly fromEpoch?: number | undefined;
}

export function writeCallMoved(m: CallMovedInit, w: Writer): Writer {
  if (m.move !== undefined) writeCallMove(m.move, w.uint32(10).fork()).ldelim();
  if (m.fromEpoch !== undefined && m.fromEpoch !== 0) w.uint32(16).uint32(m.fromEpoch);
  return w;
}

export function readCallMoved(r: Reader, end: number): CallMoved {
  const m: CallMoved = { move: undefined, fromEpoch: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.move = readCallMove(r, r.uint32() + r.pos); break;
      case 16: m.fromEpoch = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallMoved');
}

export function fromCallMoved(value: unknown): CallMoved {
  const o = json.object(value);
  return {
    move: o['move'] === undefined ? undefined : fromCallMove(o['move']),
    fromEpoch: json.number(o['fromEpoch']),
  };
}

export const CallMoved: Codec<CallMoved, CallMovedInit> = codec(writeCallMoved, readCallMoved, fromCallMoved);

export interface NodeSeen {
  nodeId: string;
  region: string;
}

/** What NodeSeen.encode takes: absent fields are their zero value. */
export interface NodeSeenInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
}

export function writeNodeSeen(m: NodeSeenInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  return w;
}

export function readNodeSeen(r: Reader, end: number): NodeSeen {
  const m: NodeSeen = { nodeId: '', region: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeSeen');
}

export function fromNodeSeen(value: unknown): NodeSeen {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
  };
}

export const NodeSeen: Codec<NodeSeen, NodeSeenInit> = codec(writeNodeSeen, readNodeSeen, fromNodeSeen);

export interface NodeLost {
  nodeId: string;
  region: string;
}

/** What NodeLost.encode takes: absent fields are their zero value. */
export interface NodeLostInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
}

export function writeNodeLost(m: NodeLostInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  return w;
}

export function readNodeLost(r: Reader, end: number): NodeLost {
  const m: NodeLost = { nodeId: '', region: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeLost');
}

export function fromNodeLost(value: unknown): NodeLost {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
  };
}

export const NodeLost: Codec<NodeLost, NodeLostInit> = codec(writeNodeLost, readNodeLost, fromNodeLost);

export interface NodeStateChanged {
  nodeId: string;
  state: NodeState;
}

/** What NodeStateChanged.encode takes: absent fields are their zero value. */
export interface NodeStateChangedInit {
  readonly nodeId?: string | undefined;
  readonly state?: NodeState | undefined;
}

export function writeNodeStateChanged(m: NodeStateChangedInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(16).int32(NodeStateNumber[m.state]);
  return w;
}

export function readNodeStateChanged(r: Reader, end: number): NodeStateChanged {
  const m: NodeStateChanged = { nodeId: '', state: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 16: m.state = (NodeStateText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeStateChanged');
}

export function fromNodeStateChanged(value: unknown): NodeStateChanged {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    state: json.oneOf(NodeStateNumber, o['state']),
  };
}

export const NodeStateChanged: Codec<NodeStateChanged, NodeStateChangedInit> = codec(writeNodeStateChanged, readNodeStateChanged, fromNodeStateChanged);

/** Its agent gave it away, and it waits again. */
export interface CallTransferred {
  agentId: string;
  /** Empty = to whoever is chosen. */
  toAgentId: string;
}

/** What CallTransferred.encode takes: absent fields are their zero value. */
export interface CallTransferredInit {
  readonly agentId?: string | undefined;
  readonly toAgentId?: string | undefined;
}

export function writeCallTransferred(m: CallTransferredInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.toAgentId !== undefined && m.toAgentId !== '') w.uint32(18).string(m.toAgentId);
  return w;
}

export function readCallTransferred(r: Reader, end: number): CallTransferred {
  const m: CallTransferred = { agentId: '', toAgentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.toAgentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallTransferred');
}

export function fromCallTransferred(value: unknown): CallTransferred {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    toAgentId: json.text(o['toAgentId']),
  };
}

export const CallTransferred: Codec<CallTransferred, CallTransferredInit> = codec(writeCallTransferred, readCallTransferred, fromCallTransferred);

/** Somebody came into it beside its customer and its agent, or goes on in it as something else. */
export interface CallJoined {
  agentId: string;
  participant: Participant | undefined;
  part: CallPart;
  /** What they were in it before; unspecified = they were not. */
  before: CallPart;
}

/** What CallJoined.encode takes: absent fields are their zero value. */
export interface CallJoinedInit {
  readonly agentId?: string | undefined;
  readonly participant?: ParticipantInit | undefined;
  readonly part?: CallPart | undefined;
  readonly before?: CallPart | undefined;
}

export function writeCallJoined(m: CallJoinedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(18).fork()).ldelim();
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(24).int32(CallPartNumber[m.part]);
  if (m.before !== undefined && m.before !== 'unspecified') w.uint32(32).int32(CallPartNumber[m.before]);
  return w;
}

export function readCallJoined(r: Reader, end: number): CallJoined {
  const m: CallJoined = { agentId: '', participant: undefined, part: 'unspecified', before: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 24: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
      case 32: m.before = (CallPartText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallJoined');
}

export function fromCallJoined(value: unknown): CallJoined {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
    part: json.oneOf(CallPartNumber, o['part']),
    before: json.oneOf(CallPartNumber, o['before']),
  };
}

export const CallJoined: Codec<CallJoined, CallJoinedInit> = codec(writeCallJoined, readCallJoined, fromCallJoined);

/** One of those is in it no more. */
export interface CallLeft {
  agentId: string;
  participantId: string;
}

/** What CallLeft.encode takes: absent fields are their zero value. */
export interface CallLeftInit {
  readonly agentId?: string | undefined;
  readonly participantId?: string | undefined;
}

export function writeCallLeft(m: CallLeftInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(18).string(m.participantId);
  return w;
}

export function readCallLeft(r: Reader, end: number): CallLeft {
  const m: CallLeft = { agentId: '', participantId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.participantId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallLeft');
}

export function fromCallLeft(value: unknown): CallLeft {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    participantId: json.text(o['participantId']),
  };
}

export const CallLeft: Codec<CallLeft, CallLeftInit> = codec(writeCallLeft, readCallLeft, fromCallLeft);

/** It has another agent, without having waited. */
export interface CallPassed {
  fromAgentId: string;
  agentId: string;
  /** Why the one before is in it no more: TAKEN_OVER, TRANSFERRED, AGENT_HUNG_UP or AGENT_LOST. */
  cause: EndCause;
}

/** What CallPassed.encode takes: absent fields are their zero value. */
export interface CallPassedInit {
  readonly fromAgentId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly cause?: EndCause | undefined;
}

export function writeCallPassed(m: CallPassedInit, w: Writer): Writer {
  if (m.fromAgentId !== undefined && m.fromAgentId !== '') w.uint32(10).string(m.fromAgentId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(24).int32(EndCauseNumber[m.cause]);
  return w;
}

export function readCallPassed(r: Reader, end: number): CallPassed {
  const m: CallPassed = { fromAgentId: '', agentId: '', cause: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.fromAgentId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 24: m.cause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallPassed');
}

export function fromCallPassed(value: unknown): CallPassed {
  const o = json.object(value);
  return {
    fromAgentId: json.text(o['fromAgentId']),
    agentId: json.text(o['agentId']),
    cause: json.oneOf(EndCauseNumber, o['cause']),
  };
}

export const CallPassed: Codec<CallPassed, CallPassedInit> = codec(writeCallPassed, readCallPassed, fromCallPassed);

/** Its customer wants to be called instead of holding the line. */
export interface CallbackAsked {
}

/** What CallbackAsked.encode takes: absent fields are their zero value. */
export interface CallbackAskedInit {
}

export function writeCallbackAsked(m: CallbackAskedInit, w: Writer): Writer {
  void m;
  return w;
}

export function readCallbackAsked(r: Reader, end: number): CallbackAsked {
  const m: CallbackAsked = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallbackAsked');
}

export function fromCallbackAsked(value: unknown): CallbackAsked {
  const o = json.object(value);
  void o;
  return {
  };
}

export const CallbackAsked: Codec<CallbackAsked, CallbackAskedInit> = codec(writeCallbackAsked, readCallbackAsked, fromCallbackAsked);

/** An agent called the customer in vain. */
export interface CallbackMissed {
  agentId: string;
  why: CallbackMiss;
  /** With this one. */
  misses: number;
}

/** What CallbackMissed.encode takes: absent fields are their zero value. */
export interface CallbackMissedInit {
  readonly agentId?: string | undefined;
  readonly why?: CallbackMiss | undefined;
  readonly misses?: number | undefined;
}

export function writeCallbackMissed(m: CallbackMissedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.why !== undefined && m.why !== 'unspecified') w.uint32(16).int32(CallbackMissNumber[m.why]);
  if (m.misses !== undefined && m.misses !== 0) w.uint32(24).uint32(m.misses);
  return w;
}

export function readCallbackMissed(r: Reader, end: number): CallbackMissed {
  const m: CallbackMissed = { agentId: '', why: 'unspecified', misses: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 16: m.why = (CallbackMissText[r.int32()] ?? 'unspecified'); break;
      case 24: m.misses = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallbackMissed');
}

export function fromCallbackMissed(value: unknown): CallbackMissed {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    why: json.oneOf(CallbackMissNumber, o['why']),
    misses: json.number(o['misses']),
  };
}

export const CallbackMissed: Codec<CallbackMissed, CallbackMissedInit> = codec(writeCallbackMissed, readCallbackMissed, fromCallbackMissed);

/** A customer waits no more for an answer in a conversation. */
export interface WaitOver {
  conversationId: string;
  /** Of the routing rules, the one that the conversation is in. */
  queueId: string;
  sinceMs: number;
  /** By when it was promised; 0 = it was not. */
  dueAtMs: number;
  /** Of the conversation, since it was opened. */
  first: boolean;
  /** Empty = it was closed without an answer. */
  agentId: string;
}

/** What WaitOver.encode takes: absent fields are their zero value. */
export interface WaitOverInit {
  readonly conversationId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly dueAtMs?: number | undefined;
  readonly first?: boolean | undefined;
  readonly agentId?: string | undefined;
}

export function writeWaitOver(m: WaitOverInit, w: Writer): Writer {
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(10).string(m.conversationId);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(18).string(m.queueId);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(25).double(m.sinceMs);
  if (m.dueAtMs !== undefined && m.dueAtMs !== 0) w.uint32(33).double(m.dueAtMs);
  if (m.first !== undefined && m.first !== false) w.uint32(40).bool(m.first);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(50).string(m.agentId);
  return w;
}

export function readWaitOver(r: Reader, end: number): WaitOver {
  const m: WaitOver = { conversationId: '', queueId: '', sinceMs: 0, dueAtMs: 0, first: false, agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.conversationId = r.string(); break;
      case 18: m.queueId = r.string(); break;
      case 25: m.sinceMs = r.double(); break;
      case 33: m.dueAtMs = r.double(); break;
      case 40: m.first = r.bool(); break;
      case 50: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'WaitOver');
}

export function fromWaitOver(value: unknown): WaitOver {
  const o = json.object(value);
  return {
    conversationId: json.text(o['conversationId']),
    queueId: json.text(o['queueId']),
    sinceMs: json.number(o['sinceMs']),
    dueAtMs: json.number(o['dueAtMs']),
    first: json.bool(o['first']),
    agentId: json.text(o['agentId']),
  };
}

export const WaitOver: Codec<WaitOver, WaitOverInit> = codec(writeWaitOver, readWaitOver, fromWaitOver);
