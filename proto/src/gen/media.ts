// Made by scripts/generate.mjs from proto/schema/media.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { EndCauseNumber, EndCauseText, MoveCauseNumber, MoveCauseText, fromParticipant, readParticipant, type EndCause, type MoveCause, type Participant, type ParticipantInit, writeParticipant } from './common.ts';
import { MediaKindNumber, MediaKindText, fromDtlsParameters, fromIceCandidate, fromIceParameters, fromRtpCapabilities, fromRtpParameters, readDtlsParameters, readIceCandidate, readIceParameters, readRtpCapabilities, readRtpParameters, type DtlsParameters, type DtlsParametersInit, type IceCandidate, type IceCandidateInit, type IceParameters, type IceParametersInit, type MediaKind, type RtpCapabilities, type RtpCapabilitiesInit, type RtpParameters, type RtpParametersInit, writeDtlsParameters, writeIceCandidate, writeIceParameters, writeRtpCapabilities, writeRtpParameters } from './rtp.ts';

export type TrackSource = 'unspecified' | 'microphone' | 'camera' | 'screen' | 'screen-audio';

export const TrackSourceNumber: Readonly<Record<TrackSource, number>> = {
  'unspecified': 0,
  'microphone': 1,
  'camera': 2,
  'screen': 3,
  'screen-audio': 4,
};

export const TrackSourceText: Readonly<Record<number, TrackSource>> = {
  0: 'unspecified',
  1: 'microphone',
  2: 'camera',
  3: 'screen',
  4: 'screen-audio',
};

/** A track that one participant sends. Its id is the same on every node of the call. */
export interface Track {
  trackId: string;
  participantId: string;
  kind: MediaKind;
  source: TrackSource;
  paused: boolean;
  /** Sent on the participant's standby leg, ready but silent until a move. The
   * same participant and source as the track on the home leg. */
  standby: boolean;
}

/** What Track.encode takes: absent fields are their zero value. */
export interface TrackInit {
  readonly trackId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly kind?: MediaKind | undefined;
  readonly source?: TrackSource | undefined;
  readonly paused?: boolean | undefined;
  readonly standby?: boolean | undefined;
}

export function writeTrack(m: TrackInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(18).string(m.participantId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(24).int32(MediaKindNumber[m.kind]);
  if (m.source !== undefined && m.source !== 'unspecified') w.uint32(32).int32(TrackSourceNumber[m.source]);
  if (m.paused !== undefined && m.paused !== false) w.uint32(40).bool(m.paused);
  if (m.standby !== undefined && m.standby !== false) w.uint32(48).bool(m.standby);
  return w;
}

export function readTrack(r: Reader, end: number): Track {
  const m: Track = { trackId: '', participantId: '', kind: 'unspecified', source: 'unspecified', paused: false, standby: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 18: m.participantId = r.string(); break;
      case 24: m.kind = (MediaKindText[r.int32()] ?? 'unspecified'); break;
      case 32: m.source = (TrackSourceText[r.int32()] ?? 'unspecified'); break;
      case 40: m.paused = r.bool(); break;
      case 48: m.standby = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Track');
}

export function fromTrack(value: unknown): Track {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    participantId: json.text(o['participantId']),
    kind: json.oneOf(MediaKindNumber, o['kind']),
    source: json.oneOf(TrackSourceNumber, o['source']),
    paused: json.bool(o['paused']),
    standby: json.bool(o['standby']),
  };
}

export const Track: Codec<Track, TrackInit> = codec(writeTrack, readTrack, fromTrack);

export interface MediaRequest {
  body:
    | { readonly case: 'join'; readonly value: Join }
    | { readonly case: 'connectTransport'; readonly value: ConnectTransport }
    | { readonly case: 'produce'; readonly value: Produce }
    | { readonly case: 'setTrack'; readonly value: SetTrack }
    | { readonly case: 'setConsumer'; readonly value: SetConsumer }
    | { readonly case: 'restartIce'; readonly value: RestartIce }
    | { readonly case: 'leave'; readonly value: Leave }
    | { readonly case: 'getStats'; readonly value: GetStats }
    | { readonly case: 'promote'; readonly value: Promote }
    | { readonly case: 'rebind'; readonly value: Rebind }
    | undefined;
}

/** What MediaRequest.encode takes: absent fields are their zero value. */
export interface MediaRequestInit {
  readonly body?:
    | { readonly case: 'join'; readonly value: JoinInit }
    | { readonly case: 'connectTransport'; readonly value: ConnectTransportInit }
    | { readonly case: 'produce'; readonly value: ProduceInit }
    | { readonly case: 'setTrack'; readonly value: SetTrackInit }
    | { readonly case: 'setConsumer'; readonly value: SetConsumerInit }
    | { readonly case: 'restartIce'; readonly value: RestartIceInit }
    | { readonly case: 'leave'; readonly value: LeaveInit }
    | { readonly case: 'getStats'; readonly value: GetStatsInit }
    | { readonly case: 'promote'; readonly value: PromoteInit }
    | { readonly case: 'rebind'; readonly value: RebindInit }
    | undefined;
}

export function writeMediaRequest(m: MediaRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'join': writeJoin(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'connectTransport': writeConnectTransport(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'produce': writeProduce(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'setTrack': writeSetTrack(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'setConsumer': writeSetConsumer(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'restartIce': writeRestartIce(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'leave': writeLeave(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'getStats': writeGetStats(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case 'promote': writePromote(m.body.value, w.uint32(74).fork()).ldelim(); break;
    case 'rebind': writeRebind(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readMediaRequest(r: Reader, end: number): MediaRequest {
  const m: MediaRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'join', value: readJoin(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'connectTransport', value: readConnectTransport(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'produce', value: readProduce(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'setTrack', value: readSetTrack(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'setConsumer', value: readSetConsumer(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'restartIce', value: readRestartIce(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'leave', value: readLeave(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'getStats', value: readGetStats(r, r.uint32() + r.pos) }; break;
      case 74: m.body = { case: 'promote', value: readPromote(r, r.uint32() + r.pos) }; break;
      case 82: m.body = { case: 'rebind', value: readRebind(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MediaRequest');
}

export function fromMediaRequest(value: unknown): MediaRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<MediaRequest['body']>>(o['body'], {
      join: (v) => ({ case: 'join', value: fromJoin(v) }) as const,
      connectTransport: (v) => ({ case: 'connectTransport', value: fromConnectTransport(v) }) as const,
      produce: (v) => ({ case: 'produce', value: fromProduce(v) }) as const,
      setTrack: (v) => ({ case: 'setTrack', value: fromSetTrack(v) }) as const,
      setConsumer: (v) => ({ case: 'setConsumer', value: fromSetConsumer(v) }) as const,
      restartIce: (v) => ({ case: 'restartIce', value: fromRestartIce(v) }) as const,
      leave: (v) => ({ case: 'leave', value: fromLeave(v) }) as const,
      getStats: (v) => ({ case: 'getStats', value: fromGetStats(v) }) as const,
      promote: (v) => ({ case: 'promote', value: fromPromote(v) }) as const,
      rebind: (v) => ({ case: 'rebind', value: fromRebind(v) }) as const,
    }),
  };
}

export const MediaRequest: Codec<MediaRequest, MediaRequestInit> = codec(writeMediaRequest, readMediaRequest, fromMediaRequest);

/** Makes both transports in one round trip. A second join of the same
 * participant replaces the first, whose transports are closed. */
export interface Join {
  /** What this browser can receive; tracks are offered as soon as the receiving transport exists. */
  capabilities: RtpCapabilities | undefined;
  /** Whether the receiving transport is to carry the heartbeat (SCTP over DTLS, RFC 8831). */
  heartbeat: boolean;
}

/** What Join.encode takes: absent fields are their zero value. */
export interface JoinInit {
  readonly capabilities?: RtpCapabilitiesInit | undefined;
  readonly heartbeat?: boolean | undefined;
}

export function writeJoin(m: JoinInit, w: Writer): Writer {
  if (m.capabilities !== undefined) writeRtpCapabilities(m.capabilities, w.uint32(10).fork()).ldelim();
  if (m.heartbeat !== undefined && m.heartbeat !== false) w.uint32(16).bool(m.heartbeat);
  return w;
}

export function readJoin(r: Reader, end: number): Join {
  const m: Join = { capabilities: undefined, heartbeat: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.capabilities = readRtpCapabilities(r, r.uint32() + r.pos); break;
      case 16: m.heartbeat = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Join');
}

export function fromJoin(value: unknown): Join {
  const o = json.object(value);
  return {
    capabilities: o['capabilities'] === undefined ? undefined : fromRtpCapabilities(o['capabilities']),
    heartbeat: json.bool(o['heartbeat']),
  };
}

export const Join: Codec<Join, JoinInit> = codec(writeJoin, readJoin, fromJoin);

/** My session is another one; my transports are the same. From the answer on
 * this session asks and is told. NOT_JOINED when this page's leg is not here any more. */
export interface Rebind {
  /** The sending transport of the join: only the page that made it knows it. */
  sendTransportId: string;
}

/** What Rebind.encode takes: absent fields are their zero value. */
export interface RebindInit {
  readonly sendTransportId?: string | undefined;
}

export function writeRebind(m: RebindInit, w: Writer): Writer {
  if (m.sendTransportId !== undefined && m.sendTransportId !== '') w.uint32(10).string(m.sendTransportId);
  return w;
}

export function readRebind(r: Reader, end: number): Rebind {
  const m: Rebind = { sendTransportId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sendTransportId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Rebind');
}

export function fromRebind(value: unknown): Rebind {
  const o = json.object(value);
  return {
    sendTransportId: json.text(o['sendTransportId']),
  };
}

export const Rebind: Codec<Rebind, RebindInit> = codec(writeRebind, readRebind, fromRebind);

/** My standby leg here is my home now: forward to me. Idempotent; accepted at
 * the room's epoch or above. */
export interface Promote {
  cause: MoveCause;
  /** How long the home leg had been silent for the one who asks; 0 = not measured. */
  silentMs: number;
}

/** What Promote.encode takes: absent fields are their zero value. */
export interface PromoteInit {
  readonly cause?: MoveCause | undefined;
  readonly silentMs?: number | undefined;
}

export function writePromote(m: PromoteInit, w: Writer): Writer {
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(8).int32(MoveCauseNumber[m.cause]);
  if (m.silentMs !== undefined && m.silentMs !== 0) w.uint32(16).uint32(m.silentMs);
  return w;
}

export function readPromote(r: Reader, end: number): Promote {
  const m: Promote = { cause: 'unspecified', silentMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.cause = (MoveCauseText[r.int32()] ?? 'unspecified'); break;
      case 16: m.silentMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Promote');
}

export function fromPromote(value: unknown): Promote {
  const o = json.object(value);
  return {
    cause: json.oneOf(MoveCauseNumber, o['cause']),
    silentMs: json.number(o['silentMs']),
  };
}

export const Promote: Codec<Promote, PromoteInit> = codec(writePromote, readPromote, fromPromote);

export interface ConnectTransport {
  transportId: string;
  dtls: DtlsParameters | undefined;
}

/** What ConnectTransport.encode takes: absent fields are their zero value. */
export interface ConnectTransportInit {
  readonly transportId?: string | undefined;
  readonly dtls?: DtlsParametersInit | undefined;
}

export function writeConnectTransport(m: ConnectTransportInit, w: Writer): Writer {
  if (m.transportId !== undefined && m.transportId !== '') w.uint32(10).string(m.transportId);
  if (m.dtls !== undefined) writeDtlsParameters(m.dtls, w.uint32(18).fork()).ldelim();
  return w;
}

export function readConnectTransport(r: Reader, end: number): ConnectTransport {
  const m: ConnectTransport = { transportId: '', dtls: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.transportId = r.string(); break;
      case 18: m.dtls = readDtlsParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ConnectTransport');
}

export function fromConnectTransport(value: unknown): ConnectTransport {
  const o = json.object(value);
  return {
    transportId: json.text(o['transportId']),
    dtls: o['dtls'] === undefined ? undefined : fromDtlsParameters(o['dtls']),
  };
}

export const ConnectTransport: Codec<ConnectTransport, ConnectTransportInit> = codec(writeConnectTransport, readConnectTransport, fromConnectTransport);

export interface Produce {
  transportId: string;
  kind: MediaKind;
  source: TrackSource;
  rtp: RtpParameters | undefined;
  paused: boolean;
}

/** What Produce.encode takes: absent fields are their zero value. */
export interface ProduceInit {
  readonly transportId?: string | undefined;
  readonly kind?: MediaKind | undefined;
  readonly source?: TrackSource | undefined;
  readonly rtp?: RtpParametersInit | undefined;
  readonly paused?: boolean | undefined;
}

export function writeProduce(m: ProduceInit, w: Writer): Writer {
  if (m.transportId !== undefined && m.transportId !== '') w.uint32(10).string(m.transportId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(MediaKindNumber[m.kind]);
  if (m.source !== undefined && m.source !== 'unspecified') w.uint32(24).int32(TrackSourceNumber[m.source]);
  if (m.rtp !== undefined) writeRtpParameters(m.rtp, w.uint32(34).fork()).ldelim();
  if (m.paused !== undefined && m.paused !== false) w.uint32(40).bool(m.paused);
  return w;
}

export function readProduce(r: Reader, end: number): Produce {
  const m: Produce = { transportId: '', kind: 'unspecified', source: 'unspecified', rtp: undefined, paused: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.transportId = r.string(); break;
      case 16: m.kind = (MediaKindText[r.int32()] ?? 'unspecified'); break;
      case 24: m.source = (TrackSourceText[r.int32()] ?? 'unspecified'); break;
      case 34: m.rtp = readRtpParameters(r, r.uint32() + r.pos); break;
      case 40: m.paused = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Produce');
}

export function fromProduce(value: unknown): Produce {
  const o = json.object(value);
  return {
    transportId: json.text(o['transportId']),
    kind: json.oneOf(MediaKindNumber, o['kind']),
    source: json.oneOf(TrackSourceNumber, o['source']),
    rtp: o['rtp'] === undefined ? undefined : fromRtpParameters(o['rtp']),
    paused: json.bool(o['paused']),
  };
}

export const Produce: Codec<Produce, ProduceInit> = codec(writeProduce, readProduce, fromProduce);

export type TrackAction = 'unspecified' | 'pause' | 'resume' | 'close';

export const TrackActionNumber: Readonly<Record<TrackAction, number>> = {
  'unspecified': 0,
  'pause': 1,
  'resume': 2,
  'close': 3,
};

export const TrackActionText: Readonly<Record<number, TrackAction>> = {
  0: 'unspecified',
  1: 'pause',
  2: 'resume',
  3: 'close',
};

export interface SetTrack {
  trackId: string;
  action: TrackAction;
}

/** What SetTrack.encode takes: absent fields are their zero value. */
export interface SetTrackInit {
  readonly trackId?: string | undefined;
  readonly action?: TrackAction | undefined;
}

export function writeSetTrack(m: SetTrackInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.action !== undefined && m.action !== 'unspecified') w.uint32(16).int32(TrackActionNumber[m.action]);
  return w;
}

export function readSetTrack(r: Reader, end: number): SetTrack {
  const m: SetTrack = { trackId: '', action: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 16: m.action = (TrackActionText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetTrack');
}

export function fromSetTrack(value: unknown): SetTrack {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    action: json.oneOf(TrackActionNumber, o['action']),
  };
}

export const SetTrack: Codec<SetTrack, SetTrackInit> = codec(writeSetTrack, readSetTrack, fromSetTrack);

/** One consumer's wishes; absent fields stay as they are. */
export interface SetConsumer {
  consumerId: string;
  paused: boolean | undefined;
  layers: LayerChoice | undefined;
  keyFrame: boolean;
}

/** What SetConsumer.encode takes: absent fields are their zero value. */
export interface SetConsumerInit {
  readonly consumerId?: string | undefined;
  readonly paused?: boolean | undefined;
  readonly layers?: LayerChoiceInit | undefined;
  readonly keyFrame?: boolean | undefined;
}

export function writeSetConsumer(m: SetConsumerInit, w: Writer): Writer {
  if (m.consumerId !== undefined && m.consumerId !== '') w.uint32(10).string(m.consumerId);
  if (m.paused !== undefined) w.uint32(16).bool(m.paused);
  if (m.layers !== undefined) writeLayerChoice(m.layers, w.uint32(26).fork()).ldelim();
  if (m.keyFrame !== undefined && m.keyFrame !== false) w.uint32(32).bool(m.keyFrame);
  return w;
}

export function readSetConsumer(r: Reader, end: number): SetConsumer {
  const m: SetConsumer = { consumerId: '', paused: undefined, layers: undefined, keyFrame: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.consumerId = r.string(); break;
      case 16: m.paused = r.bool(); break;
      case 26: m.layers = readLayerChoice(r, r.uint32() + r.pos); break;
      case 32: m.keyFrame = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetConsumer');
}

export function fromSetConsumer(value: unknown): SetConsumer {
  const o = json.object(value);
  return {
    consumerId: json.text(o['consumerId']),
    paused: o['paused'] === undefined ? undefined : json.bool(o['paused']),
    layers: o['layers'] === undefined ? undefined : fromLayerChoice(o['layers']),
    keyFrame: json.bool(o['keyFrame']),
  };
}

export const SetConsumer: Codec<SetConsumer, SetConsumerInit> = codec(writeSetConsumer, readSetConsumer, fromSetConsumer);

/** The best layers wanted: 0 is the lowest. Less is sent where bandwidth lacks. */
export interface LayerChoice {
  spatial: number;
  temporal: number;
}

/** What LayerChoice.encode takes: absent fields are their zero value. */
export interface LayerChoiceInit {
  readonly spatial?: number | undefined;
  readonly temporal?: number | undefined;
}

export function writeLayerChoice(m: LayerChoiceInit, w: Writer): Writer {
  if (m.spatial !== undefined && m.spatial !== 0) w.uint32(8).uint32(m.spatial);
  if (m.temporal !== undefined && m.temporal !== 0) w.uint32(16).uint32(m.temporal);
  return w;
}

export function readLayerChoice(r: Reader, end: number): LayerChoice {
  const m: LayerChoice = { spatial: 0, temporal: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.spatial = r.uint32(); break;
      case 16: m.temporal = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'LayerChoice');
}

export function fromLayerChoice(value: unknown): LayerChoice {
  const o = json.object(value);
  return {
    spatial: json.number(o['spatial']),
    temporal: json.number(o['temporal']),
  };
}

export const LayerChoice: Codec<LayerChoice, LayerChoiceInit> = codec(writeLayerChoice, readLayerChoice, fromLayerChoice);

export interface RestartIce {
  transportId: string;
}

/** What RestartIce.encode takes: absent fields are their zero value. */
export interface RestartIceInit {
  readonly transportId?: string | undefined;
}

export function writeRestartIce(m: RestartIceInit, w: Writer): Writer {
  if (m.transportId !== undefined && m.transportId !== '') w.uint32(10).string(m.transportId);
  return w;
}

export function readRestartIce(r: Reader, end: number): RestartIce {
  const m: RestartIce = { transportId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.transportId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RestartIce');
}

export function fromRestartIce(value: unknown): RestartIce {
  const o = json.object(value);
  return {
    transportId: json.text(o['transportId']),
  };
}

export const RestartIce: Codec<RestartIce, RestartIceInit> = codec(writeRestartIce, readRestartIce, fromRestartIce);

export interface Leave {
}

/** What Leave.encode takes: absent fields are their zero value. */
export interface LeaveInit {
}

export function writeLeave(m: LeaveInit, w: Writer): Writer {
  void m;
  return w;
}

export function readLeave(r: Reader, end: number): Leave {
  const m: Leave = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Leave');
}

export function fromLeave(value: unknown): Leave {
  const o = json.object(value);
  void o;
  return {
  };
}

export const Leave: Codec<Leave, LeaveInit> = codec(writeLeave, readLeave, fromLeave);

export interface GetStats {
}

/** What GetStats.encode takes: absent fields are their zero value. */
export interface GetStatsInit {
}

export function writeGetStats(m: GetStatsInit, w: Writer): Writer {
  void m;
  return w;
}

export function readGetStats(r: Reader, end: number): GetStats {
  const m: GetStats = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'GetStats');
}

export function fromGetStats(value: unknown): GetStats {
  const o = json.object(value);
  void o;
  return {
  };
}

export const GetStats: Codec<GetStats, GetStatsInit> = codec(writeGetStats, readGetStats, fromGetStats);

export interface MediaReply {
  body:
    | { readonly case: 'joined'; readonly value: Joined }
    | { readonly case: 'done'; readonly value: Done }
    | { readonly case: 'produced'; readonly value: Produced }
    | { readonly case: 'iceRestarted'; readonly value: IceRestarted }
    | { readonly case: 'stats'; readonly value: Stats }
    | { readonly case: 'rebound'; readonly value: Rebound }
    | undefined;
}

/** What MediaReply.encode takes: absent fields are their zero value. */
export interface MediaReplyInit {
  readonly body?:
    | { readonly case: 'joined'; readonly value: JoinedInit }
    | { readonly case: 'done'; readonly value: DoneInit }
    | { readonly case: 'produced'; readonly value: ProducedInit }
    | { readonly case: 'iceRestarted'; readonly value: IceRestartedInit }
    | { readonly case: 'stats'; readonly value: StatsInit }
    | { readonly case: 'rebound'; readonly value: ReboundInit }
    | undefined;
}

export function writeMediaReply(m: MediaReplyInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'joined': writeJoined(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'done': writeDone(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'produced': writeProduced(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'iceRestarted': writeIceRestarted(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'stats': writeStats(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'rebound': writeRebound(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readMediaReply(r: Reader, end: number): MediaReply {
  const m: MediaReply = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'joined', value: readJoined(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'done', value: readDone(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'produced', value: readProduced(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'iceRestarted', value: readIceRestarted(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'stats', value: readStats(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'rebound', value: readRebound(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MediaReply');
}

export function fromMediaReply(value: unknown): MediaReply {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<MediaReply['body']>>(o['body'], {
      joined: (v) => ({ case: 'joined', value: fromJoined(v) }) as const,
      done: (v) => ({ case: 'done', value: fromDone(v) }) as const,
      produced: (v) => ({ case: 'produced', value: fromProduced(v) }) as const,
      iceRestarted: (v) => ({ case: 'iceRestarted', value: fromIceRestarted(v) }) as const,
      stats: (v) => ({ case: 'stats', value: fromStats(v) }) as const,
      rebound: (v) => ({ case: 'rebound', value: fromRebound(v) }) as const,
    }),
  };
}

export const MediaReply: Codec<MediaReply, MediaReplyInit> = codec(writeMediaReply, readMediaReply, fromMediaReply);

export interface Done {
}

/** What Done.encode takes: absent fields are their zero value. */
export interface DoneInit {
}

export function writeDone(m: DoneInit, w: Writer): Writer {
  void m;
  return w;
}

export function readDone(r: Reader, end: number): Done {
  const m: Done = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Done');
}

export function fromDone(value: unknown): Done {
  const o = json.object(value);
  void o;
  return {
  };
}

export const Done: Codec<Done, DoneInit> = codec(writeDone, readDone, fromDone);

export interface TransportOptions {
  transportId: string;
  ice: IceParameters | undefined;
  candidates: IceCandidate[];
  dtls: DtlsParameters | undefined;
  /** Absent = the transport carries no data channels. */
  sctp: SctpParameters | undefined;
}

/** What TransportOptions.encode takes: absent fields are their zero value. */
export interface TransportOptionsInit {
  readonly transportId?: string | undefined;
  readonly ice?: IceParametersInit | undefined;
  readonly candidates?: readonly IceCandidateInit[] | undefined;
  readonly dtls?: DtlsParametersInit | undefined;
  readonly sctp?: SctpParametersInit | undefined;
}

export function writeTransportOptions(m: TransportOptionsInit, w: Writer): Writer {
  if (m.transportId !== undefined && m.transportId !== '') w.uint32(10).string(m.transportId);
  if (m.ice !== undefined) writeIceParameters(m.ice, w.uint32(18).fork()).ldelim();
  for (const v of m.candidates ?? []) writeIceCandidate(v, w.uint32(26).fork()).ldelim();
  if (m.dtls !== undefined) writeDtlsParameters(m.dtls, w.uint32(34).fork()).ldelim();
  if (m.sctp !== undefined) writeSctpParameters(m.sctp, w.uint32(42).fork()).ldelim();
  return w;
}

export function readTransportOptions(r: Reader, end: number): TransportOptions {
  const m: TransportOptions = { transportId: '', ice: undefined, candidates: [], dtls: undefined, sctp: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.transportId = r.string(); break;
      case 18: m.ice = readIceParameters(r, r.uint32() + r.pos); break;
      case 26: m.candidates.push(readIceCandidate(r, r.uint32() + r.pos)); break;
      case 34: m.dtls = readDtlsParameters(r, r.uint32() + r.pos); break;
      case 42: m.sctp = readSctpParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TransportOptions');
}

export function fromTransportOptions(value: unknown): TransportOptions {
  const o = json.object(value);
  return {
    transportId: json.text(o['transportId']),
    ice: o['ice'] === undefined ? undefined : fromIceParameters(o['ice']),
    candidates: json.list(o['candidates']).map((v) => fromIceCandidate(v)),
    dtls: o['dtls'] === undefined ? undefined : fromDtlsParameters(o['dtls']),
    sctp: o['sctp'] === undefined ? undefined : fromSctpParameters(o['sctp']),
  };
}

export const TransportOptions: Codec<TransportOptions, TransportOptionsInit> = codec(writeTransportOptions, readTransportOptions, fromTransportOptions);

export interface SctpParameters {
  port: number;
  /** Streams outgoing and incoming at most. */
  os: number;
  mis: number;
  maxMessageSize: number;
}

/** What SctpParameters.encode takes: absent fields are their zero value. */
export interface SctpParametersInit {
  readonly port?: number | undefined;
  readonly os?: number | undefined;
  readonly mis?: number | undefined;
  readonly maxMessageSize?: number | undefined;
}

export function writeSctpParameters(m: SctpParametersInit, w: Writer): Writer {
  if (m.port !== undefined && m.port !== 0) w.uint32(8).uint32(m.port);
  if (m.os !== undefined && m.os !== 0) w.uint32(16).uint32(m.os);
  if (m.mis !== undefined && m.mis !== 0) w.uint32(24).uint32(m.mis);
  if (m.maxMessageSize !== undefined && m.maxMessageSize !== 0) w.uint32(32).uint32(m.maxMessageSize);
  return w;
}

export function readSctpParameters(r: Reader, end: number): SctpParameters {
  const m: SctpParameters = { port: 0, os: 0, mis: 0, maxMessageSize: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.port = r.uint32(); break;
      case 16: m.os = r.uint32(); break;
      case 24: m.mis = r.uint32(); break;
      case 32: m.maxMessageSize = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SctpParameters');
}

export function fromSctpParameters(value: unknown): SctpParameters {
  const o = json.object(value);
  return {
    port: json.number(o['port']),
    os: json.number(o['os']),
    mis: json.number(o['mis']),
    maxMessageSize: json.number(o['maxMessageSize']),
  };
}

export const SctpParameters: Codec<SctpParameters, SctpParametersInit> = codec(writeSctpParameters, readSctpParameters, fromSctpParameters);

/** A data channel from the node's worker through the receiving transport: one
 * small unordered, never repeated message each interval proves worker and path alive. */
export interface Heartbeat {
  dataConsumerId: string;
  dataProducerId: string;
  streamId: number;
  intervalMs: number;
}

/** What Heartbeat.encode takes: absent fields are their zero value. */
export interface HeartbeatInit {
  readonly dataConsumerId?: string | undefined;
  readonly dataProducerId?: string | undefined;
  readonly streamId?: number | undefined;
  readonly intervalMs?: number | undefined;
}

export function writeHeartbeat(m: HeartbeatInit, w: Writer): Writer {
  if (m.dataConsumerId !== undefined && m.dataConsumerId !== '') w.uint32(10).string(m.dataConsumerId);
  if (m.dataProducerId !== undefined && m.dataProducerId !== '') w.uint32(18).string(m.dataProducerId);
  if (m.streamId !== undefined && m.streamId !== 0) w.uint32(24).uint32(m.streamId);
  if (m.intervalMs !== undefined && m.intervalMs !== 0) w.uint32(32).uint32(m.intervalMs);
  return w;
}

export function readHeartbeat(r: Reader, end: number): Heartbeat {
  const m: Heartbeat = { dataConsumerId: '', dataProducerId: '', streamId: 0, intervalMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.dataConsumerId = r.string(); break;
      case 18: m.dataProducerId = r.string(); break;
      case 24: m.streamId = r.uint32(); break;
      case 32: m.intervalMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Heartbeat');
}

export function fromHeartbeat(value: unknown): Heartbeat {
  const o = json.object(value);
  return {
    dataConsumerId: json.text(o['dataConsumerId']),
    dataProducerId: json.text(o['dataProducerId']),
    streamId: json.number(o['streamId']),
    intervalMs: json.number(o['intervalMs']),
  };
}

export const Heartbeat: Codec<Heartbeat, HeartbeatInit> = codec(writeHeartbeat, readHeartbeat, fromHeartbeat);

export interface Joined {
  participantId: string;
  routerCapabilities: RtpCapabilities | undefined;
  send: TransportOptions | undefined;
  receive: TransportOptions | undefined;
  participants: Participant[];
  held: boolean;
  /** This is the participant's standby leg: nothing is forwarded to it until it is promoted. */
  standby: boolean;
  /** Present when the join asked for it. */
  heartbeat: Heartbeat | undefined;
}

/** What Joined.encode takes: absent fields are their zero value. */
export interface JoinedInit {
  readonly participantId?: string | undefined;
  readonly routerCapabilities?: RtpCapabilitiesInit | undefined;
  readonly send?: TransportOptionsInit | undefined;
  readonly receive?: TransportOptionsInit | undefined;
  readonly participants?: readonly ParticipantInit[] | undefined;
  readonly held?: boolean | undefined;
  readonly standby?: boolean | undefined;
  readonly heartbeat?: HeartbeatInit | undefined;
}

export function writeJoined(m: JoinedInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.routerCapabilities !== undefined) writeRtpCapabilities(m.routerCapabilities, w.uint32(18).fork()).ldelim();
  if (m.send !== undefined) writeTransportOptions(m.send, w.uint32(26).fork()).ldelim();
  if (m.receive !== undefined) writeTransportOptions(m.receive, w.uint32(34).fork()).ldelim();
  for (const v of m.participants ?? []) writeParticipant(v, w.uint32(42).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(48).bool(m.held);
  if (m.standby !== undefined && m.standby !== false) w.uint32(56).bool(m.standby);
  if (m.heartbeat !== undefined) writeHeartbeat(m.heartbeat, w.uint32(66).fork()).ldelim();
  return w;
}

export function readJoined(r: Reader, end: number): Joined {
  const m: Joined = { participantId: '', routerCapabilities: undefined, send: undefined, receive: undefined, participants: [], held: false, standby: false, heartbeat: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 18: m.routerCapabilities = readRtpCapabilities(r, r.uint32() + r.pos); break;
      case 26: m.send = readTransportOptions(r, r.uint32() + r.pos); break;
      case 34: m.receive = readTransportOptions(r, r.uint32() + r.pos); break;
      case 42: m.participants.push(readParticipant(r, r.uint32() + r.pos)); break;
      case 48: m.held = r.bool(); break;
      case 56: m.standby = r.bool(); break;
      case 66: m.heartbeat = readHeartbeat(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Joined');
}

export function fromJoined(value: unknown): Joined {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    routerCapabilities: o['routerCapabilities'] === undefined ? undefined : fromRtpCapabilities(o['routerCapabilities']),
    send: o['send'] === undefined ? undefined : fromTransportOptions(o['send']),
    receive: o['receive'] === undefined ? undefined : fromTransportOptions(o['receive']),
    participants: json.list(o['participants']).map((v) => fromParticipant(v)),
    held: json.bool(o['held']),
    standby: json.bool(o['standby']),
    heartbeat: o['heartbeat'] === undefined ? undefined : fromHeartbeat(o['heartbeat']),
  };
}

export const Joined: Codec<Joined, JoinedInit> = codec(writeJoined, readJoined, fromJoined);

/** All that this leg was told and that still holds: what the session before it missed is the difference. */
export interface Rebound {
  participants: Participant[];
  held: boolean;
  /** Everything that is received here. */
  offers: TrackOffered[];
}

/** What Rebound.encode takes: absent fields are their zero value. */
export interface ReboundInit {
  readonly participants?: readonly ParticipantInit[] | undefined;
  readonly held?: boolean | undefined;
  readonly offers?: readonly TrackOfferedInit[] | undefined;
}

export function writeRebound(m: ReboundInit, w: Writer): Writer {
  for (const v of m.participants ?? []) writeParticipant(v, w.uint32(10).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(16).bool(m.held);
  for (const v of m.offers ?? []) writeTrackOffered(v, w.uint32(26).fork()).ldelim();
  return w;
}

export function readRebound(r: Reader, end: number): Rebound {
  const m: Rebound = { participants: [], held: false, offers: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participants.push(readParticipant(r, r.uint32() + r.pos)); break;
      case 16: m.held = r.bool(); break;
      case 26: m.offers.push(readTrackOffered(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Rebound');
}

export function fromRebound(value: unknown): Rebound {
  const o = json.object(value);
  return {
    participants: json.list(o['participants']).map((v) => fromParticipant(v)),
    held: json.bool(o['held']),
    offers: json.list(o['offers']).map((v) => fromTrackOffered(v)),
  };
}

export const Rebound: Codec<Rebound, ReboundInit> = codec(writeRebound, readRebound, fromRebound);

export interface Produced {
  trackId: string;
}

/** What Produced.encode takes: absent fields are their zero value. */
export interface ProducedInit {
  readonly trackId?: string | undefined;
}

export function writeProduced(m: ProducedInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  return w;
}

export function readProduced(r: Reader, end: number): Produced {
  const m: Produced = { trackId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Produced');
}

export function fromProduced(value: unknown): Produced {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
  };
}

export const Produced: Codec<Produced, ProducedInit> = codec(writeProduced, readProduced, fromProduced);

export interface IceRestarted {
  ice: IceParameters | undefined;
}

/** What IceRestarted.encode takes: absent fields are their zero value. */
export interface IceRestartedInit {
  readonly ice?: IceParametersInit | undefined;
}

export function writeIceRestarted(m: IceRestartedInit, w: Writer): Writer {
  if (m.ice !== undefined) writeIceParameters(m.ice, w.uint32(10).fork()).ldelim();
  return w;
}

export function readIceRestarted(r: Reader, end: number): IceRestarted {
  const m: IceRestarted = { ice: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.ice = readIceParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'IceRestarted');
}

export function fromIceRestarted(value: unknown): IceRestarted {
  const o = json.object(value);
  return {
    ice: o['ice'] === undefined ? undefined : fromIceParameters(o['ice']),
  };
}

export const IceRestarted: Codec<IceRestarted, IceRestartedInit> = codec(writeIceRestarted, readIceRestarted, fromIceRestarted);

export interface Stats {
  sent: TrackStats[];
  received: TrackStats[];
  pipes: PipeStats[];
}

/** What Stats.encode takes: absent fields are their zero value. */
export interface StatsInit {
  readonly sent?: readonly TrackStatsInit[] | undefined;
  readonly received?: readonly TrackStatsInit[] | undefined;
  readonly pipes?: readonly PipeStatsInit[] | undefined;
}

export function writeStats(m: StatsInit, w: Writer): Writer {
  for (const v of m.sent ?? []) writeTrackStats(v, w.uint32(10).fork()).ldelim();
  for (const v of m.received ?? []) writeTrackStats(v, w.uint32(18).fork()).ldelim();
  for (const v of m.pipes ?? []) writePipeStats(v, w.uint32(26).fork()).ldelim();
  return w;
}

export function readStats(r: Reader, end: number): Stats {
  const m: Stats = { sent: [], received: [], pipes: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.sent.push(readTrackStats(r, r.uint32() + r.pos)); break;
      case 18: m.received.push(readTrackStats(r, r.uint32() + r.pos)); break;
      case 26: m.pipes.push(readPipeStats(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Stats');
}

export function fromStats(value: unknown): Stats {
  const o = json.object(value);
  return {
    sent: json.list(o['sent']).map((v) => fromTrackStats(v)),
    received: json.list(o['received']).map((v) => fromTrackStats(v)),
    pipes: json.list(o['pipes']).map((v) => fromPipeStats(v)),
  };
}

export const Stats: Codec<Stats, StatsInit> = codec(writeStats, readStats, fromStats);

/** From the node's side: "sent" is what the participant sends to the node. */
export interface TrackStats {
  trackId: string;
  codec: string;
  bytes: number;
  packets: number;
  packetsLost: number;
  bitrate: number;
  /** 0 to 10 (mediasoup's score); 0 also while nothing flows. */
  score: number;
}

/** What TrackStats.encode takes: absent fields are their zero value. */
export interface TrackStatsInit {
  readonly trackId?: string | undefined;
  readonly codec?: string | undefined;
  readonly bytes?: number | undefined;
  readonly packets?: number | undefined;
  readonly packetsLost?: number | undefined;
  readonly bitrate?: number | undefined;
  readonly score?: number | undefined;
}

export function writeTrackStats(m: TrackStatsInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.codec !== undefined && m.codec !== '') w.uint32(18).string(m.codec);
  if (m.bytes !== undefined && m.bytes !== 0) w.uint32(25).double(m.bytes);
  if (m.packets !== undefined && m.packets !== 0) w.uint32(33).double(m.packets);
  if (m.packetsLost !== undefined && m.packetsLost !== 0) w.uint32(41).double(m.packetsLost);
  if (m.bitrate !== undefined && m.bitrate !== 0) w.uint32(49).double(m.bitrate);
  if (m.score !== undefined && m.score !== 0) w.uint32(56).uint32(m.score);
  return w;
}

export function readTrackStats(r: Reader, end: number): TrackStats {
  const m: TrackStats = { trackId: '', codec: '', bytes: 0, packets: 0, packetsLost: 0, bitrate: 0, score: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 18: m.codec = r.string(); break;
      case 25: m.bytes = r.double(); break;
      case 33: m.packets = r.double(); break;
      case 41: m.packetsLost = r.double(); break;
      case 49: m.bitrate = r.double(); break;
      case 56: m.score = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackStats');
}

export function fromTrackStats(value: unknown): TrackStats {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    codec: json.text(o['codec']),
    bytes: json.number(o['bytes']),
    packets: json.number(o['packets']),
    packetsLost: json.number(o['packetsLost']),
    bitrate: json.number(o['bitrate']),
    score: json.number(o['score']),
  };
}

export const TrackStats: Codec<TrackStats, TrackStatsInit> = codec(writeTrackStats, readTrackStats, fromTrackStats);

/** One copy of a track that this node sends to or receives from another. */
export interface PipeStats {
  trackId: string;
  peerNodeId: string;
  peerRegion: string;
  outgoing: boolean;
  bytes: number;
  packets: number;
}

/** What PipeStats.encode takes: absent fields are their zero value. */
export interface PipeStatsInit {
  readonly trackId?: string | undefined;
  readonly peerNodeId?: string | undefined;
  readonly peerRegion?: string | undefined;
  readonly outgoing?: boolean | undefined;
  readonly bytes?: number | undefined;
  readonly packets?: number | undefined;
}

export function writePipeStats(m: PipeStatsInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.peerNodeId !== undefined && m.peerNodeId !== '') w.uint32(18).string(m.peerNodeId);
  if (m.peerRegion !== undefined && m.peerRegion !== '') w.uint32(26).string(m.peerRegion);
  if (m.outgoing !== undefined && m.outgoing !== false) w.uint32(32).bool(m.outgoing);
  if (m.bytes !== undefined && m.bytes !== 0) w.uint32(41).double(m.bytes);
  if (m.packets !== undefined && m.packets !== 0) w.uint32(49).double(m.packets);
  return w;
}

export function readPipeStats(r: Reader, end: number): PipeStats {
  const m: PipeStats = { trackId: '', peerNodeId: '', peerRegion: '', outgoing: false, bytes: 0, packets: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 18: m.peerNodeId = r.string(); break;
      case 26: m.peerRegion = r.string(); break;
      case 32: m.outgoing = r.bool(); break;
      case 41: m.bytes = r.double(); break;
      case 49: m.packets = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PipeStats');
}

export function fromPipeStats(value: unknown): PipeStats {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    peerNodeId: json.text(o['peerNodeId']),
    peerRegion: json.text(o['peerRegion']),
    outgoing: json.bool(o['outgoing']),
    bytes: json.number(o['bytes']),
    packets: json.number(o['packets']),
  };
}

export const PipeStats: Codec<PipeStats, PipeStatsInit> = codec(writePipeStats, readPipeStats, fromPipeStats);

export interface MediaPush {
  callId: string;
  epoch: number;
  body:
    | { readonly case: 'trackOffered'; readonly value: TrackOffered }
    | { readonly case: 'trackGone'; readonly value: TrackGone }
    | { readonly case: 'trackChanged'; readonly value: TrackChanged }
    | { readonly case: 'participantJoined'; readonly value: ParticipantJoined }
    | { readonly case: 'participantLeft'; readonly value: ParticipantLeft }
    | { readonly case: 'speaker'; readonly value: Speaker }
    | { readonly case: 'scores'; readonly value: Scores }
    | { readonly case: 'held'; readonly value: Held }
    | { readonly case: 'roomClosed'; readonly value: RoomClosed }
    | { readonly case: 'participantMoved'; readonly value: ParticipantMoved }
    | undefined;
}

/** What MediaPush.encode takes: absent fields are their zero value. */
export interface MediaPushInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly body?:
    | { readonly case: 'trackOffered'; readonly value: TrackOfferedInit }
    | { readonly case: 'trackGone'; readonly value: TrackGoneInit }
    | { readonly case: 'trackChanged'; readonly value: TrackChangedInit }
    | { readonly case: 'participantJoined'; readonly value: ParticipantJoinedInit }
    | { readonly case: 'participantLeft'; readonly value: ParticipantLeftInit }
    | { readonly case: 'speaker'; readonly value: SpeakerInit }
    | { readonly case: 'scores'; readonly value: ScoresInit }
    | { readonly case: 'held'; readonly value: HeldInit }
    | { readonly case: 'roomClosed'; readonly value: RoomClosedInit }
    | { readonly case: 'participantMoved'; readonly value: ParticipantMovedInit }
    | undefined;
}

export function writeMediaPush(m: MediaPushInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  switch (m.body?.case) {
    case 'trackOffered': writeTrackOffered(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'trackGone': writeTrackGone(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'trackChanged': writeTrackChanged(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'participantJoined': writeParticipantJoined(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'participantLeft': writeParticipantLeft(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'speaker': writeSpeaker(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case 'scores': writeScores(m.body.value, w.uint32(74).fork()).ldelim(); break;
    case 'held': writeHeld(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'roomClosed': writeRoomClosed(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'participantMoved': writeParticipantMoved(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readMediaPush(r: Reader, end: number): MediaPush {
  const m: MediaPush = { callId: '', epoch: 0, body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.body = { case: 'trackOffered', value: readTrackOffered(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'trackGone', value: readTrackGone(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'trackChanged', value: readTrackChanged(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'participantJoined', value: readParticipantJoined(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'participantLeft', value: readParticipantLeft(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'speaker', value: readSpeaker(r, r.uint32() + r.pos) }; break;
      case 74: m.body = { case: 'scores', value: readScores(r, r.uint32() + r.pos) }; break;
      case 82: m.body = { case: 'held', value: readHeld(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'roomClosed', value: readRoomClosed(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'participantMoved', value: readParticipantMoved(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MediaPush');
}

export function fromMediaPush(value: unknown): MediaPush {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    body: json.choice<NonNullable<MediaPush['body']>>(o['body'], {
      trackOffered: (v) => ({ case: 'trackOffered', value: fromTrackOffered(v) }) as const,
      trackGone: (v) => ({ case: 'trackGone', value: fromTrackGone(v) }) as const,
      trackChanged: (v) => ({ case: 'trackChanged', value: fromTrackChanged(v) }) as const,
      participantJoined: (v) => ({ case: 'participantJoined', value: fromParticipantJoined(v) }) as const,
      participantLeft: (v) => ({ case: 'participantLeft', value: fromParticipantLeft(v) }) as const,
      speaker: (v) => ({ case: 'speaker', value: fromSpeaker(v) }) as const,
      scores: (v) => ({ case: 'scores', value: fromScores(v) }) as const,
      held: (v) => ({ case: 'held', value: fromHeld(v) }) as const,
      roomClosed: (v) => ({ case: 'roomClosed', value: fromRoomClosed(v) }) as const,
      participantMoved: (v) => ({ case: 'participantMoved', value: fromParticipantMoved(v) }) as const,
    }),
  };
}

export const MediaPush: Codec<MediaPush, MediaPushInit> = codec(writeMediaPush, readMediaPush, fromMediaPush);

/** The consumer exists on the node, paused; the client makes its end and then
 * resumes it with SetConsumer, which also asks the sender for a key frame. */
export interface TrackOffered {
  track: Track | undefined;
  consumerId: string;
  rtp: RtpParameters | undefined;
}

/** What TrackOffered.encode takes: absent fields are their zero value. */
export interface TrackOfferedInit {
  readonly track?: TrackInit | undefined;
  readonly consumerId?: string | undefined;
  readonly rtp?: RtpParametersInit | undefined;
}

export function writeTrackOffered(m: TrackOfferedInit, w: Writer): Writer {
  if (m.track !== undefined) writeTrack(m.track, w.uint32(10).fork()).ldelim();
  if (m.consumerId !== undefined && m.consumerId !== '') w.uint32(18).string(m.consumerId);
  if (m.rtp !== undefined) writeRtpParameters(m.rtp, w.uint32(26).fork()).ldelim();
  return w;
}

export function readTrackOffered(r: Reader, end: number): TrackOffered {
  const m: TrackOffered = { track: undefined, consumerId: '', rtp: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.track = readTrack(r, r.uint32() + r.pos); break;
      case 18: m.consumerId = r.string(); break;
      case 26: m.rtp = readRtpParameters(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackOffered');
}

export function fromTrackOffered(value: unknown): TrackOffered {
  const o = json.object(value);
  return {
    track: o['track'] === undefined ? undefined : fromTrack(o['track']),
    consumerId: json.text(o['consumerId']),
    rtp: o['rtp'] === undefined ? undefined : fromRtpParameters(o['rtp']),
  };
}

export const TrackOffered: Codec<TrackOffered, TrackOfferedInit> = codec(writeTrackOffered, readTrackOffered, fromTrackOffered);

export interface TrackGone {
  trackId: string;
  consumerId: string;
}

/** What TrackGone.encode takes: absent fields are their zero value. */
export interface TrackGoneInit {
  readonly trackId?: string | undefined;
  readonly consumerId?: string | undefined;
}

export function writeTrackGone(m: TrackGoneInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.consumerId !== undefined && m.consumerId !== '') w.uint32(18).string(m.consumerId);
  return w;
}

export function readTrackGone(r: Reader, end: number): TrackGone {
  const m: TrackGone = { trackId: '', consumerId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 18: m.consumerId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackGone');
}

export function fromTrackGone(value: unknown): TrackGone {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    consumerId: json.text(o['consumerId']),
  };
}

export const TrackGone: Codec<TrackGone, TrackGoneInit> = codec(writeTrackGone, readTrackGone, fromTrackGone);

export interface TrackChanged {
  trackId: string;
  paused: boolean;
}

/** What TrackChanged.encode takes: absent fields are their zero value. */
export interface TrackChangedInit {
  readonly trackId?: string | undefined;
  readonly paused?: boolean | undefined;
}

export function writeTrackChanged(m: TrackChangedInit, w: Writer): Writer {
  if (m.trackId !== undefined && m.trackId !== '') w.uint32(10).string(m.trackId);
  if (m.paused !== undefined && m.paused !== false) w.uint32(16).bool(m.paused);
  return w;
}

export function readTrackChanged(r: Reader, end: number): TrackChanged {
  const m: TrackChanged = { trackId: '', paused: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.trackId = r.string(); break;
      case 16: m.paused = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TrackChanged');
}

export function fromTrackChanged(value: unknown): TrackChanged {
  const o = json.object(value);
  return {
    trackId: json.text(o['trackId']),
    paused: json.bool(o['paused']),
  };
}

export const TrackChanged: Codec<TrackChanged, TrackChangedInit> = codec(writeTrackChanged, readTrackChanged, fromTrackChanged);

export interface ParticipantJoined {
  participant: Participant | undefined;
}

/** What ParticipantJoined.encode takes: absent fields are their zero value. */
export interface ParticipantJoinedInit {
  readonly participant?: ParticipantInit | undefined;
}

export function writeParticipantJoined(m: ParticipantJoinedInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  return w;
}

export function readParticipantJoined(r: Reader, end: number): ParticipantJoined {
  const m: ParticipantJoined = { participant: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ParticipantJoined');
}

export function fromParticipantJoined(value: unknown): ParticipantJoined {
  const o = json.object(value);
  return {
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
  };
}

export const ParticipantJoined: Codec<ParticipantJoined, ParticipantJoinedInit> = codec(writeParticipantJoined, readParticipantJoined, fromParticipantJoined);

/** From now on this participant's media comes from its leg at this node. */
export interface ParticipantMoved {
  participantId: string;
  nodeId: string;
}

/** What ParticipantMoved.encode takes: absent fields are their zero value. */
export interface ParticipantMovedInit {
  readonly participantId?: string | undefined;
  readonly nodeId?: string | undefined;
}

export function writeParticipantMoved(m: ParticipantMovedInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(18).string(m.nodeId);
  return w;
}

export function readParticipantMoved(r: Reader, end: number): ParticipantMoved {
  const m: ParticipantMoved = { participantId: '', nodeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 18: m.nodeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ParticipantMoved');
}

export function fromParticipantMoved(value: unknown): ParticipantMoved {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    nodeId: json.text(o['nodeId']),
  };
}

export const ParticipantMoved: Codec<ParticipantMoved, ParticipantMovedInit> = codec(writeParticipantMoved, readParticipantMoved, fromParticipantMoved);

export interface ParticipantLeft {
  participantId: string;
}

/** What ParticipantLeft.encode takes: absent fields are their zero value. */
export interface ParticipantLeftInit {
  readonly participantId?: string | undefined;
}

export function writeParticipantLeft(m: ParticipantLeftInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  return w;
}

export function readParticipantLeft(r: Reader, end: number): ParticipantLeft {
  const m: ParticipantLeft = { participantId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ParticipantLeft');
}

export function fromParticipantLeft(value: unknown): ParticipantLeft {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
  };
}

export const ParticipantLeft: Codec<ParticipantLeft, ParticipantLeftInit> = codec(writeParticipantLeft, readParticipantLeft, fromParticipantLeft);

/** Empty id: nobody speaks. */
export interface Speaker {
  participantId: string;
}

/** What Speaker.encode takes: absent fields are their zero value. */
export interface SpeakerInit {
  readonly participantId?: string | undefined;
}

export function writeSpeaker(m: SpeakerInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  return w;
}

export function readSpeaker(r: Reader, end: number): Speaker {
  const m: Speaker = { participantId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Speaker');
}

export function fromSpeaker(value: unknown): Speaker {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
  };
}

export const Speaker: Codec<Speaker, SpeakerInit> = codec(writeSpeaker, readSpeaker, fromSpeaker);

/** Quality of what each participant sends, as this node sees it: 0 (nothing
 * arrives) to 10 (no loss). */
export interface Scores {
  scores: ParticipantScore[];
}

/** What Scores.encode takes: absent fields are their zero value. */
export interface ScoresInit {
  readonly scores?: readonly ParticipantScoreInit[] | undefined;
}

export function writeScores(m: ScoresInit, w: Writer): Writer {
  for (const v of m.scores ?? []) writeParticipantScore(v, w.uint32(10).fork()).ldelim();
  return w;
}

export function readScores(r: Reader, end: number): Scores {
  const m: Scores = { scores: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.scores.push(readParticipantScore(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Scores');
}

export function fromScores(value: unknown): Scores {
  const o = json.object(value);
  return {
    scores: json.list(o['scores']).map((v) => fromParticipantScore(v)),
  };
}

export const Scores: Codec<Scores, ScoresInit> = codec(writeScores, readScores, fromScores);

export interface ParticipantScore {
  participantId: string;
  score: number;
}

/** What ParticipantScore.encode takes: absent fields are their zero value. */
export interface ParticipantScoreInit {
  readonly participantId?: string | undefined;
  readonly score?: number | undefined;
}

export function writeParticipantScore(m: ParticipantScoreInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.score !== undefined && m.score !== 0) w.uint32(16).uint32(m.score);
  return w;
}

export function readParticipantScore(r: Reader, end: number): ParticipantScore {
  const m: ParticipantScore = { participantId: '', score: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 16: m.score = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ParticipantScore');
}

export function fromParticipantScore(value: unknown): ParticipantScore {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    score: json.number(o['score']),
  };
}

export const ParticipantScore: Codec<ParticipantScore, ParticipantScoreInit> = codec(writeParticipantScore, readParticipantScore, fromParticipantScore);

/** While held, no media is forwarded to anyone in the call. */
export interface Held {
  on: boolean;
}

/** What Held.encode takes: absent fields are their zero value. */
export interface HeldInit {
  readonly on?: boolean | undefined;
}

export function writeHeld(m: HeldInit, w: Writer): Writer {
  if (m.on !== undefined && m.on !== false) w.uint32(8).bool(m.on);
  return w;
}

export function readHeld(r: Reader, end: number): Held {
  const m: Held = { on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Held');
}

export function fromHeld(value: unknown): Held {
  const o = json.object(value);
  return {
    on: json.bool(o['on']),
  };
}

export const Held: Codec<Held, HeldInit> = codec(writeHeld, readHeld, fromHeld);

export interface RoomClosed {
  cause: EndCause;
}

/** What RoomClosed.encode takes: absent fields are their zero value. */
export interface RoomClosedInit {
  readonly cause?: EndCause | undefined;
}

export function writeRoomClosed(m: RoomClosedInit, w: Writer): Writer {
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(8).int32(EndCauseNumber[m.cause]);
  return w;
}

export function readRoomClosed(r: Reader, end: number): RoomClosed {
  const m: RoomClosed = { cause: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.cause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoomClosed');
}

export function fromRoomClosed(value: unknown): RoomClosed {
  const o = json.object(value);
  return {
    cause: json.oneOf(EndCauseNumber, o['cause']),
  };
}

export const RoomClosed: Codec<RoomClosed, RoomClosedInit> = codec(writeRoomClosed, readRoomClosed, fromRoomClosed);
