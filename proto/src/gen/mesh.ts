// Made by scripts/generate.mjs from proto/schema/mesh.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { CallKindNumber, CallKindText, EndCauseNumber, EndCauseText, MoveCauseNumber, MoveCauseText, PresenceNumber, PresenceText, RoleNumber, RoleText, fromFault, fromParticipant, readFault, readParticipant, type CallKind, type EndCause, type Fault, type FaultInit, type MoveCause, type Participant, type ParticipantInit, type Presence, type Role, writeFault, writeParticipant } from './common.ts';
import { CallStageNumber, CallStageText, NodeStateNumber, NodeStateText, OfferOutcomeNumber, OfferOutcomeText, fromCall, fromCallMove, fromCallSummary, fromNodeLoad, fromPageContext, readCall, readCallMove, readCallSummary, readNodeLoad, readPageContext, type Call, type CallInit, type CallMove, type CallMoveInit, type CallStage, type CallSummary, type CallSummaryInit, type NodeLoad, type NodeLoadInit, type NodeState, type OfferOutcome, type PageContext, type PageContextInit, writeCall, writeCallMove, writeCallSummary, writeNodeLoad, writePageContext } from './control.ts';
import { fromDone, fromParticipantJoined, fromParticipantLeft, fromParticipantMoved, fromPipeStats, fromScores, fromTrack, fromTrackChanged, readDone, readParticipantJoined, readParticipantLeft, readParticipantMoved, readPipeStats, readScores, readTrack, readTrackChanged, type Done, type DoneInit, type ParticipantJoined, type ParticipantJoinedInit, type ParticipantLeft, type ParticipantLeftInit, type ParticipantMoved, type ParticipantMovedInit, type PipeStats, type PipeStatsInit, type Scores, type ScoresInit, type Track, type TrackChanged, type TrackChangedInit, type TrackInit, writeDone, writeParticipantJoined, writeParticipantLeft, writeParticipantMoved, writePipeStats, writeScores, writeTrack, writeTrackChanged } from './media.ts';
import { fromRtpCapabilities, fromRtpParameters, fromSrtpParameters, readRtpCapabilities, readRtpParameters, readSrtpParameters, type RtpCapabilities, type RtpCapabilitiesInit, type RtpParameters, type RtpParametersInit, type SrtpParameters, type SrtpParametersInit, writeRtpCapabilities, writeRtpParameters, writeSrtpParameters } from './rtp.ts';
import { fromRelayedReply, fromRelayedRequest, readRelayedReply, readRelayedRequest, type RelayedReply, type RelayedReplyInit, type RelayedRequest, type RelayedRequestInit, writeRelayedReply, writeRelayedRequest } from './signal.ts';

/** Under the node's key, on its one lease. */
export interface NodeRecord {
  nodeId: string;
  region: string;
  /** Two nodes on one host die together; placement spreads by it. */
  host: string;
  state: NodeState;
  version: string;
  startedAtMs: number;
  workers: number;
  /** The address that other nodes send pipes to. */
  pipeAddress: string;
  load: NodeLoad | undefined;
  routerCapabilities: RtpCapabilities | undefined;
}

/** What NodeRecord.encode takes: absent fields are their zero value. */
export interface NodeRecordInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
  readonly host?: string | undefined;
  readonly state?: NodeState | undefined;
  readonly version?: string | undefined;
  readonly startedAtMs?: number | undefined;
  readonly workers?: number | undefined;
  readonly pipeAddress?: string | undefined;
  readonly load?: NodeLoadInit | undefined;
  readonly routerCapabilities?: RtpCapabilitiesInit | undefined;
}

export function writeNodeRecord(m: NodeRecordInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.host !== undefined && m.host !== '') w.uint32(26).string(m.host);
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(32).int32(NodeStateNumber[m.state]);
  if (m.version !== undefined && m.version !== '') w.uint32(42).string(m.version);
  if (m.startedAtMs !== undefined && m.startedAtMs !== 0) w.uint32(49).double(m.startedAtMs);
  if (m.workers !== undefined && m.workers !== 0) w.uint32(56).uint32(m.workers);
  if (m.pipeAddress !== undefined && m.pipeAddress !== '') w.uint32(66).string(m.pipeAddress);
  if (m.load !== undefined) writeNodeLoad(m.load, w.uint32(74).fork()).ldelim();
  if (m.routerCapabilities !== undefined) writeRtpCapabilities(m.routerCapabilities, w.uint32(82).fork()).ldelim();
  return w;
}

export function readNodeRecord(r: Reader, end: number): NodeRecord {
  const m: NodeRecord = { nodeId: '', region: '', host: '', state: 'unspecified', version: '', startedAtMs: 0, workers: 0, pipeAddress: '', load: undefined, routerCapabilities: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 26: m.host = r.string(); break;
      case 32: m.state = (NodeStateText[r.int32()] ?? 'unspecified'); break;
      case 42: m.version = r.string(); break;
      case 49: m.startedAtMs = r.double(); break;
      case 56: m.workers = r.uint32(); break;
      case 66: m.pipeAddress = r.string(); break;
      case 74: m.load = readNodeLoad(r, r.uint32() + r.pos); break;
      case 82: m.routerCapabilities = readRtpCapabilities(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeRecord');
}

export function fromNodeRecord(value: unknown): NodeRecord {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
    host: json.text(o['host']),
    state: json.oneOf(NodeStateNumber, o['state']),
    version: json.text(o['version']),
    startedAtMs: json.number(o['startedAtMs']),
    workers: json.number(o['workers']),
    pipeAddress: json.text(o['pipeAddress']),
    load: o['load'] === undefined ? undefined : fromNodeLoad(o['load']),
    routerCapabilities: o['routerCapabilities'] === undefined ? undefined : fromRtpCapabilities(o['routerCapabilities']),
  };
}

export const NodeRecord: Codec<NodeRecord, NodeRecordInit> = codec(writeNodeRecord, readNodeRecord, fromNodeRecord);

export interface EdgeRecord {
  edgeId: string;
  region: string;
  /** What browsers connect to, "ws://..." or "wss://...". */
  url: string;
  version: string;
  startedAtMs: number;
  draining: boolean;
  sessions: number;
}

/** What EdgeRecord.encode takes: absent fields are their zero value. */
export interface EdgeRecordInit {
  readonly edgeId?: string | undefined;
  readonly region?: string | undefined;
  readonly url?: string | undefined;
  readonly version?: string | undefined;
  readonly startedAtMs?: number | undefined;
  readonly draining?: boolean | undefined;
  readonly sessions?: number | undefined;
}

export function writeEdgeRecord(m: EdgeRecordInit, w: Writer): Writer {
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(10).string(m.edgeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.url !== undefined && m.url !== '') w.uint32(26).string(m.url);
  if (m.version !== undefined && m.version !== '') w.uint32(34).string(m.version);
  if (m.startedAtMs !== undefined && m.startedAtMs !== 0) w.uint32(41).double(m.startedAtMs);
  if (m.draining !== undefined && m.draining !== false) w.uint32(48).bool(m.draining);
  if (m.sessions !== undefined && m.sessions !== 0) w.uint32(56).uint32(m.sessions);
  return w;
}

export function readEdgeRecord(r: Reader, end: number): EdgeRecord {
  const m: EdgeRecord = { edgeId: '', region: '', url: '', version: '', startedAtMs: 0, draining: false, sessions: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.edgeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 26: m.url = r.string(); break;
      case 34: m.version = r.string(); break;
      case 41: m.startedAtMs = r.double(); break;
      case 48: m.draining = r.bool(); break;
      case 56: m.sessions = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'EdgeRecord');
}

export function fromEdgeRecord(value: unknown): EdgeRecord {
  const o = json.object(value);
  return {
    edgeId: json.text(o['edgeId']),
    region: json.text(o['region']),
    url: json.text(o['url']),
    version: json.text(o['version']),
    startedAtMs: json.number(o['startedAtMs']),
    draining: json.bool(o['draining']),
    sessions: json.number(o['sessions']),
  };
}

export const EdgeRecord: Codec<EdgeRecord, EdgeRecordInit> = codec(writeEdgeRecord, readEdgeRecord, fromEdgeRecord);

/** Not leased: outlives its owner. Changed only by compare-and-set. */
export interface CallRecord {
  callId: string;
  epoch: number;
  kind: CallKind;
  stage: CallStage;
  queueId: string;
  homeNodeId: string;
  /** Another host, ready to become home; empty when there is none. */
  standbyNodeId: string;
  legs: CallLeg[];
  page: PageContext | undefined;
  held: boolean;
  requestedAtMs: number;
  answeredAtMs: number;
  endedAtMs: number;
  endCause: EndCause;
  moves: CallMove[];
  hot: boolean;
}

/** What CallRecord.encode takes: absent fields are their zero value. */
export interface CallRecordInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly kind?: CallKind | undefined;
  readonly stage?: CallStage | undefined;
  readonly queueId?: string | undefined;
  readonly homeNodeId?: string | undefined;
  readonly standbyNodeId?: string | undefined;
  readonly legs?: readonly CallLegInit[] | undefined;
  readonly page?: PageContextInit | undefined;
  readonly held?: boolean | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly answeredAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  readonly endCause?: EndCause | undefined;
  readonly moves?: readonly CallMoveInit[] | undefined;
  readonly hot?: boolean | undefined;
}

export function writeCallRecord(m: CallRecordInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(24).int32(CallKindNumber[m.kind]);
  if (m.stage !== undefined && m.stage !== 'unspecified') w.uint32(32).int32(CallStageNumber[m.stage]);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(42).string(m.queueId);
  if (m.homeNodeId !== undefined && m.homeNodeId !== '') w.uint32(50).string(m.homeNodeId);
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(58).string(m.standbyNodeId);
  for (const v of m.legs ?? []) writeCallLeg(v, w.uint32(66).fork()).ldelim();
  if (m.page !== undefined) writePageContext(m.page, w.uint32(74).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(80).bool(m.held);
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(89).double(m.requestedAtMs);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(97).double(m.answeredAtMs);
  if (m.endedAtMs !== undefined && m.endedAtMs !== 0) w.uint32(105).double(m.endedAtMs);
  if (m.endCause !== undefined && m.endCause !== 'unspecified') w.uint32(112).int32(EndCauseNumber[m.endCause]);
  for (const v of m.moves ?? []) writeCallMove(v, w.uint32(122).fork()).ldelim();
  if (m.hot !== undefined && m.hot !== false) w.uint32(128).bool(m.hot);
  return w;
}

export function readCallRecord(r: Reader, end: number): CallRecord {
  const m: CallRecord = { callId: '', epoch: 0, kind: 'unspecified', stage: 'unspecified', queueId: '', homeNodeId: '', standbyNodeId: '', legs: [], page: undefined, held: false, requestedAtMs: 0, answeredAtMs: 0, endedAtMs: 0, endCause: 'unspecified', moves: [], hot: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 24: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 32: m.stage = (CallStageText[r.int32()] ?? 'unspecified'); break;
      case 42: m.queueId = r.string(); break;
      case 50: m.homeNodeId = r.string(); break;
      case 58: m.standbyNodeId = r.string(); break;
      case 66: m.legs.push(readCallLeg(r, r.uint32() + r.pos)); break;
      case 74: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 80: m.held = r.bool(); break;
      case 89: m.requestedAtMs = r.double(); break;
      case 97: m.answeredAtMs = r.double(); break;
      case 105: m.endedAtMs = r.double(); break;
      case 112: m.endCause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      case 122: m.moves.push(readCallMove(r, r.uint32() + r.pos)); break;
      case 128: m.hot = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallRecord');
}

export function fromCallRecord(value: unknown): CallRecord {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    stage: json.oneOf(CallStageNumber, o['stage']),
    queueId: json.text(o['queueId']),
    homeNodeId: json.text(o['homeNodeId']),
    standbyNodeId: json.text(o['standbyNodeId']),
    legs: json.list(o['legs']).map((v) => fromCallLeg(v)),
    page: o['page'] === undefined ? undefined : fromPageContext(o['page']),
    held: json.bool(o['held']),
    requestedAtMs: json.number(o['requestedAtMs']),
    answeredAtMs: json.number(o['answeredAtMs']),
    endedAtMs: json.number(o['endedAtMs']),
    endCause: json.oneOf(EndCauseNumber, o['endCause']),
    moves: json.list(o['moves']).map((v) => fromCallMove(v)),
    hot: json.bool(o['hot']),
  };
}

export const CallRecord: Codec<CallRecord, CallRecordInit> = codec(writeCallRecord, readCallRecord, fromCallRecord);

export interface CallLeg {
  participant: Participant | undefined;
  /** The token subject whose session this is. */
  subjectId: string;
  sessionId: string;
  /** Home. */
  nodeId: string;
  /** Empty = none. */
  standbyNodeId: string;
}

/** What CallLeg.encode takes: absent fields are their zero value. */
export interface CallLegInit {
  readonly participant?: ParticipantInit | undefined;
  readonly subjectId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly standbyNodeId?: string | undefined;
}

export function writeCallLeg(m: CallLegInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(18).string(m.subjectId);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(26).string(m.sessionId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(34).string(m.nodeId);
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(42).string(m.standbyNodeId);
  return w;
}

export function readCallLeg(r: Reader, end: number): CallLeg {
  const m: CallLeg = { participant: undefined, subjectId: '', sessionId: '', nodeId: '', standbyNodeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.subjectId = r.string(); break;
      case 26: m.sessionId = r.string(); break;
      case 34: m.nodeId = r.string(); break;
      case 42: m.standbyNodeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallLeg');
}

export function fromCallLeg(value: unknown): CallLeg {
  const o = json.object(value);
  return {
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
    subjectId: json.text(o['subjectId']),
    sessionId: json.text(o['sessionId']),
    nodeId: json.text(o['nodeId']),
    standbyNodeId: json.text(o['standbyNodeId']),
  };
}

export const CallLeg: Codec<CallLeg, CallLegInit> = codec(writeCallLeg, readCallLeg, fromCallLeg);

/** What operators set per queue; kept in etcd, not leased. */
export interface QueuePolicy {
  queueId: string;
  /** Calls of this queue send audio on both legs. */
  hotAudio: boolean;
}

/** What QueuePolicy.encode takes: absent fields are their zero value. */
export interface QueuePolicyInit {
  readonly queueId?: string | undefined;
  readonly hotAudio?: boolean | undefined;
}

export function writeQueuePolicy(m: QueuePolicyInit, w: Writer): Writer {
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(10).string(m.queueId);
  if (m.hotAudio !== undefined && m.hotAudio !== false) w.uint32(16).bool(m.hotAudio);
  return w;
}

export function readQueuePolicy(r: Reader, end: number): QueuePolicy {
  const m: QueuePolicy = { queueId: '', hotAudio: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.queueId = r.string(); break;
      case 16: m.hotAudio = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'QueuePolicy');
}

export function fromQueuePolicy(value: unknown): QueuePolicy {
  const o = json.object(value);
  return {
    queueId: json.text(o['queueId']),
    hotAudio: json.bool(o['hotAudio']),
  };
}

export const QueuePolicy: Codec<QueuePolicy, QueuePolicyInit> = codec(writeQueuePolicy, readQueuePolicy, fromQueuePolicy);

/** Leased: who acts for a call or a queue now. */
export interface OwnerRecord {
  instanceId: string;
  epoch: number;
  sinceMs: number;
}

/** What OwnerRecord.encode takes: absent fields are their zero value. */
export interface OwnerRecordInit {
  readonly instanceId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly sinceMs?: number | undefined;
}

export function writeOwnerRecord(m: OwnerRecordInit, w: Writer): Writer {
  if (m.instanceId !== undefined && m.instanceId !== '') w.uint32(10).string(m.instanceId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(25).double(m.sinceMs);
  return w;
}

export function readOwnerRecord(r: Reader, end: number): OwnerRecord {
  const m: OwnerRecord = { instanceId: '', epoch: 0, sinceMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.instanceId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 25: m.sinceMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OwnerRecord');
}

export function fromOwnerRecord(value: unknown): OwnerRecord {
  const o = json.object(value);
  return {
    instanceId: json.text(o['instanceId']),
    epoch: json.number(o['epoch']),
    sinceMs: json.number(o['sinceMs']),
  };
}

export const OwnerRecord: Codec<OwnerRecord, OwnerRecordInit> = codec(writeOwnerRecord, readOwnerRecord, fromOwnerRecord);

export interface AgentRecord {
  agentId: string;
  /** What the agent signs in with. */
  login: string;
  displayName: string;
  /** argon2id in PHC text form. Never leaves the control plane. */
  passwordHash: string;
  role: Role;
}

/** What AgentRecord.encode takes: absent fields are their zero value. */
export interface AgentRecordInit {
  readonly agentId?: string | undefined;
  readonly login?: string | undefined;
  readonly displayName?: string | undefined;
  readonly passwordHash?: string | undefined;
  readonly role?: Role | undefined;
}

export function writeAgentRecord(m: AgentRecordInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.login !== undefined && m.login !== '') w.uint32(18).string(m.login);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(26).string(m.displayName);
  if (m.passwordHash !== undefined && m.passwordHash !== '') w.uint32(34).string(m.passwordHash);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(40).int32(RoleNumber[m.role]);
  return w;
}

export function readAgentRecord(r: Reader, end: number): AgentRecord {
  const m: AgentRecord = { agentId: '', login: '', displayName: '', passwordHash: '', role: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.login = r.string(); break;
      case 26: m.displayName = r.string(); break;
      case 34: m.passwordHash = r.string(); break;
      case 40: m.role = (RoleText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AgentRecord');
}

export function fromAgentRecord(value: unknown): AgentRecord {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    login: json.text(o['login']),
    displayName: json.text(o['displayName']),
    passwordHash: json.text(o['passwordHash']),
    role: json.oneOf(RoleNumber, o['role']),
  };
}

export const AgentRecord: Codec<AgentRecord, AgentRecordInit> = codec(writeAgentRecord, readAgentRecord, fromAgentRecord);

/** An agent's desk. Not leased: outlives the queue's owner, so that no desk has
 * to do anything when another instance takes the queue over. Written only while
 * the writer's key as the queue's owner stands. */
export interface DeskRecord {
  agentId: string;
  queueId: string;
  /** Empty while no desk is connected. */
  sessionId: string;
  displayName: string;
  /** The region of the desk's edge. */
  region: string;
  /** AVAILABLE, BUSY or AWAY: what holds while the agent is in no call. */
  presence: Presence;
  /** "chosen" or "not-responding". */
  presenceReason: string;
  /** Since when so (while connected), or since when no desk is connected. */
  sinceMs: number;
}

/** What DeskRecord.encode takes: absent fields are their zero value. */
export interface DeskRecordInit {
  readonly agentId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly presence?: Presence | undefined;
  readonly presenceReason?: string | undefined;
  readonly sinceMs?: number | undefined;
}

export function writeDeskRecord(m: DeskRecordInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(18).string(m.queueId);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(26).string(m.sessionId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(34).string(m.displayName);
  if (m.region !== undefined && m.region !== '') w.uint32(42).string(m.region);
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(48).int32(PresenceNumber[m.presence]);
  if (m.presenceReason !== undefined && m.presenceReason !== '') w.uint32(58).string(m.presenceReason);
  if (m.sinceMs !== undefined && m.sinceMs !== 0) w.uint32(65).double(m.sinceMs);
  return w;
}

export function readDeskRecord(r: Reader, end: number): DeskRecord {
  const m: DeskRecord = { agentId: '', queueId: '', sessionId: '', displayName: '', region: '', presence: 'unspecified', presenceReason: '', sinceMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.queueId = r.string(); break;
      case 26: m.sessionId = r.string(); break;
      case 34: m.displayName = r.string(); break;
      case 42: m.region = r.string(); break;
      case 48: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 58: m.presenceReason = r.string(); break;
      case 65: m.sinceMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'DeskRecord');
}

export function fromDeskRecord(value: unknown): DeskRecord {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    queueId: json.text(o['queueId']),
    sessionId: json.text(o['sessionId']),
    displayName: json.text(o['displayName']),
    region: json.text(o['region']),
    presence: json.oneOf(PresenceNumber, o['presence']),
    presenceReason: json.text(o['presenceReason']),
    sinceMs: json.number(o['sinceMs']),
  };
}

export const DeskRecord: Codec<DeskRecord, DeskRecordInit> = codec(writeDeskRecord, readDeskRecord, fromDeskRecord);

/** From every media node, every beat interval, on its beat subject. */
export interface Beat {
  nodeId: string;
  region: string;
  /** From 1 after a start. */
  seq: number;
  atMs: number;
  state: NodeState;
  load: NodeLoad | undefined;
}

/** What Beat.encode takes: absent fields are their zero value. */
export interface BeatInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
  readonly seq?: number | undefined;
  readonly atMs?: number | undefined;
  readonly state?: NodeState | undefined;
  readonly load?: NodeLoadInit | undefined;
}

export function writeBeat(m: BeatInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.seq !== undefined && m.seq !== 0) w.uint32(24).uint32(m.seq);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(33).double(m.atMs);
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(40).int32(NodeStateNumber[m.state]);
  if (m.load !== undefined) writeNodeLoad(m.load, w.uint32(50).fork()).ldelim();
  return w;
}

export function readBeat(r: Reader, end: number): Beat {
  const m: Beat = { nodeId: '', region: '', seq: 0, atMs: 0, state: 'unspecified', load: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 24: m.seq = r.uint32(); break;
      case 33: m.atMs = r.double(); break;
      case 40: m.state = (NodeStateText[r.int32()] ?? 'unspecified'); break;
      case 50: m.load = readNodeLoad(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Beat');
}

export function fromBeat(value: unknown): Beat {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
    seq: json.number(o['seq']),
    atMs: json.number(o['atMs']),
    state: json.oneOf(NodeStateNumber, o['state']),
    load: o['load'] === undefined ? undefined : fromNodeLoad(o['load']),
  };
}

export const Beat: Codec<Beat, BeatInit> = codec(writeBeat, readBeat, fromBeat);

/** From every edge, once a second. */
export interface EdgeBeat {
  edgeId: string;
  region: string;
  atMs: number;
  sessions: number;
  draining: boolean;
}

/** What EdgeBeat.encode takes: absent fields are their zero value. */
export interface EdgeBeatInit {
  readonly edgeId?: string | undefined;
  readonly region?: string | undefined;
  readonly atMs?: number | undefined;
  readonly sessions?: number | undefined;
  readonly draining?: boolean | undefined;
}

export function writeEdgeBeat(m: EdgeBeatInit, w: Writer): Writer {
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(10).string(m.edgeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(25).double(m.atMs);
  if (m.sessions !== undefined && m.sessions !== 0) w.uint32(32).uint32(m.sessions);
  if (m.draining !== undefined && m.draining !== false) w.uint32(40).bool(m.draining);
  return w;
}

export function readEdgeBeat(r: Reader, end: number): EdgeBeat {
  const m: EdgeBeat = { edgeId: '', region: '', atMs: 0, sessions: 0, draining: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.edgeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 25: m.atMs = r.double(); break;
      case 32: m.sessions = r.uint32(); break;
      case 40: m.draining = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'EdgeBeat');
}

export function fromEdgeBeat(value: unknown): EdgeBeat {
  const o = json.object(value);
  return {
    edgeId: json.text(o['edgeId']),
    region: json.text(o['region']),
    atMs: json.number(o['atMs']),
    sessions: json.number(o['sessions']),
    draining: json.bool(o['draining']),
  };
}

export const EdgeBeat: Codec<EdgeBeat, EdgeBeatInit> = codec(writeEdgeBeat, readEdgeBeat, fromEdgeBeat);

/** Control plane or another node → media node, on the node's own subject. */
export interface NodeRequest {
  body:
    | { readonly case: 'openRoom'; readonly value: OpenRoom }
    | { readonly case: 'closeRoom'; readonly value: CloseRoom }
    | { readonly case: 'setNodeState'; readonly value: SetNodeState }
    | { readonly case: 'syncRoom'; readonly value: SyncRoom }
    | { readonly case: 'openPipe'; readonly value: OpenPipe }
    | { readonly case: 'pipeTrack'; readonly value: PipeTrack }
    | { readonly case: 'unpipeTrack'; readonly value: UnpipeTrack }
    | { readonly case: 'requestKeyFrame'; readonly value: RequestKeyFrame }
    | undefined;
}

/** What NodeRequest.encode takes: absent fields are their zero value. */
export interface NodeRequestInit {
  readonly body?:
    | { readonly case: 'openRoom'; readonly value: OpenRoomInit }
    | { readonly case: 'closeRoom'; readonly value: CloseRoomInit }
    | { readonly case: 'setNodeState'; readonly value: SetNodeStateInit }
    | { readonly case: 'syncRoom'; readonly value: SyncRoomInit }
    | { readonly case: 'openPipe'; readonly value: OpenPipeInit }
    | { readonly case: 'pipeTrack'; readonly value: PipeTrackInit }
    | { readonly case: 'unpipeTrack'; readonly value: UnpipeTrackInit }
    | { readonly case: 'requestKeyFrame'; readonly value: RequestKeyFrameInit }
    | undefined;
}

export function writeNodeRequest(m: NodeRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'openRoom': writeOpenRoom(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'closeRoom': writeCloseRoom(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'setNodeState': writeSetNodeState(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'syncRoom': writeSyncRoom(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'openPipe': writeOpenPipe(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'pipeTrack': writePipeTrack(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'unpipeTrack': writeUnpipeTrack(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'requestKeyFrame': writeRequestKeyFrame(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readNodeRequest(r: Reader, end: number): NodeRequest {
  const m: NodeRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'openRoom', value: readOpenRoom(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'closeRoom', value: readCloseRoom(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'setNodeState', value: readSetNodeState(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'syncRoom', value: readSyncRoom(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'openPipe', value: readOpenPipe(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'pipeTrack', value: readPipeTrack(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'unpipeTrack', value: readUnpipeTrack(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'requestKeyFrame', value: readRequestKeyFrame(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeRequest');
}

export function fromNodeRequest(value: unknown): NodeRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<NodeRequest['body']>>(o['body'], {
      openRoom: (v) => ({ case: 'openRoom', value: fromOpenRoom(v) }) as const,
      closeRoom: (v) => ({ case: 'closeRoom', value: fromCloseRoom(v) }) as const,
      setNodeState: (v) => ({ case: 'setNodeState', value: fromSetNodeState(v) }) as const,
      syncRoom: (v) => ({ case: 'syncRoom', value: fromSyncRoom(v) }) as const,
      openPipe: (v) => ({ case: 'openPipe', value: fromOpenPipe(v) }) as const,
      pipeTrack: (v) => ({ case: 'pipeTrack', value: fromPipeTrack(v) }) as const,
      unpipeTrack: (v) => ({ case: 'unpipeTrack', value: fromUnpipeTrack(v) }) as const,
      requestKeyFrame: (v) => ({ case: 'requestKeyFrame', value: fromRequestKeyFrame(v) }) as const,
    }),
  };
}

export const NodeRequest: Codec<NodeRequest, NodeRequestInit> = codec(writeNodeRequest, readNodeRequest, fromNodeRequest);

export interface NodeReply {
  result:
    | { readonly case: 'fault'; readonly value: Fault }
    | { readonly case: 'done'; readonly value: Done }
    | { readonly case: 'roomState'; readonly value: RoomState }
    | { readonly case: 'pipeOpened'; readonly value: PipeOpened }
    | { readonly case: 'trackPiped'; readonly value: TrackPiped }
    | undefined;
}

/** What NodeReply.encode takes: absent fields are their zero value. */
export interface NodeReplyInit {
  readonly result?:
    | { readonly case: 'fault'; readonly value: FaultInit }
    | { readonly case: 'done'; readonly value: DoneInit }
    | { readonly case: 'roomState'; readonly value: RoomStateInit }
    | { readonly case: 'pipeOpened'; readonly value: PipeOpenedInit }
    | { readonly case: 'trackPiped'; readonly value: TrackPipedInit }
    | undefined;
}

export function writeNodeReply(m: NodeReplyInit, w: Writer): Writer {
  switch (m.result?.case) {
    case 'fault': writeFault(m.result.value, w.uint32(10).fork()).ldelim(); break;
    case 'done': writeDone(m.result.value, w.uint32(18).fork()).ldelim(); break;
    case 'roomState': writeRoomState(m.result.value, w.uint32(26).fork()).ldelim(); break;
    case 'pipeOpened': writePipeOpened(m.result.value, w.uint32(34).fork()).ldelim(); break;
    case 'trackPiped': writeTrackPiped(m.result.value, w.uint32(42).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readNodeReply(r: Reader, end: number): NodeReply {
  const m: NodeReply = { result: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.result = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      case 18: m.result = { case: 'done', value: readDone(r, r.uint32() + r.pos) }; break;
      case 26: m.result = { case: 'roomState', value: readRoomState(r, r.uint32() + r.pos) }; break;
      case 34: m.result = { case: 'pipeOpened', value: readPipeOpened(r, r.uint32() + r.pos) }; break;
      case 42: m.result = { case: 'trackPiped', value: readTrackPiped(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeReply');
}

export function fromNodeReply(value: unknown): NodeReply {
  const o = json.object(value);
  return {
    result: json.choice<NonNullable<NodeReply['result']>>(o['result'], {
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
      done: (v) => ({ case: 'done', value: fromDone(v) }) as const,
      roomState: (v) => ({ case: 'roomState', value: fromRoomState(v) }) as const,
      pipeOpened: (v) => ({ case: 'pipeOpened', value: fromPipeOpened(v) }) as const,
      trackPiped: (v) => ({ case: 'trackPiped', value: fromTrackPiped(v) }) as const,
    }),
  };
}

export const NodeReply: Codec<NodeReply, NodeReplyInit> = codec(writeNodeReply, readNodeReply, fromNodeReply);

/** Makes the room, or brings it to this state: idempotent. A lower epoch than
 * the room's own is refused with STALE_EPOCH. */
export interface OpenRoom {
  callId: string;
  epoch: number;
  /** Every node of the call, this one included. */
  places: RoomPlace[];
  /** Who may join here; a participant that is no longer in the list is put out. */
  seats: RoomSeat[];
  held: boolean;
}

/** What OpenRoom.encode takes: absent fields are their zero value. */
export interface OpenRoomInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly places?: readonly RoomPlaceInit[] | undefined;
  readonly seats?: readonly RoomSeatInit[] | undefined;
  readonly held?: boolean | undefined;
}

export function writeOpenRoom(m: OpenRoomInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  for (const v of m.places ?? []) writeRoomPlace(v, w.uint32(26).fork()).ldelim();
  for (const v of m.seats ?? []) writeRoomSeat(v, w.uint32(34).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(40).bool(m.held);
  return w;
}

export function readOpenRoom(r: Reader, end: number): OpenRoom {
  const m: OpenRoom = { callId: '', epoch: 0, places: [], seats: [], held: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.places.push(readRoomPlace(r, r.uint32() + r.pos)); break;
      case 34: m.seats.push(readRoomSeat(r, r.uint32() + r.pos)); break;
      case 40: m.held = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OpenRoom');
}

export function fromOpenRoom(value: unknown): OpenRoom {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    places: json.list(o['places']).map((v) => fromRoomPlace(v)),
    seats: json.list(o['seats']).map((v) => fromRoomSeat(v)),
    held: json.bool(o['held']),
  };
}

export const OpenRoom: Codec<OpenRoom, OpenRoomInit> = codec(writeOpenRoom, readOpenRoom, fromOpenRoom);

export interface RoomPlace {
  nodeId: string;
  region: string;
  /** One node in each region takes in tracks from other regions and hands them
   * on to the region's other nodes, so that a track crosses once. */
  gateway: boolean;
}

/** What RoomPlace.encode takes: absent fields are their zero value. */
export interface RoomPlaceInit {
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
  readonly gateway?: boolean | undefined;
}

export function writeRoomPlace(m: RoomPlaceInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.gateway !== undefined && m.gateway !== false) w.uint32(24).bool(m.gateway);
  return w;
}

export function readRoomPlace(r: Reader, end: number): RoomPlace {
  const m: RoomPlace = { nodeId: '', region: '', gateway: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.region = r.string(); break;
      case 24: m.gateway = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomPlace');
}

export function fromRoomPlace(value: unknown): RoomPlace {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
    gateway: json.bool(o['gateway']),
  };
}

export const RoomPlace: Codec<RoomPlace, RoomPlaceInit> = codec(writeRoomPlace, readRoomPlace, fromRoomPlace);

export interface RoomSeat {
  participant: Participant | undefined;
  sessionId: string;
  subjectId: string;
  role: SeatRole;
}

/** What RoomSeat.encode takes: absent fields are their zero value. */
export interface RoomSeatInit {
  readonly participant?: ParticipantInit | undefined;
  readonly sessionId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly role?: SeatRole | undefined;
}

export function writeRoomSeat(m: RoomSeatInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(18).string(m.sessionId);
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(26).string(m.subjectId);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(32).int32(SeatRoleNumber[m.role]);
  return w;
}

export function readRoomSeat(r: Reader, end: number): RoomSeat {
  const m: RoomSeat = { participant: undefined, sessionId: '', subjectId: '', role: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.sessionId = r.string(); break;
      case 26: m.subjectId = r.string(); break;
      case 32: m.role = (SeatRoleText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomSeat');
}

export function fromRoomSeat(value: unknown): RoomSeat {
  const o = json.object(value);
  return {
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
    sessionId: json.text(o['sessionId']),
    subjectId: json.text(o['subjectId']),
    role: json.oneOf(SeatRoleNumber, o['role']),
  };
}

export const RoomSeat: Codec<RoomSeat, RoomSeatInit> = codec(writeRoomSeat, readRoomSeat, fromRoomSeat);

export type SeatRole = 'unspecified' | 'home' | 'standby';

export const SeatRoleNumber: Readonly<Record<SeatRole, number>> = {
  'unspecified': 0,
  'home': 1,
  'standby': 2,
};

export const SeatRoleText: Readonly<Record<number, SeatRole>> = {
  0: 'unspecified',
  1: 'home',
  2: 'standby',
};

export interface CloseRoom {
  callId: string;
  epoch: number;
  cause: EndCause;
}

/** What CloseRoom.encode takes: absent fields are their zero value. */
export interface CloseRoomInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly cause?: EndCause | undefined;
}

export function writeCloseRoom(m: CloseRoomInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(24).int32(EndCauseNumber[m.cause]);
  return w;
}

export function readCloseRoom(r: Reader, end: number): CloseRoom {
  const m: CloseRoom = { callId: '', epoch: 0, cause: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 24: m.cause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CloseRoom');
}

export function fromCloseRoom(value: unknown): CloseRoom {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    cause: json.oneOf(EndCauseNumber, o['cause']),
  };
}

export const CloseRoom: Codec<CloseRoom, CloseRoomInit> = codec(writeCloseRoom, readCloseRoom, fromCloseRoom);

/** Operators drain a node; NODE_ACTIVE takes it back. */
export interface SetNodeState {
  state: NodeState;
}

/** What SetNodeState.encode takes: absent fields are their zero value. */
export interface SetNodeStateInit {
  readonly state?: NodeState | undefined;
}

export function writeSetNodeState(m: SetNodeStateInit, w: Writer): Writer {
  if (m.state !== undefined && m.state !== 'unspecified') w.uint32(8).int32(NodeStateNumber[m.state]);
  return w;
}

export function readSetNodeState(r: Reader, end: number): SetNodeState {
  const m: SetNodeState = { state: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.state = (NodeStateText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetNodeState');
}

export function fromSetNodeState(value: unknown): SetNodeState {
  const o = json.object(value);
  return {
    state: json.oneOf(NodeStateNumber, o['state']),
  };
}

export const SetNodeState: Codec<SetNodeState, SetNodeStateInit> = codec(writeSetNodeState, readSetNodeState, fromSetNodeState);

/** Node → node: what do you have of this call that was produced at you? */
export interface SyncRoom {
  callId: string;
  epoch: number;
}

/** What SyncRoom.encode takes: absent fields are their zero value. */
export interface SyncRoomInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
}

export function writeSyncRoom(m: SyncRoomInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  return w;
}

export function readSyncRoom(r: Reader, end: number): SyncRoom {
  const m: SyncRoom = { callId: '', epoch: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SyncRoom');
}

export function fromSyncRoom(value: unknown): SyncRoom {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
  };
}

export const SyncRoom: Codec<SyncRoom, SyncRoomInit> = codec(writeSyncRoom, readSyncRoom, fromSyncRoom);

export interface RoomState {
  tracks: Track[];
  participants: Participant[];
}

/** What RoomState.encode takes: absent fields are their zero value. */
export interface RoomStateInit {
  readonly tracks?: readonly TrackInit[] | undefined;
  readonly participants?: readonly ParticipantInit[] | undefined;
}

export function writeRoomState(m: RoomStateInit, w: Writer): Writer {
  for (const v of m.tracks ?? []) writeTrack(v, w.uint32(10).fork()).ldelim();
  for (const v of m.participants ?? []) writeParticipant(v, w.uint32(18).fork()).ldelim();
  return w;
}

export function readRoomState(r: Reader, end: number): RoomState {
  const m: RoomState = { tracks: [], participants: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.tracks.push(readTrack(r, r.uint32() + r.pos)); break;
      case 18: m.participants.push(readParticipant(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomState');
}

export function fromRoomState(value: unknown): RoomState {
  const o = json.object(value);
  return {
    tracks: json.list(o['tracks']).map((v) => fromTrack(v)),
    participants: json.list(o['participants']).map((v) => fromParticipant(v)),
  };
}

export const RoomState: Codec<RoomState, RoomStateInit> = codec(writeRoomState, readRoomState, fromRoomState);

/** Node → node: make your end of a pair of pipe transports for this call. */
export interface OpenPipe {
  callId: string;
  epoch: number;
  fromNodeId: string;
  fromRegion: string;
  address: string;
  port: number;
  srtp: SrtpParameters | undefined;
}

/** What OpenPipe.encode takes: absent fields are their zero value. */
export interface OpenPipeInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fromNodeId?: string | undefined;
  readonly fromRegion?: string | undefined;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
  readonly srtp?: SrtpParametersInit | undefined;
}

export function writeOpenPipe(m: OpenPipeInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  if (m.fromRegion !== undefined && m.fromRegion !== '') w.uint32(34).string(m.fromRegion);
  if (m.address !== undefined && m.address !== '') w.uint32(42).string(m.address);
  if (m.port !== undefined && m.port !== 0) w.uint32(48).uint32(m.port);
  if (m.srtp !== undefined) writeSrtpParameters(m.srtp, w.uint32(58).fork()).ldelim();
  return w;
}

export function readOpenPipe(r: Reader, end: number): OpenPipe {
  const m: OpenPipe = { callId: '', epoch: 0, fromNodeId: '', fromRegion: '', address: '', port: 0, srtp: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.fromRegion = r.string(); break;
      case 42: m.address = r.string(); break;
      case 48: m.port = r.uint32(); break;
      case 58: m.srtp = readSrtpParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OpenPipe');
}

export function fromOpenPipe(value: unknown): OpenPipe {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    fromNodeId: json.text(o['fromNodeId']),
    fromRegion: json.text(o['fromRegion']),
    address: json.text(o['address']),
    port: json.number(o['port']),
    srtp: o['srtp'] === undefined ? undefined : fromSrtpParameters(o['srtp']),
  };
}

export const OpenPipe: Codec<OpenPipe, OpenPipeInit> = codec(writeOpenPipe, readOpenPipe, fromOpenPipe);

export interface PipeOpened {
  address: string;
  port: number;
  srtp: SrtpParameters | undefined;
}

/** What PipeOpened.encode takes: absent fields are their zero value. */
export interface PipeOpenedInit {
  readonly address?: string | undefined;
  readonly port?: number | undefined;
  readonly srtp?: SrtpParametersInit | undefined;
}

export function writePipeOpened(m: PipeOpenedInit, w: Writer): Writer {
  if (m.address !== undefined && m.address !== '') w.uint32(10).string(m.address);
  if (m.port !== undefined && m.port !== 0) w.uint32(16).uint32(m.port);
  if (m.srtp !== undefined) writeSrtpParameters(m.srtp, w.uint32(26).fork()).ldelim();
  return w;
}

export function readPipeOpened(r: Reader, end: number): PipeOpened {
  const m: PipeOpened = { address: '', port: 0, srtp: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.address = r.string(); break;
      case 16: m.port = r.uint32(); break;
      case 26: m.srtp = readSrtpParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PipeOpened');
}

export function fromPipeOpened(value: unknown): PipeOpened {
  const o = json.object(value);
  return {
    address: json.text(o['address']),
    port: json.number(o['port']),
    srtp: o['srtp'] === undefined ? undefined : fromSrtpParameters(o['srtp']),
  };
}

export const PipeOpened: Codec<PipeOpened, PipeOpenedInit> = codec(writePipeOpened, readPipeOpened, fromPipeOpened);

/** Subscriber → upstream: send me this track through our pipe, once. */
export interface PipeTrack {
  callId: string;
  epoch: number;
  fromNodeId: string;
  trackId: string;
}

/** What PipeTrack.encode takes: absent fields are their zero value. */
export interface PipeTrackInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fromNodeId?: string | undefined;
  readonly trackId?: string | undefined;
}

export function writePipeTrack(m: PipeTrackInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(34).string(m.trackId);
  return w;
}

export function readPipeTrack(r: Reader, end: number): PipeTrack {
  const m: PipeTrack = { callId: '', epoch: 0, fromNodeId: '', trackId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.trackId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PipeTrack');
}

export function fromPipeTrack(value: unknown): PipeTrack {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    fromNodeId: json.text(o['fromNodeId']),
    trackId: json.text(o['trackId']),
  };
}

export const PipeTrack: Codec<PipeTrack, PipeTrackInit> = codec(writePipeTrack, readPipeTrack, fromPipeTrack);

export interface TrackPiped {
  track: Track | undefined;
  rtp: RtpParameters | undefined;
}

/** What TrackPiped.encode takes: absent fields are their zero value. */
export interface TrackPipedInit {
  readonly track?: TrackInit | undefined;
  readonly rtp?: RtpParametersInit | undefined;
}

export function writeTrackPiped(m: TrackPipedInit, w: Writer): Writer {
  if (m.track !== undefined) writeTrack(m.track, w.uint32(10).fork()).ldelim();
  if (m.rtp !== undefined) writeRtpParameters(m.rtp, w.uint32(18).fork()).ldelim();
  return w;
}

export function readTrackPiped(r: Reader, end: number): TrackPiped {
  const m: TrackPiped = { track: undefined, rtp: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.track = readTrack(r, r.uint32() + r.pos); break;
      case 18: m.rtp = readRtpParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackPiped');
}

export function fromTrackPiped(value: unknown): TrackPiped {
  const o = json.object(value);
  return {
    track: o['track'] === undefined ? undefined : fromTrack(o['track']),
    rtp: o['rtp'] === undefined ? undefined : fromRtpParameters(o['rtp']),
  };
}

export const TrackPiped: Codec<TrackPiped, TrackPipedInit> = codec(writeTrackPiped, readTrackPiped, fromTrackPiped);

export interface UnpipeTrack {
  callId: string;
  epoch: number;
  fromNodeId: string;
  trackId: string;
}

/** What UnpipeTrack.encode takes: absent fields are their zero value. */
export interface UnpipeTrackInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fromNodeId?: string | undefined;
  readonly trackId?: string | undefined;
}

export function writeUnpipeTrack(m: UnpipeTrackInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(34).string(m.trackId);
  return w;
}

export function readUnpipeTrack(r: Reader, end: number): UnpipeTrack {
  const m: UnpipeTrack = { callId: '', epoch: 0, fromNodeId: '', trackId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.trackId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'UnpipeTrack');
}

export function fromUnpipeTrack(value: unknown): UnpipeTrack {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    fromNodeId: json.text(o['fromNodeId']),
    trackId: json.text(o['trackId']),
  };
}

export const UnpipeTrack: Codec<UnpipeTrack, UnpipeTrackInit> = codec(writeUnpipeTrack, readUnpipeTrack, fromUnpipeTrack);

export interface RequestKeyFrame {
  callId: string;
  trackId: string;
}

/** What RequestKeyFrame.encode takes: absent fields are their zero value. */
export interface RequestKeyFrameInit {
  readonly callId?: string | undefined;
  readonly trackId?: string | undefined;
}

export function writeRequestKeyFrame(m: RequestKeyFrameInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(18).string(m.trackId);
  return w;
}

export function readRequestKeyFrame(r: Reader, end: number): RequestKeyFrame {
  const m: RequestKeyFrame = { callId: '', trackId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.trackId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RequestKeyFrame');
}

export function fromRequestKeyFrame(value: unknown): RequestKeyFrame {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    trackId: json.text(o['trackId']),
  };
}

export const RequestKeyFrame: Codec<RequestKeyFrame, RequestKeyFrameInit> = codec(writeRequestKeyFrame, readRequestKeyFrame, fromRequestKeyFrame);

/** Published on a call's room subject by the node it happened at; the call's
 * other rooms listen. */
export interface RoomNews {
  callId: string;
  epoch: number;
  fromNodeId: string;
  body:
    | { readonly case: 'trackAdded'; readonly value: TrackAdded }
    | { readonly case: 'trackRemoved'; readonly value: TrackRemoved }
    | { readonly case: 'trackChanged'; readonly value: TrackChanged }
    | { readonly case: 'participantJoined'; readonly value: ParticipantJoined }
    | { readonly case: 'participantLeft'; readonly value: ParticipantLeft }
    | { readonly case: 'speakerLevel'; readonly value: SpeakerLevel }
    | { readonly case: 'scores'; readonly value: Scores }
    | { readonly case: 'participantMoved'; readonly value: ParticipantMoved }
    | undefined;
}

/** What RoomNews.encode takes: absent fields are their zero value. */
export interface RoomNewsInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fromNodeId?: string | undefined;
  readonly body?:
    | { readonly case: 'trackAdded'; readonly value: TrackAddedInit }
    | { readonly case: 'trackRemoved'; readonly value: TrackRemovedInit }
    | { readonly case: 'trackChanged'; readonly value: TrackChangedInit }
    | { readonly case: 'participantJoined'; readonly value: ParticipantJoinedInit }
    | { readonly case: 'participantLeft'; readonly value: ParticipantLeftInit }
    | { readonly case: 'speakerLevel'; readonly value: SpeakerLevelInit }
    | { readonly case: 'scores'; readonly value: ScoresInit }
    | { readonly case: 'participantMoved'; readonly value: ParticipantMovedInit }
    | undefined;
}

export function writeRoomNews(m: RoomNewsInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  switch (m.body?.case) {
    case 'trackAdded': writeTrackAdded(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'trackRemoved': writeTrackRemoved(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'trackChanged': writeTrackChanged(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'participantJoined': writeParticipantJoined(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'participantLeft': writeParticipantLeft(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case 'speakerLevel': writeSpeakerLevel(m.body.value, w.uint32(74).fork()).ldelim(); break;
    case 'scores': writeScores(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'participantMoved': writeParticipantMoved(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readRoomNews(r: Reader, end: number): RoomNews {
  const m: RoomNews = { callId: '', epoch: 0, fromNodeId: '', body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.body = { case: 'trackAdded', value: readTrackAdded(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'trackRemoved', value: readTrackRemoved(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'trackChanged', value: readTrackChanged(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'participantJoined', value: readParticipantJoined(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'participantLeft', value: readParticipantLeft(r, r.uint32() + r.pos) }; break;
      case 74: m.body = { case: 'speakerLevel', value: readSpeakerLevel(r, r.uint32() + r.pos) }; break;
      case 82: m.body = { case: 'scores', value: readScores(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'participantMoved', value: readParticipantMoved(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomNews');
}

export function fromRoomNews(value: unknown): RoomNews {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    fromNodeId: json.text(o['fromNodeId']),
    body: json.choice<NonNullable<RoomNews['body']>>(o['body'], {
      trackAdded: (v) => ({ case: 'trackAdded', value: fromTrackAdded(v) }) as const,
      trackRemoved: (v) => ({ case: 'trackRemoved', value: fromTrackRemoved(v) }) as const,
      trackChanged: (v) => ({ case: 'trackChanged', value: fromTrackChanged(v) }) as const,
      participantJoined: (v) => ({ case: 'participantJoined', value: fromParticipantJoined(v) }) as const,
      participantLeft: (v) => ({ case: 'participantLeft', value: fromParticipantLeft(v) }) as const,
      speakerLevel: (v) => ({ case: 'speakerLevel', value: fromSpeakerLevel(v) }) as const,
      scores: (v) => ({ case: 'scores', value: fromScores(v) }) as const,
      participantMoved: (v) => ({ case: 'participantMoved', value: fromParticipantMoved(v) }) as const,
    }),
  };
}

export const RoomNews: Codec<RoomNews, RoomNewsInit> = codec(writeRoomNews, readRoomNews, fromRoomNews);

export interface TrackAdded {
  track: Track | undefined;
}

/** What TrackAdded.encode takes: absent fields are their zero value. */
export interface TrackAddedInit {
  readonly track?: TrackInit | undefined;
}

export function writeTrackAdded(m: TrackAddedInit, w: Writer): Writer {
  if (m.track !== undefined) writeTrack(m.track, w.uint32(10).fork()).ldelim();
  return w;
}

export function readTrackAdded(r: Reader, end: number): TrackAdded {
  const m: TrackAdded = { track: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.track = readTrack(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackAdded');
}

export function fromTrackAdded(value: unknown): TrackAdded {
  const o = json.object(value);
  return {
    track: o['track'] === undefined ? undefined : fromTrack(o['track']),
  };
}

export const TrackAdded: Codec<TrackAdded, TrackAddedInit> = codec(writeTrackAdded, readTrackAdded, fromTrackAdded);

export interface TrackRemoved {
  trackId: string;
}

/** What TrackRemoved.encode takes: absent fields are their zero value. */
export interface TrackRemovedInit {
  readonly trackId?: string | undefined;
}

export function writeTrackRemoved(m: TrackRemovedInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  return w;
}

export function readTrackRemoved(r: Reader, end: number): TrackRemoved {
  const m: TrackRemoved = { trackId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackRemoved');
}

export function fromTrackRemoved(value: unknown): TrackRemoved {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
  };
}

export const TrackRemoved: Codec<TrackRemoved, TrackRemovedInit> = codec(writeTrackRemoved, readTrackRemoved, fromTrackRemoved);

/** The loudest of the participants at one node. dBov, -127 (silence) to 0. */
export interface SpeakerLevel {
  participantId: string;
  dbov: number;
}

/** What SpeakerLevel.encode takes: absent fields are their zero value. */
export interface SpeakerLevelInit {
  readonly participantId?: string | undefined;
  readonly dbov?: number | undefined;
}

export function writeSpeakerLevel(m: SpeakerLevelInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.dbov !== undefined && m.dbov !== 0) w.uint32(16).sint32(m.dbov);
  return w;
}

export function readSpeakerLevel(r: Reader, end: number): SpeakerLevel {
  const m: SpeakerLevel = { participantId: '', dbov: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 16: m.dbov = r.sint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SpeakerLevel');
}

export function fromSpeakerLevel(value: unknown): SpeakerLevel {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    dbov: json.number(o['dbov']),
  };
}

export const SpeakerLevel: Codec<SpeakerLevel, SpeakerLevelInit> = codec(writeSpeakerLevel, readSpeakerLevel, fromSpeakerLevel);

/** Media node → the call's owner, on the call's report subject: on every change
 * of a participant, else every two seconds. */
export interface RoomReport {
  callId: string;
  epoch: number;
  nodeId: string;
  seats: SeatReport[];
  pipes: PipeStats[];
}

/** What RoomReport.encode takes: absent fields are their zero value. */
export interface RoomReportInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly nodeId?: string | undefined;
  readonly seats?: readonly SeatReportInit[] | undefined;
  readonly pipes?: readonly PipeStatsInit[] | undefined;
}

export function writeRoomReport(m: RoomReportInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(26).string(m.nodeId);
  for (const v of m.seats ?? []) writeSeatReport(v, w.uint32(34).fork()).ldelim();
  for (const v of m.pipes ?? []) writePipeStats(v, w.uint32(42).fork()).ldelim();
  return w;
}

export function readRoomReport(r: Reader, end: number): RoomReport {
  const m: RoomReport = { callId: '', epoch: 0, nodeId: '', seats: [], pipes: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.nodeId = r.string(); break;
      case 34: m.seats.push(readSeatReport(r, r.uint32() + r.pos)); break;
      case 42: m.pipes.push(readPipeStats(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomReport');
}

export function fromRoomReport(value: unknown): RoomReport {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    nodeId: json.text(o['nodeId']),
    seats: json.list(o['seats']).map((v) => fromSeatReport(v)),
    pipes: json.list(o['pipes']).map((v) => fromPipeStats(v)),
  };
}

export const RoomReport: Codec<RoomReport, RoomReportInit> = codec(writeRoomReport, readRoomReport, fromRoomReport);

export interface SeatReport {
  participantId: string;
  joined: boolean;
  /** Both transports have DTLS connected. */
  connected: boolean;
  score: number;
  standby: boolean;
}

/** What SeatReport.encode takes: absent fields are their zero value. */
export interface SeatReportInit {
  readonly participantId?: string | undefined;
  readonly joined?: boolean | undefined;
  readonly connected?: boolean | undefined;
  readonly score?: number | undefined;
  readonly standby?: boolean | undefined;
}

export function writeSeatReport(m: SeatReportInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.joined !== undefined && m.joined !== false) w.uint32(16).bool(m.joined);
  if (m.connected !== undefined && m.connected !== false) w.uint32(24).bool(m.connected);
  if (m.score !== undefined && m.score !== 0) w.uint32(32).uint32(m.score);
  if (m.standby !== undefined && m.standby !== false) w.uint32(40).bool(m.standby);
  return w;
}

export function readSeatReport(r: Reader, end: number): SeatReport {
  const m: SeatReport = { participantId: '', joined: false, connected: false, score: 0, standby: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 16: m.joined = r.bool(); break;
      case 24: m.connected = r.bool(); break;
      case 32: m.score = r.uint32(); break;
      case 40: m.standby = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SeatReport');
}

export function fromSeatReport(value: unknown): SeatReport {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    joined: json.bool(o['joined']),
    connected: json.bool(o['connected']),
    score: json.number(o['score']),
    standby: json.bool(o['standby']),
  };
}

export const SeatReport: Codec<SeatReport, SeatReportInit> = codec(writeSeatReport, readSeatReport, fromSeatReport);

/** Published by a node the moment one of its workers dies. */
export interface WorkerDied {
  nodeId: string;
  /** The calls whose rooms died with it. */
  callIds: string[];
}

/** What WorkerDied.encode takes: absent fields are their zero value. */
export interface WorkerDiedInit {
  readonly nodeId?: string | undefined;
  readonly callIds?: readonly string[] | undefined;
}

export function writeWorkerDied(m: WorkerDiedInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  for (const v of m.callIds ?? []) w.uint32(18).string(v);
  return w;
}

export function readWorkerDied(r: Reader, end: number): WorkerDied {
  const m: WorkerDied = { nodeId: '', callIds: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 18: m.callIds.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'WorkerDied');
}

export function fromWorkerDied(value: unknown): WorkerDied {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    callIds: json.list(o['callIds']).map((v) => json.text(v)),
  };
}

export const WorkerDied: Codec<WorkerDied, WorkerDiedInit> = codec(writeWorkerDied, readWorkerDied, fromWorkerDied);

/** Between control-plane instances: a client's request that belongs to whoever
 * owns the call, queue or agent. Answered with RelayedReply. */
export interface Forwarded {
  request: RelayedRequest | undefined;
}

/** What Forwarded.encode takes: absent fields are their zero value. */
export interface ForwardedInit {
  readonly request?: RelayedRequestInit | undefined;
}

export function writeForwarded(m: ForwardedInit, w: Writer): Writer {
  if (m.request !== undefined) writeRelayedRequest(m.request, w.uint32(10).fork()).ldelim();
  return w;
}

export function readForwarded(r: Reader, end: number): Forwarded {
  const m: Forwarded = { request: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.request = readRelayedRequest(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Forwarded');
}

export function fromForwarded(value: unknown): Forwarded {
  const o = json.object(value);
  return {
    request: o['request'] === undefined ? undefined : fromRelayedRequest(o['request']),
  };
}

export const Forwarded: Codec<Forwarded, ForwardedInit> = codec(writeForwarded, readForwarded, fromForwarded);

/** Call owner ↔ queue owner. */
export interface QueueRequest {
  body:
    | { readonly case: 'enqueue'; readonly value: Enqueue }
    | { readonly case: 'dequeue'; readonly value: Dequeue }
    | { readonly case: 'callFinished'; readonly value: CallFinished }
    | undefined;
}

/** What QueueRequest.encode takes: absent fields are their zero value. */
export interface QueueRequestInit {
  readonly body?:
    | { readonly case: 'enqueue'; readonly value: EnqueueInit }
    | { readonly case: 'dequeue'; readonly value: DequeueInit }
    | { readonly case: 'callFinished'; readonly value: CallFinishedInit }
    | undefined;
}

export function writeQueueRequest(m: QueueRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'enqueue': writeEnqueue(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'dequeue': writeDequeue(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'callFinished': writeCallFinished(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readQueueRequest(r: Reader, end: number): QueueRequest {
  const m: QueueRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'enqueue', value: readEnqueue(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'dequeue', value: readDequeue(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'callFinished', value: readCallFinished(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'QueueRequest');
}

export function fromQueueRequest(value: unknown): QueueRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<QueueRequest['body']>>(o['body'], {
      enqueue: (v) => ({ case: 'enqueue', value: fromEnqueue(v) }) as const,
      dequeue: (v) => ({ case: 'dequeue', value: fromDequeue(v) }) as const,
      callFinished: (v) => ({ case: 'callFinished', value: fromCallFinished(v) }) as const,
    }),
  };
}

export const QueueRequest: Codec<QueueRequest, QueueRequestInit> = codec(writeQueueRequest, readQueueRequest, fromQueueRequest);

export interface QueueReply {
  result:
    | { readonly case: 'fault'; readonly value: Fault }
    | { readonly case: 'done'; readonly value: Done }
    | { readonly case: 'standing'; readonly value: QueueStanding }
    | undefined;
}

/** What QueueReply.encode takes: absent fields are their zero value. */
export interface QueueReplyInit {
  readonly result?:
    | { readonly case: 'fault'; readonly value: FaultInit }
    | { readonly case: 'done'; readonly value: DoneInit }
    | { readonly case: 'standing'; readonly value: QueueStandingInit }
    | undefined;
}

export function writeQueueReply(m: QueueReplyInit, w: Writer): Writer {
  switch (m.result?.case) {
    case 'fault': writeFault(m.result.value, w.uint32(10).fork()).ldelim(); break;
    case 'done': writeDone(m.result.value, w.uint32(18).fork()).ldelim(); break;
    case 'standing': writeQueueStanding(m.result.value, w.uint32(26).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readQueueReply(r: Reader, end: number): QueueReply {
  const m: QueueReply = { result: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.result = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      case 18: m.result = { case: 'done', value: readDone(r, r.uint32() + r.pos) }; break;
      case 26: m.result = { case: 'standing', value: readQueueStanding(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'QueueReply');
}

export function fromQueueReply(value: unknown): QueueReply {
  const o = json.object(value);
  return {
    result: json.choice<NonNullable<QueueReply['result']>>(o['result'], {
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
      done: (v) => ({ case: 'done', value: fromDone(v) }) as const,
      standing: (v) => ({ case: 'standing', value: fromQueueStanding(v) }) as const,
    }),
  };
}

export const QueueReply: Codec<QueueReply, QueueReplyInit> = codec(writeQueueReply, readQueueReply, fromQueueReply);

export interface Enqueue {
  callId: string;
  kind: CallKind;
  customer: Participant | undefined;
  page: PageContext | undefined;
  requestedAtMs: number;
}

/** What Enqueue.encode takes: absent fields are their zero value. */
export interface EnqueueInit {
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly customer?: ParticipantInit | undefined;
  readonly page?: PageContextInit | undefined;
  readonly requestedAtMs?: number | undefined;
}

export function writeEnqueue(m: EnqueueInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(CallKindNumber[m.kind]);
  if (m.customer !== undefined) writeParticipant(m.customer, w.uint32(26).fork()).ldelim();
  if (m.page !== undefined) writePageContext(m.page, w.uint32(34).fork()).ldelim();
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(41).double(m.requestedAtMs);
  return w;
}

export function readEnqueue(r: Reader, end: number): Enqueue {
  const m: Enqueue = { callId: '', kind: 'unspecified', customer: undefined, page: undefined, requestedAtMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 26: m.customer = readParticipant(r, r.uint32() + r.pos); break;
      case 34: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 41: m.requestedAtMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Enqueue');
}

export function fromEnqueue(value: unknown): Enqueue {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    customer: o['customer'] === undefined ? undefined : fromParticipant(o['customer']),
    page: o['page'] === undefined ? undefined : fromPageContext(o['page']),
    requestedAtMs: json.number(o['requestedAtMs']),
  };
}

export const Enqueue: Codec<Enqueue, EnqueueInit> = codec(writeEnqueue, readEnqueue, fromEnqueue);

export interface Dequeue {
  callId: string;
}

/** What Dequeue.encode takes: absent fields are their zero value. */
export interface DequeueInit {
  readonly callId?: string | undefined;
}

export function writeDequeue(m: DequeueInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  return w;
}

export function readDequeue(r: Reader, end: number): Dequeue {
  const m: Dequeue = { callId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Dequeue');
}

export function fromDequeue(value: unknown): Dequeue {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
  };
}

export const Dequeue: Codec<Dequeue, DequeueInit> = codec(writeDequeue, readDequeue, fromDequeue);

/** The agent is free again. */
export interface CallFinished {
  callId: string;
  agentId: string;
}

/** What CallFinished.encode takes: absent fields are their zero value. */
export interface CallFinishedInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
}

export function writeCallFinished(m: CallFinishedInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  return w;
}

export function readCallFinished(r: Reader, end: number): CallFinished {
  const m: CallFinished = { callId: '', agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallFinished');
}

export function fromCallFinished(value: unknown): CallFinished {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
  };
}

export const CallFinished: Codec<CallFinished, CallFinishedInit> = codec(writeCallFinished, readCallFinished, fromCallFinished);

/** Queue owner → call owner, on the call's own subject. */
export interface CallRequest {
  body:
    | { readonly case: 'relayed'; readonly value: RelayedRequest }
    | { readonly case: 'standing'; readonly value: QueueStanding }
    | { readonly case: 'assign'; readonly value: Assign }
    | { readonly case: 'promoted'; readonly value: Promoted }
    | undefined;
}

/** What CallRequest.encode takes: absent fields are their zero value. */
export interface CallRequestInit {
  readonly body?:
    | { readonly case: 'relayed'; readonly value: RelayedRequestInit }
    | { readonly case: 'standing'; readonly value: QueueStandingInit }
    | { readonly case: 'assign'; readonly value: AssignInit }
    | { readonly case: 'promoted'; readonly value: PromotedInit }
    | undefined;
}

export function writeCallRequest(m: CallRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'relayed': writeRelayedRequest(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'standing': writeQueueStanding(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'assign': writeAssign(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'promoted': writePromoted(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readCallRequest(r: Reader, end: number): CallRequest {
  const m: CallRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'relayed', value: readRelayedRequest(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'standing', value: readQueueStanding(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'assign', value: readAssign(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'promoted', value: readPromoted(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallRequest');
}

export function fromCallRequest(value: unknown): CallRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<CallRequest['body']>>(o['body'], {
      relayed: (v) => ({ case: 'relayed', value: fromRelayedRequest(v) }) as const,
      standing: (v) => ({ case: 'standing', value: fromQueueStanding(v) }) as const,
      assign: (v) => ({ case: 'assign', value: fromAssign(v) }) as const,
      promoted: (v) => ({ case: 'promoted', value: fromPromoted(v) }) as const,
    }),
  };
}

export const CallRequest: Codec<CallRequest, CallRequestInit> = codec(writeCallRequest, readCallRequest, fromCallRequest);

export interface CallReply {
  result:
    | { readonly case: 'fault'; readonly value: Fault }
    | { readonly case: 'done'; readonly value: Done }
    | { readonly case: 'relayed'; readonly value: RelayedReply }
    | { readonly case: 'call'; readonly value: Call }
    | undefined;
}

/** What CallReply.encode takes: absent fields are their zero value. */
export interface CallReplyInit {
  readonly result?:
    | { readonly case: 'fault'; readonly value: FaultInit }
    | { readonly case: 'done'; readonly value: DoneInit }
    | { readonly case: 'relayed'; readonly value: RelayedReplyInit }
    | { readonly case: 'call'; readonly value: CallInit }
    | undefined;
}

export function writeCallReply(m: CallReplyInit, w: Writer): Writer {
  switch (m.result?.case) {
    case 'fault': writeFault(m.result.value, w.uint32(10).fork()).ldelim(); break;
    case 'done': writeDone(m.result.value, w.uint32(18).fork()).ldelim(); break;
    case 'relayed': writeRelayedReply(m.result.value, w.uint32(26).fork()).ldelim(); break;
    case 'call': writeCall(m.result.value, w.uint32(34).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readCallReply(r: Reader, end: number): CallReply {
  const m: CallReply = { result: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.result = { case: 'fault', value: readFault(r, r.uint32() + r.pos) }; break;
      case 18: m.result = { case: 'done', value: readDone(r, r.uint32() + r.pos) }; break;
      case 26: m.result = { case: 'relayed', value: readRelayedReply(r, r.uint32() + r.pos) }; break;
      case 34: m.result = { case: 'call', value: readCall(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallReply');
}

export function fromCallReply(value: unknown): CallReply {
  const o = json.object(value);
  return {
    result: json.choice<NonNullable<CallReply['result']>>(o['result'], {
      fault: (v) => ({ case: 'fault', value: fromFault(v) }) as const,
      done: (v) => ({ case: 'done', value: fromDone(v) }) as const,
      relayed: (v) => ({ case: 'relayed', value: fromRelayedReply(v) }) as const,
      call: (v) => ({ case: 'call', value: fromCall(v) }) as const,
    }),
  };
}

export const CallReply: Codec<CallReply, CallReplyInit> = codec(writeCallReply, readCallReply, fromCallReply);

/** Media node → call owner: this participant's leg here was promoted. */
export interface Promoted {
  callId: string;
  participantId: string;
  nodeId: string;
  cause: MoveCause;
  silentMs: number;
}

/** What Promoted.encode takes: absent fields are their zero value. */
export interface PromotedInit {
  readonly callId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly cause?: MoveCause | undefined;
  readonly silentMs?: number | undefined;
}

export function writePromoted(m: PromotedInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(18).string(m.participantId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(26).string(m.nodeId);
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(32).int32(MoveCauseNumber[m.cause]);
  if (m.silentMs !== undefined && m.silentMs !== 0) w.uint32(40).uint32(m.silentMs);
  return w;
}

export function readPromoted(r: Reader, end: number): Promoted {
  const m: Promoted = { callId: '', participantId: '', nodeId: '', cause: 'unspecified', silentMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.participantId = r.string(); break;
      case 26: m.nodeId = r.string(); break;
      case 32: m.cause = (MoveCauseText[r.int32()] ?? 'unspecified'); break;
      case 40: m.silentMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Promoted');
}

export function fromPromoted(value: unknown): Promoted {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    participantId: json.text(o['participantId']),
    nodeId: json.text(o['nodeId']),
    cause: json.oneOf(MoveCauseNumber, o['cause']),
    silentMs: json.number(o['silentMs']),
  };
}

export const Promoted: Codec<Promoted, PromotedInit> = codec(writePromoted, readPromoted, fromPromoted);

export interface QueueStanding {
  callId: string;
  stage: CallStage;
  queuePlace: number;
  agentsOnDuty: number;
}

/** What QueueStanding.encode takes: absent fields are their zero value. */
export interface QueueStandingInit {
  readonly callId?: string | undefined;
  readonly stage?: CallStage | undefined;
  readonly queuePlace?: number | undefined;
  readonly agentsOnDuty?: number | undefined;
}

export function writeQueueStanding(m: QueueStandingInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.stage !== undefined && m.stage !== 'unspecified') w.uint32(16).int32(CallStageNumber[m.stage]);
  if (m.queuePlace !== undefined && m.queuePlace !== 0) w.uint32(24).uint32(m.queuePlace);
  if (m.agentsOnDuty !== undefined && m.agentsOnDuty !== 0) w.uint32(32).uint32(m.agentsOnDuty);
  return w;
}

export function readQueueStanding(r: Reader, end: number): QueueStanding {
  const m: QueueStanding = { callId: '', stage: 'unspecified', queuePlace: 0, agentsOnDuty: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.stage = (CallStageText[r.int32()] ?? 'unspecified'); break;
      case 24: m.queuePlace = r.uint32(); break;
      case 32: m.agentsOnDuty = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'QueueStanding');
}

export function fromQueueStanding(value: unknown): QueueStanding {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    stage: json.oneOf(CallStageNumber, o['stage']),
    queuePlace: json.number(o['queuePlace']),
    agentsOnDuty: json.number(o['agentsOnDuty']),
  };
}

export const QueueStanding: Codec<QueueStanding, QueueStandingInit> = codec(writeQueueStanding, readQueueStanding, fromQueueStanding);

/** An agent accepted: seat it. Answered with the call as the agent sees it. */
export interface Assign {
  callId: string;
  agentId: string;
  sessionId: string;
  displayName: string;
  /** The region of the agent's edge. */
  region: string;
  /** etcd revision of the sender's key as the queue's owner: the agent is seated
   * only while that still stands. */
  queueRevision: string;
}

/** What Assign.encode takes: absent fields are their zero value. */
export interface AssignInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly queueRevision?: string | undefined;
}

export function writeAssign(m: AssignInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(26).string(m.sessionId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(34).string(m.displayName);
  if (m.region !== undefined && m.region !== '') w.uint32(42).string(m.region);
  if (m.queueRevision !== undefined && m.queueRevision !== '') w.uint32(50).string(m.queueRevision);
  return w;
}

export function readAssign(r: Reader, end: number): Assign {
  const m: Assign = { callId: '', agentId: '', sessionId: '', displayName: '', region: '', queueRevision: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.sessionId = r.string(); break;
      case 34: m.displayName = r.string(); break;
      case 42: m.region = r.string(); break;
      case 50: m.queueRevision = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Assign');
}

export function fromAssign(value: unknown): Assign {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
    sessionId: json.text(o['sessionId']),
    displayName: json.text(o['displayName']),
    region: json.text(o['region']),
    queueRevision: json.text(o['queueRevision']),
  };
}

export const Assign: Codec<Assign, AssignInit> = codec(writeAssign, readAssign, fromAssign);

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
}

/** What CallOffered.encode takes: absent fields are their zero value. */
export interface CallOfferedInit {
  readonly offerId?: string | undefined;
  readonly agentId?: string | undefined;
}

export function writeCallOffered(m: CallOfferedInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  return w;
}

export function readCallOffered(r: Reader, end: number): CallOffered {
  const m: CallOffered = { offerId: '', agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 18: m.agentId = r.string(); break;
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
}

/** What PresenceChanged.encode takes: absent fields are their zero value. */
export interface PresenceChangedInit {
  readonly agentId?: string | undefined;
  readonly presence?: Presence | undefined;
  readonly reason?: string | undefined;
}

export function writePresenceChanged(m: PresenceChangedInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(16).int32(PresenceNumber[m.presence]);
  if (m.reason !== undefined && m.reason !== '') w.uint32(26).string(m.reason);
  return w;
}

export function readPresenceChanged(r: Reader, end: number): PresenceChanged {
  const m: PresenceChanged = { agentId: '', presence: 'unspecified', reason: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 16: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 26: m.reason = r.string(); break;
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
