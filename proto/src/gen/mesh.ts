// Made by scripts/generate.mjs from proto/schema/mesh.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { CallKindNumber, CallKindText, EndCauseNumber, EndCauseText, MoveCauseNumber, MoveCauseText, fromCustomerProfile, fromFault, fromParticipant, readCustomerProfile, readFault, readParticipant, type CallKind, type CustomerProfile, type CustomerProfileInit, type EndCause, type Fault, type FaultInit, type MoveCause, type Participant, type ParticipantInit, writeCustomerProfile, writeFault, writeParticipant } from './common.ts';
import { CallStageNumber, CallStageText, fromCall, fromPageContext, readCall, readPageContext, type Call, type CallInit, type CallStage, type PageContext, type PageContextInit, writeCall, writePageContext } from './control.ts';
import { fromDone, fromParticipantJoined, fromParticipantLeft, fromParticipantMoved, fromPipeStats, fromScores, fromTrack, fromTrackChanged, readDone, readParticipantJoined, readParticipantLeft, readParticipantMoved, readPipeStats, readScores, readTrack, readTrackChanged, type Done, type DoneInit, type ParticipantJoined, type ParticipantJoinedInit, type ParticipantLeft, type ParticipantLeftInit, type ParticipantMoved, type ParticipantMovedInit, type PipeStats, type PipeStatsInit, type Scores, type ScoresInit, type Track, type TrackChanged, type TrackChangedInit, type TrackInit, writeDone, writeParticipantJoined, writeParticipantLeft, writeParticipantMoved, writePipeStats, writeScores, writeTrack, writeTrackChanged } from './media.ts';
import { fromRtpParameters, fromSrtpParameters, readRtpParameters, readSrtpParameters, type RtpParameters, type RtpParametersInit, type SrtpParameters, type SrtpParametersInit, writeRtpParameters, writeSrtpParameters } from './rtp.ts';
import { NodeStateNumber, NodeStateText, fromNodeLoad, readNodeLoad, type NodeLoad, type NodeLoadInit, type NodeState, writeNodeLoad } from './sights.ts';
import { fromRelayedReply, fromRelayedRequest, readRelayedReply, readRelayedRequest, type RelayedReply, type RelayedReplyInit, type RelayedRequest, type RelayedRequestInit, writeRelayedReply, writeRelayedRequest } from './signal.ts';

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
  /** Sound flows on standby legs, too: each receiver chooses which it plays. */
  hot: boolean;
  /** While held, these are parted from the others, who go on among themselves;
   * empty = everybody is parted from everybody. */
  parted: string[];
}

/** What OpenRoom.encode takes: absent fields are their zero value. */
export interface OpenRoomInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly places?: readonly RoomPlaceInit[] | undefined;
  readonly seats?: readonly RoomSeatInit[] | undefined;
  readonly held?: boolean | undefined;
  readonly hot?: boolean | undefined;
  readonly parted?: readonly string[] | undefined;
}

export function writeOpenRoom(m: OpenRoomInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  for (const v of m.places ?? []) writeRoomPlace(v, w.uint32(26).fork()).ldelim();
  for (const v of m.seats ?? []) writeRoomSeat(v, w.uint32(34).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(40).bool(m.held);
  if (m.hot !== undefined && m.hot !== false) w.uint32(48).bool(m.hot);
  for (const v of m.parted ?? []) w.uint32(58).string(v);
  return w;
}

export function readOpenRoom(r: Reader, end: number): OpenRoom {
  const m: OpenRoom = { callId: '', epoch: 0, places: [], seats: [], held: false, hot: false, parted: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.places.push(readRoomPlace(r, r.uint32() + r.pos)); break;
      case 34: m.seats.push(readRoomSeat(r, r.uint32() + r.pos)); break;
      case 40: m.held = r.bool(); break;
      case 48: m.hot = r.bool(); break;
      case 58: m.parted.push(r.string()); break;
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
    hot: json.bool(o['hot']),
    parted: json.list(o['parted']).map((v) => json.text(v)),
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
  /** Whose media may reach this seat. Absent = everybody's. */
  hears: Hearing | undefined;
}

/** What RoomSeat.encode takes: absent fields are their zero value. */
export interface RoomSeatInit {
  readonly participant?: ParticipantInit | undefined;
  readonly sessionId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly role?: SeatRole | undefined;
  readonly hears?: HearingInit | undefined;
}

export function writeRoomSeat(m: RoomSeatInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(18).string(m.sessionId);
  if (m.subjectId !== undefined && m.subjectId !== '') w.uint32(26).string(m.subjectId);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(32).int32(SeatRoleNumber[m.role]);
  if (m.hears !== undefined) writeHearing(m.hears, w.uint32(42).fork()).ldelim();
  return w;
}

export function readRoomSeat(r: Reader, end: number): RoomSeat {
  const m: RoomSeat = { participant: undefined, sessionId: '', subjectId: '', role: 'unspecified', hears: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.sessionId = r.string(); break;
      case 26: m.subjectId = r.string(); break;
      case 32: m.role = (SeatRoleText[r.int32()] ?? 'unspecified'); break;
      case 42: m.hears = readHearing(r, r.uint32() + r.pos); break;
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
    hears: o['hears'] === undefined ? undefined : fromHearing(o['hears']),
  };
}

export const RoomSeat: Codec<RoomSeat, RoomSeatInit> = codec(writeRoomSeat, readRoomSeat, fromRoomSeat);

export interface Hearing {
  participantIds: string[];
}

/** What Hearing.encode takes: absent fields are their zero value. */
export interface HearingInit {
  readonly participantIds?: readonly string[] | undefined;
}

export function writeHearing(m: HearingInit, w: Writer): Writer {
  for (const v of m.participantIds ?? []) w.uint32(10).string(v);
  return w;
}

export function readHearing(r: Reader, end: number): Hearing {
  const m: Hearing = { participantIds: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantIds.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Hearing');
}

export function fromHearing(value: unknown): Hearing {
  const o = json.object(value);
  return {
    participantIds: json.list(o['participantIds']).map((v) => json.text(v)),
  };
}

export const Hearing: Codec<Hearing, HearingInit> = codec(writeHearing, readHearing, fromHearing);

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
    | { readonly case: 'roomLost'; readonly value: RoomLost }
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
    | { readonly case: 'roomLost'; readonly value: RoomLostInit }
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
    case 'roomLost': writeRoomLost(m.body.value, w.uint32(98).fork()).ldelim(); break;
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
      case 98: m.body = { case: 'roomLost', value: readRoomLost(r, r.uint32() + r.pos) }; break;
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
      roomLost: (v) => ({ case: 'roomLost', value: fromRoomLost(v) }) as const,
    }),
  };
}

export const RoomNews: Codec<RoomNews, RoomNewsInit> = codec(writeRoomNews, readRoomNews, fromRoomNews);

/** The room at the sender is gone with its worker. These had their home in it:
 * where they stand by, they are at home now. */
export interface RoomLost {
  participantIds: string[];
}

/** What RoomLost.encode takes: absent fields are their zero value. */
export interface RoomLostInit {
  readonly participantIds?: readonly string[] | undefined;
}

export function writeRoomLost(m: RoomLostInit, w: Writer): Writer {
  for (const v of m.participantIds ?? []) w.uint32(10).string(v);
  return w;
}

export function readRoomLost(r: Reader, end: number): RoomLost {
  const m: RoomLost = { participantIds: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantIds.push(r.string()); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomLost');
}

export function fromRoomLost(value: unknown): RoomLost {
  const o = json.object(value);
  return {
    participantIds: json.list(o['participantIds']).map((v) => json.text(v)),
  };
}

export const RoomLost: Codec<RoomLost, RoomLostInit> = codec(writeRoomLost, readRoomLost, fromRoomLost);

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

/** Between control-plane instances, again and again while it is so: a node that the cluster does not hear is heard by pages of calls that
 * it carries. */
export interface NodeCutOff {
  nodeId: string;
}

/** What NodeCutOff.encode takes: absent fields are their zero value. */
export interface NodeCutOffInit {
  readonly nodeId?: string | undefined;
}

export function writeNodeCutOff(m: NodeCutOffInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  return w;
}

export function readNodeCutOff(r: Reader, end: number): NodeCutOff {
  const m: NodeCutOff = { nodeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeCutOff');
}

export function fromNodeCutOff(value: unknown): NodeCutOff {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
  };
}

export const NodeCutOff: Codec<NodeCutOff, NodeCutOffInit> = codec(writeNodeCutOff, readNodeCutOff, fromNodeCutOff);

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
    | { readonly case: 'invite'; readonly value: Invite }
    | { readonly case: 'withdraw'; readonly value: Withdraw }
    | undefined;
}

/** What QueueRequest.encode takes: absent fields are their zero value. */
export interface QueueRequestInit {
  readonly body?:
    | { readonly case: 'enqueue'; readonly value: EnqueueInit }
    | { readonly case: 'dequeue'; readonly value: DequeueInit }
    | { readonly case: 'callFinished'; readonly value: CallFinishedInit }
    | { readonly case: 'invite'; readonly value: InviteInit }
    | { readonly case: 'withdraw'; readonly value: WithdrawInit }
    | undefined;
}

export function writeQueueRequest(m: QueueRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'enqueue': writeEnqueue(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'dequeue': writeDequeue(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'callFinished': writeCallFinished(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'invite': writeInvite(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'withdraw': writeWithdraw(m.body.value, w.uint32(42).fork()).ldelim(); break;
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
      case 34: m.body = { case: 'invite', value: readInvite(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'withdraw', value: readWithdraw(r, r.uint32() + r.pos) }; break;
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
      invite: (v) => ({ case: 'invite', value: fromInvite(v) }) as const,
      withdraw: (v) => ({ case: 'withdraw', value: fromWithdraw(v) }) as const,
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
  /** What the call belongs to. */
  conversationId: string;
  /** Whose the conversation is; empty = nobody's. */
  preferredAgentId: string;
  /** The customer is to be called, and not before this time. */
  callback: boolean;
  notBeforeMs: number;
  /** A queue of the rules; empty = where they put it. */
  wantedQueueId: string;
  profile: CustomerProfile | undefined;
}

/** What Enqueue.encode takes: absent fields are their zero value. */
export interface EnqueueInit {
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly customer?: ParticipantInit | undefined;
  readonly page?: PageContextInit | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly conversationId?: string | undefined;
  readonly preferredAgentId?: string | undefined;
  readonly callback?: boolean | undefined;
  readonly notBeforeMs?: number | undefined;
  readonly wantedQueueId?: string | undefined;
  readonly profile?: CustomerProfileInit | undefined;
}

export function writeEnqueue(m: EnqueueInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(CallKindNumber[m.kind]);
  if (m.customer !== undefined) writeParticipant(m.customer, w.uint32(26).fork()).ldelim();
  if (m.page !== undefined) writePageContext(m.page, w.uint32(34).fork()).ldelim();
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(41).double(m.requestedAtMs);
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(50).string(m.conversationId);
  if (m.preferredAgentId !== undefined && m.preferredAgentId !== '') w.uint32(58).string(m.preferredAgentId);
  if (m.callback !== undefined && m.callback !== false) w.uint32(64).bool(m.callback);
  if (m.notBeforeMs !== undefined && m.notBeforeMs !== 0) w.uint32(73).double(m.notBeforeMs);
  if (m.wantedQueueId !== undefined && m.wantedQueueId !== '') w.uint32(82).string(m.wantedQueueId);
  if (m.profile !== undefined) writeCustomerProfile(m.profile, w.uint32(90).fork()).ldelim();
  return w;
}

export function readEnqueue(r: Reader, end: number): Enqueue {
  const m: Enqueue = { callId: '', kind: 'unspecified', customer: undefined, page: undefined, requestedAtMs: 0, conversationId: '', preferredAgentId: '', callback: false, notBeforeMs: 0, wantedQueueId: '', profile: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 26: m.customer = readParticipant(r, r.uint32() + r.pos); break;
      case 34: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 41: m.requestedAtMs = r.double(); break;
      case 50: m.conversationId = r.string(); break;
      case 58: m.preferredAgentId = r.string(); break;
      case 64: m.callback = r.bool(); break;
      case 73: m.notBeforeMs = r.double(); break;
      case 82: m.wantedQueueId = r.string(); break;
      case 90: m.profile = readCustomerProfile(r, r.uint32() + r.pos); break;
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
    conversationId: json.text(o['conversationId']),
    preferredAgentId: json.text(o['preferredAgentId']),
    callback: json.bool(o['callback']),
    notBeforeMs: json.number(o['notBeforeMs']),
    wantedQueueId: json.text(o['wantedQueueId']),
    profile: o['profile'] === undefined ? undefined : fromCustomerProfile(o['profile']),
  };
}

export const Enqueue: Codec<Enqueue, EnqueueInit> = codec(writeEnqueue, readEnqueue, fromEnqueue);

/** An answered call's agent asks this colleague in. Refused with NOT_AVAILABLE
 * when the colleague is not free now. */
export interface Invite {
  call: Enqueue | undefined;
  agentId: string;
  /** Who asks, and is told of the outcome. */
  byAgentId: string;
  byName: string;
  heldForIt: boolean;
}

/** What Invite.encode takes: absent fields are their zero value. */
export interface InviteInit {
  readonly call?: EnqueueInit | undefined;
  readonly agentId?: string | undefined;
  readonly byAgentId?: string | undefined;
  readonly byName?: string | undefined;
  readonly heldForIt?: boolean | undefined;
}

export function writeInvite(m: InviteInit, w: Writer): Writer {
  if (m.call !== undefined) writeEnqueue(m.call, w.uint32(10).fork()).ldelim();
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.byAgentId !== undefined && m.byAgentId !== '') w.uint32(26).string(m.byAgentId);
  if (m.byName !== undefined && m.byName !== '') w.uint32(34).string(m.byName);
  if (m.heldForIt !== undefined && m.heldForIt !== false) w.uint32(40).bool(m.heldForIt);
  return w;
}

export function readInvite(r: Reader, end: number): Invite {
  const m: Invite = { call: undefined, agentId: '', byAgentId: '', byName: '', heldForIt: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.call = readEnqueue(r, r.uint32() + r.pos); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.byAgentId = r.string(); break;
      case 34: m.byName = r.string(); break;
      case 40: m.heldForIt = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Invite');
}

export function fromInvite(value: unknown): Invite {
  const o = json.object(value);
  return {
    call: o['call'] === undefined ? undefined : fromEnqueue(o['call']),
    agentId: json.text(o['agentId']),
    byAgentId: json.text(o['byAgentId']),
    byName: json.text(o['byName']),
    heldForIt: json.bool(o['heldForIt']),
  };
}

export const Invite: Codec<Invite, InviteInit> = codec(writeInvite, readInvite, fromInvite);

/** The call's agent wants this colleague no more. */
export interface Withdraw {
  callId: string;
  agentId: string;
}

/** What Withdraw.encode takes: absent fields are their zero value. */
export interface WithdrawInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
}

export function writeWithdraw(m: WithdrawInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  return w;
}

export function readWithdraw(r: Reader, end: number): Withdraw {
  const m: Withdraw = { callId: '', agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Withdraw');
}

export function fromWithdraw(value: unknown): Withdraw {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
  };
}

export const Withdraw: Codec<Withdraw, WithdrawInit> = codec(writeWithdraw, readWithdraw, fromWithdraw);

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
    | { readonly case: 'nobodyCame'; readonly value: NobodyCame }
    | undefined;
}

/** What CallRequest.encode takes: absent fields are their zero value. */
export interface CallRequestInit {
  readonly body?:
    | { readonly case: 'relayed'; readonly value: RelayedRequestInit }
    | { readonly case: 'standing'; readonly value: QueueStandingInit }
    | { readonly case: 'assign'; readonly value: AssignInit }
    | { readonly case: 'promoted'; readonly value: PromotedInit }
    | { readonly case: 'nobodyCame'; readonly value: NobodyCameInit }
    | undefined;
}

export function writeCallRequest(m: CallRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'relayed': writeRelayedRequest(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'standing': writeQueueStanding(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'assign': writeAssign(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'promoted': writePromoted(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'nobodyCame': writeNobodyCame(m.body.value, w.uint32(42).fork()).ldelim(); break;
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
      case 42: m.body = { case: 'nobodyCame', value: readNobodyCame(r, r.uint32() + r.pos) }; break;
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
      nobodyCame: (v) => ({ case: 'nobodyCame', value: fromNobodyCame(v) }) as const,
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

/** The colleague for whom the customer was put on hold does not come: the customer is back with the agent. */
export interface NobodyCame {
  callId: string;
  /** Who asked. */
  byAgentId: string;
}

/** What NobodyCame.encode takes: absent fields are their zero value. */
export interface NobodyCameInit {
  readonly callId?: string | undefined;
  readonly byAgentId?: string | undefined;
}

export function writeNobodyCame(m: NobodyCameInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.byAgentId !== undefined && m.byAgentId !== '') w.uint32(18).string(m.byAgentId);
  return w;
}

export function readNobodyCame(r: Reader, end: number): NobodyCame {
  const m: NobodyCame = { callId: '', byAgentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.byAgentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NobodyCame');
}

export function fromNobodyCame(value: unknown): NobodyCame {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    byAgentId: json.text(o['byAgentId']),
  };
}

export const NobodyCame: Codec<NobodyCame, NobodyCameInit> = codec(writeNobodyCame, readNobodyCame, fromNobodyCame);

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
  /** Beside the call's agent, whom it stays with. */
  invited: boolean;
}

/** What Assign.encode takes: absent fields are their zero value. */
export interface AssignInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
  readonly queueRevision?: string | undefined;
  readonly invited?: boolean | undefined;
}

export function writeAssign(m: AssignInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.sessionId !== undefined && m.sessionId !== '') w.uint32(26).string(m.sessionId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(34).string(m.displayName);
  if (m.region !== undefined && m.region !== '') w.uint32(42).string(m.region);
  if (m.queueRevision !== undefined && m.queueRevision !== '') w.uint32(50).string(m.queueRevision);
  if (m.invited !== undefined && m.invited !== false) w.uint32(56).bool(m.invited);
  return w;
}

export function readAssign(r: Reader, end: number): Assign {
  const m: Assign = { callId: '', agentId: '', sessionId: '', displayName: '', region: '', queueRevision: '', invited: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.sessionId = r.string(); break;
      case 34: m.displayName = r.string(); break;
      case 42: m.region = r.string(); break;
      case 50: m.queueRevision = r.string(); break;
      case 56: m.invited = r.bool(); break;
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
    invited: json.bool(o['invited']),
  };
}

export const Assign: Codec<Assign, AssignInit> = codec(writeAssign, readAssign, fromAssign);
