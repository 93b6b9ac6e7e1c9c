// Made by scripts/generate.mjs from proto/schema/kept.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromCallback, readCallback, type Callback, type CallbackInit, writeCallback } from './callback.ts';
import { CallKindNumber, CallKindText, CallPartNumber, CallPartText, EndCauseNumber, EndCauseText, PresenceNumber, PresenceText, RoleNumber, RoleText, fromCallCompany, fromCustomerProfile, fromParticipant, readCallCompany, readCustomerProfile, readParticipant, type CallCompany, type CallCompanyInit, type CallKind, type CallPart, type CustomerProfile, type CustomerProfileInit, type EndCause, type Participant, type ParticipantInit, type Presence, type Role, writeCallCompany, writeCustomerProfile, writeParticipant } from './common.ts';
import { CallStageNumber, CallStageText, fromCallMove, fromPageContext, readCallMove, readPageContext, type CallMove, type CallMoveInit, type CallStage, type PageContext, type PageContextInit, writeCallMove, writePageContext } from './control.ts';
import { fromRtpCapabilities, readRtpCapabilities, type RtpCapabilities, type RtpCapabilitiesInit, writeRtpCapabilities } from './rtp.ts';
import { NodeStateNumber, NodeStateText, fromNodeLoad, readNodeLoad, type NodeLoad, type NodeLoadInit, type NodeState, writeNodeLoad } from './sights.ts';

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
  /** It hears SharedPush. Edges before decision 78 do not, and are told session by session. */
  hearsShared: boolean;
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
  readonly hearsShared?: boolean | undefined;
}

export function writeEdgeRecord(m: EdgeRecordInit, w: Writer): Writer {
  if (m.edgeId !== undefined && m.edgeId !== '') w.uint32(10).string(m.edgeId);
  if (m.region !== undefined && m.region !== '') w.uint32(18).string(m.region);
  if (m.url !== undefined && m.url !== '') w.uint32(26).string(m.url);
  if (m.version !== undefined && m.version !== '') w.uint32(34).string(m.version);
  if (m.startedAtMs !== undefined && m.startedAtMs !== 0) w.uint32(41).double(m.startedAtMs);
  if (m.draining !== undefined && m.draining !== false) w.uint32(48).bool(m.draining);
  if (m.sessions !== undefined && m.sessions !== 0) w.uint32(56).uint32(m.sessions);
  if (m.hearsShared !== undefined && m.hearsShared !== false) w.uint32(64).bool(m.hearsShared);
  return w;
}

export function readEdgeRecord(r: Reader, end: number): EdgeRecord {
  const m: EdgeRecord = { edgeId: '', region: '', url: '', version: '', startedAtMs: 0, draining: false, sessions: 0, hearsShared: false };
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
      case 64: m.hearsShared = r.bool(); break;
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
    hearsShared: json.bool(o['hearsShared']),
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
  /** While it waits: the agent it was transferred to; empty = whoever is chosen. */
  wantedAgentId: string;
  /** Who was in it beside its customer and its agent of now, in the order they came, at most 20. */
  company: CallCompany[];
  callback: Callback | undefined;
  /** The customer's other pages, which ring too: newest first, at most 8. */
  callbackSessionIds: string[];
  /** The queue of the rules that its page, or who transferred it, asked for; empty = where the rules put it. */
  wantedQueueId: string;
  /** As it was when the customer called. */
  profile: CustomerProfile | undefined;
  /** On hold for a colleague at whom it rings: when nobody comes, the hold ends. */
  heldForColleague: boolean;
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
  readonly wantedAgentId?: string | undefined;
  readonly company?: readonly CallCompanyInit[] | undefined;
  readonly callback?: CallbackInit | undefined;
  readonly callbackSessionIds?: readonly string[] | undefined;
  readonly wantedQueueId?: string | undefined;
  readonly profile?: CustomerProfileInit | undefined;
  readonly heldForColleague?: boolean | undefined;
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
  if (m.wantedAgentId !== undefined && m.wantedAgentId !== '') w.uint32(138).string(m.wantedAgentId);
  for (const v of m.company ?? []) writeCallCompany(v, w.uint32(146).fork()).ldelim();
  if (m.callback !== undefined) writeCallback(m.callback, w.uint32(154).fork()).ldelim();
  for (const v of m.callbackSessionIds ?? []) w.uint32(162).string(v);
  if (m.wantedQueueId !== undefined && m.wantedQueueId !== '') w.uint32(170).string(m.wantedQueueId);
  if (m.profile !== undefined) writeCustomerProfile(m.profile, w.uint32(178).fork()).ldelim();
  if (m.heldForColleague !== undefined && m.heldForColleague !== false) w.uint32(184).bool(m.heldForColleague);
  return w;
}

export function readCallRecord(r: Reader, end: number): CallRecord {
  const m: CallRecord = { callId: '', epoch: 0, kind: 'unspecified', stage: 'unspecified', queueId: '', homeNodeId: '', standbyNodeId: '', legs: [], page: undefined, held: false, requestedAtMs: 0, answeredAtMs: 0, endedAtMs: 0, endCause: 'unspecified', moves: [], hot: false, wantedAgentId: '', company: [], callback: undefined, callbackSessionIds: [], wantedQueueId: '', profile: undefined, heldForColleague: false };
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
      case 138: m.wantedAgentId = r.string(); break;
      case 146: m.company.push(readCallCompany(r, r.uint32() + r.pos)); break;
      case 154: m.callback = readCallback(r, r.uint32() + r.pos); break;
      case 162: m.callbackSessionIds.push(r.string()); break;
      case 170: m.wantedQueueId = r.string(); break;
      case 178: m.profile = readCustomerProfile(r, r.uint32() + r.pos); break;
      case 184: m.heldForColleague = r.bool(); break;
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
    wantedAgentId: json.text(o['wantedAgentId']),
    company: json.list(o['company']).map((v) => fromCallCompany(v)),
    callback: o['callback'] === undefined ? undefined : fromCallback(o['callback']),
    callbackSessionIds: json.list(o['callbackSessionIds']).map((v) => json.text(v)),
    wantedQueueId: json.text(o['wantedQueueId']),
    profile: o['profile'] === undefined ? undefined : fromCustomerProfile(o['profile']),
    heldForColleague: json.bool(o['heldForColleague']),
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
  /** Where the participant is, however far it had to move; empty = its home's region. */
  nearRegion: string;
  /** As what, for those who are neither its customer nor its agent. */
  part: CallPart;
}

/** What CallLeg.encode takes: absent fields are their zero value. */
export interface CallLegInit {
  readonly participant?: ParticipantInit | undefined;
  readonly subjectId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly standbyNodeId?: string | undefined;
  readonly nearRegion?: string | undefined;
  readonly part?: CallPart | undefined;
}

export function writeCallLeg(m: CallLegInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(18).string(m.subjectId);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(26).string(m.sessionId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(34).string(m.nodeId);
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(42).string(m.standbyNodeId);
  if (m.nearRegion !== undefined && m.nearRegion !== '') w.uint32(50).string(m.nearRegion);
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(56).int32(CallPartNumber[m.part]);
  return w;
}

export function readCallLeg(r: Reader, end: number): CallLeg {
  const m: CallLeg = { participant: undefined, subjectId: '', sessionId: '', nodeId: '', standbyNodeId: '', nearRegion: '', part: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.subjectId = r.string(); break;
      case 26: m.sessionId = r.string(); break;
      case 34: m.nodeId = r.string(); break;
      case 42: m.standbyNodeId = r.string(); break;
      case 50: m.nearRegion = r.string(); break;
      case 56: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
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
    nearRegion: json.text(o['nearRegion']),
    part: json.oneOf(CallPartNumber, o['part']),
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
  /** What an agent may do besides: "supervisor", "admin" (who may all that a supervisor may). */
  grants: string[];
  /** Kept in the file of people that instances read at their start, and changed there only. */
  fromFile: boolean;
  /** Was shut out by an administrator: may not sign in. */
  barred: boolean;
  /** Tokens made before are good for nothing any more, milliseconds since the Unix epoch; 0 = none were ended. */
  signedOutMs: number;
}

/** What AgentRecord.encode takes: absent fields are their zero value. */
export interface AgentRecordInit {
  readonly agentId?: string | undefined;
  readonly login?: string | undefined;
  readonly displayName?: string | undefined;
  readonly passwordHash?: string | undefined;
  readonly role?: Role | undefined;
  readonly grants?: readonly string[] | undefined;
  readonly fromFile?: boolean | undefined;
  readonly barred?: boolean | undefined;
  readonly signedOutMs?: number | undefined;
}

export function writeAgentRecord(m: AgentRecordInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.login !== undefined && m.login !== '') w.uint32(18).string(m.login);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(26).string(m.displayName);
  if (m.passwordHash !== undefined && m.passwordHash !== '') w.uint32(34).string(m.passwordHash);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(40).int32(RoleNumber[m.role]);
  for (const v of m.grants ?? []) w.uint32(50).string(v);
  if (m.fromFile !== undefined && m.fromFile !== false) w.uint32(56).bool(m.fromFile);
  if (m.barred !== undefined && m.barred !== false) w.uint32(64).bool(m.barred);
  if (m.signedOutMs !== undefined && m.signedOutMs !== 0) w.uint32(73).double(m.signedOutMs);
  return w;
}

export function readAgentRecord(r: Reader, end: number): AgentRecord {
  const m: AgentRecord = { agentId: '', login: '', displayName: '', passwordHash: '', role: 'unspecified', grants: [], fromFile: false, barred: false, signedOutMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.login = r.string(); break;
      case 26: m.displayName = r.string(); break;
      case 34: m.passwordHash = r.string(); break;
      case 40: m.role = (RoleText[r.int32()] ?? 'unspecified'); break;
      case 50: m.grants.push(r.string()); break;
      case 56: m.fromFile = r.bool(); break;
      case 64: m.barred = r.bool(); break;
      case 73: m.signedOutMs = r.double(); break;
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
    grants: json.list(o['grants']).map((v) => json.text(v)),
    fromFile: json.bool(o['fromFile']),
    barred: json.bool(o['barred']),
    signedOutMs: json.number(o['signedOutMs']),
  };
}

export const AgentRecord: Codec<AgentRecord, AgentRecordInit> = codec(writeAgentRecord, readAgentRecord, fromAgentRecord);

/** Somebody's sessions are over: an edge ends those with tokens made before, and takes no such token again. Not leased. */
export interface SignOutRecord {
  agentId: string;
  /** Milliseconds since the Unix epoch. */
  beforeMs: number;
  /** Of the page that asked for it, which goes on; empty = none does. */
  keptSessionId: string;
}

/** What SignOutRecord.encode takes: absent fields are their zero value. */
export interface SignOutRecordInit {
  readonly agentId?: string | undefined;
  readonly beforeMs?: number | undefined;
  readonly keptSessionId?: string | undefined;
}

export function writeSignOutRecord(m: SignOutRecordInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.beforeMs !== undefined && m.beforeMs !== 0) w.uint32(17).double(m.beforeMs);
  if (m.keptSessionId !== undefined && m.keptSessionId !== '') w.uint32(26).string(m.keptSessionId);
  return w;
}

export function readSignOutRecord(r: Reader, end: number): SignOutRecord {
  const m: SignOutRecord = { agentId: '', beforeMs: 0, keptSessionId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 17: m.beforeMs = r.double(); break;
      case 26: m.keptSessionId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SignOutRecord');
}

export function fromSignOutRecord(value: unknown): SignOutRecord {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    beforeMs: json.number(o['beforeMs']),
    keptSessionId: json.text(o['keptSessionId']),
  };
}

export const SignOutRecord: Codec<SignOutRecord, SignOutRecordInit> = codec(writeSignOutRecord, readSignOutRecord, fromSignOutRecord);

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
  /** Until when the agent wraps a call up, milliseconds since the Unix epoch; 0 = does not. Told to others; ends with the queue's owner. */
  wrapUpUntilMs: number;
  /** What for the agent is busy or away, where they said it. */
  pause: string;
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
  readonly wrapUpUntilMs?: number | undefined;
  readonly pause?: string | undefined;
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
  if (m.wrapUpUntilMs !== undefined && m.wrapUpUntilMs !== 0) w.uint32(73).double(m.wrapUpUntilMs);
  if (m.pause !== undefined && m.pause !== '') w.uint32(82).string(m.pause);
  return w;
}

export function readDeskRecord(r: Reader, end: number): DeskRecord {
  const m: DeskRecord = { agentId: '', queueId: '', sessionId: '', displayName: '', region: '', presence: 'unspecified', presenceReason: '', sinceMs: 0, wrapUpUntilMs: 0, pause: '' };
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
      case 73: m.wrapUpUntilMs = r.double(); break;
      case 82: m.pause = r.string(); break;
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
    wrapUpUntilMs: json.number(o['wrapUpUntilMs']),
    pause: json.text(o['pause']),
  };
}

export const DeskRecord: Codec<DeskRecord, DeskRecordInit> = codec(writeDeskRecord, readDeskRecord, fromDeskRecord);
