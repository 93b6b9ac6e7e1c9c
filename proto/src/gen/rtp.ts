// Made by scripts/generate.mjs from proto/schema/rtp.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

export type MediaKind = 'unspecified' | 'audio' | 'video';

export const MediaKindNumber: Readonly<Record<MediaKind, number>> = {
  'unspecified': 0,
  'audio': 1,
  'video': 2,
};

export const MediaKindText: Readonly<Record<number, MediaKind>> = {
  0: 'unspecified',
  1: 'audio',
  2: 'video',
};

/** A codec parameter (the fmtp line) is a number or a text. */
export interface CodecParameter {
  name: string;
  value:
    | { readonly case: 'number'; readonly value: number }
    | { readonly case: 'text'; readonly value: string }
    | undefined;
}

/** What CodecParameter.encode takes: absent fields are their zero value. */
export interface CodecParameterInit {
  readonly name?: string | undefined;
  readonly value?:
    | { readonly case: 'number'; readonly value: number }
    | { readonly case: 'text'; readonly value: string }
    | undefined;
}

export function writeCodecParameter(m: CodecParameterInit, w: Writer): Writer {
  if (m.name !== undefined && m.name !== '') w.uint32(10).string(m.name);
  switch (m.value?.case) {
    case 'number': w.uint32(17).double(m.value.value); break;
    case 'text': w.uint32(26).string(m.value.value); break;
    case undefined: break;
  }
  return w;
}

export function readCodecParameter(r: Reader, end: number): CodecParameter {
  const m: CodecParameter = { name: '', value: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 17: m.value = { case: 'number', value: r.double() }; break;
      case 26: m.value = { case: 'text', value: r.string() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CodecParameter');
}

export function fromCodecParameter(value: unknown): CodecParameter {
  const o = json.object(value);
  return {
    name: json.text(o['name']),
    value: json.choice<NonNullable<CodecParameter['value']>>(o['value'], {
      number: (v) => ({ case: 'number', value: json.number(v) }) as const,
      text: (v) => ({ case: 'text', value: json.text(v) }) as const,
    }),
  };
}

export const CodecParameter: Codec<CodecParameter, CodecParameterInit> = codec(writeCodecParameter, readCodecParameter, fromCodecParameter);

export interface RtcpFeedback {
  type: string;
  parameter: string;
}

/** What RtcpFeedback.encode takes: absent fields are their zero value. */
export interface RtcpFeedbackInit {
  readonly type?: string | undefined;
  readonly parameter?: string | undefined;
}

export function writeRtcpFeedback(m: RtcpFeedbackInit, w: Writer): Writer {
  if (m.type !== undefined && m.type !== '') w.uint32(10).string(m.type);
  if (m.parameter !== undefined && m.parameter !== '') w.uint32(18).string(m.parameter);
  return w;
}

export function readRtcpFeedback(r: Reader, end: number): RtcpFeedback {
  const m: RtcpFeedback = { type: '', parameter: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.type = r.string(); break;
      case 18: m.parameter = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtcpFeedback');
}

export function fromRtcpFeedback(value: unknown): RtcpFeedback {
  const o = json.object(value);
  return {
    type: json.text(o['type']),
    parameter: json.text(o['parameter']),
  };
}

export const RtcpFeedback: Codec<RtcpFeedback, RtcpFeedbackInit> = codec(writeRtcpFeedback, readRtcpFeedback, fromRtcpFeedback);

export interface RtpCodec {
  /** "audio/opus", "video/VP8", ... */
  mimeType: string;
  /** Payload type, or the preferred one in capabilities; 0 is PCMU's. */
  payloadType: number;
  clockRate: number;
  /** 0 = not given (video). */
  channels: number;
  parameters: CodecParameter[];
  rtcpFeedback: RtcpFeedback[];
}

/** What RtpCodec.encode takes: absent fields are their zero value. */
export interface RtpCodecInit {
  readonly mimeType?: string | undefined;
  readonly payloadType?: number | undefined;
  readonly clockRate?: number | undefined;
  readonly channels?: number | undefined;
  readonly parameters?: readonly CodecParameterInit[] | undefined;
  readonly rtcpFeedback?: readonly RtcpFeedbackInit[] | undefined;
}

export function writeRtpCodec(m: RtpCodecInit, w: Writer): Writer {
  if (m.mimeType !== undefined && m.mimeType !== '') w.uint32(10).string(m.mimeType);
  if (m.payloadType !== undefined && m.payloadType !== 0) w.uint32(16).uint32(m.payloadType);
  if (m.clockRate !== undefined && m.clockRate !== 0) w.uint32(24).uint32(m.clockRate);
  if (m.channels !== undefined && m.channels !== 0) w.uint32(32).uint32(m.channels);
  for (const v of m.parameters ?? []) writeCodecParameter(v, w.uint32(42).fork()).ldelim();
  for (const v of m.rtcpFeedback ?? []) writeRtcpFeedback(v, w.uint32(50).fork()).ldelim();
  return w;
}

export function readRtpCodec(r: Reader, end: number): RtpCodec {
  const m: RtpCodec = { mimeType: '', payloadType: 0, clockRate: 0, channels: 0, parameters: [], rtcpFeedback: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.mimeType = r.string(); break;
      case 16: m.payloadType = r.uint32(); break;
      case 24: m.clockRate = r.uint32(); break;
      case 32: m.channels = r.uint32(); break;
      case 42: m.parameters.push(readCodecParameter(r, r.uint32() + r.pos)); break;
      case 50: m.rtcpFeedback.push(readRtcpFeedback(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtpCodec');
}

export function fromRtpCodec(value: unknown): RtpCodec {
  const o = json.object(value);
  return {
    mimeType: json.text(o['mimeType']),
    payloadType: json.number(o['payloadType']),
    clockRate: json.number(o['clockRate']),
    channels: json.number(o['channels']),
    parameters: json.list(o['parameters']).map((v) => fromCodecParameter(v)),
    rtcpFeedback: json.list(o['rtcpFeedback']).map((v) => fromRtcpFeedback(v)),
  };
}

export const RtpCodec: Codec<RtpCodec, RtpCodecInit> = codec(writeRtpCodec, readRtpCodec, fromRtpCodec);

export interface RtpHeaderExtension {
  uri: string;
  id: number;
  encrypt: boolean;
  /** Only in capabilities. */
  kind: MediaKind;
  /** Only in capabilities: "sendrecv", "sendonly", "recvonly", "inactive". */
  direction: string;
}

/** What RtpHeaderExtension.encode takes: absent fields are their zero value. */
export interface RtpHeaderExtensionInit {
  readonly uri?: string | undefined;
  readonly id?: number | undefined;
  readonly encrypt?: boolean | undefined;
  readonly kind?: MediaKind | undefined;
  readonly direction?: string | undefined;
}

export function writeRtpHeaderExtension(m: RtpHeaderExtensionInit, w: Writer): Writer {
  if (m.uri !== undefined && m.uri !== '') w.uint32(10).string(m.uri);
  if (m.id !== undefined && m.id !== 0) w.uint32(16).uint32(m.id);
  if (m.encrypt !== undefined && m.encrypt !== false) w.uint32(24).bool(m.encrypt);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(32).int32(MediaKindNumber[m.kind]);
  if (m.direction !== undefined && m.direction !== '') w.uint32(42).string(m.direction);
  return w;
}

export function readRtpHeaderExtension(r: Reader, end: number): RtpHeaderExtension {
  const m: RtpHeaderExtension = { uri: '', id: 0, encrypt: false, kind: 'unspecified', direction: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.uri = r.string(); break;
      case 16: m.id = r.uint32(); break;
      case 24: m.encrypt = r.bool(); break;
      case 32: m.kind = (MediaKindText[r.int32()] ?? 'unspecified'); break;
      case 42: m.direction = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtpHeaderExtension');
}

export function fromRtpHeaderExtension(value: unknown): RtpHeaderExtension {
  const o = json.object(value);
  return {
    uri: json.text(o['uri']),
    id: json.number(o['id']),
    encrypt: json.bool(o['encrypt']),
    kind: json.oneOf(MediaKindNumber, o['kind']),
    direction: json.text(o['direction']),
  };
}

export const RtpHeaderExtension: Codec<RtpHeaderExtension, RtpHeaderExtensionInit> = codec(writeRtpHeaderExtension, readRtpHeaderExtension, fromRtpHeaderExtension);

export interface RtpCapabilities {
  codecs: RtpCodec[];
  headerExtensions: RtpHeaderExtension[];
}

/** What RtpCapabilities.encode takes: absent fields are their zero value. */
export interface RtpCapabilitiesInit {
  readonly codecs?: readonly RtpCodecInit[] | undefined;
  readonly headerExtensions?: readonly RtpHeaderExtensionInit[] | undefined;
}

export function writeRtpCapabilities(m: RtpCapabilitiesInit, w: Writer): Writer {
  for (const v of m.codecs ?? []) writeRtpCodec(v, w.uint32(10).fork()).ldelim();
  for (const v of m.headerExtensions ?? []) writeRtpHeaderExtension(v, w.uint32(18).fork()).ldelim();
  return w;
}

export function readRtpCapabilities(r: Reader, end: number): RtpCapabilities {
  const m: RtpCapabilities = { codecs: [], headerExtensions: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.codecs.push(readRtpCodec(r, r.uint32() + r.pos)); break;
      case 18: m.headerExtensions.push(readRtpHeaderExtension(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtpCapabilities');
}

export function fromRtpCapabilities(value: unknown): RtpCapabilities {
  const o = json.object(value);
  return {
    codecs: json.list(o['codecs']).map((v) => fromRtpCodec(v)),
    headerExtensions: json.list(o['headerExtensions']).map((v) => fromRtpHeaderExtension(v)),
  };
}

export const RtpCapabilities: Codec<RtpCapabilities, RtpCapabilitiesInit> = codec(writeRtpCapabilities, readRtpCapabilities, fromRtpCapabilities);

export interface RtpEncoding {
  /** 0 = not given. */
  ssrc: number;
  rid: string;
  /** 0 = no RTX. */
  rtxSsrc: number;
  dtx: boolean;
  scalabilityMode: string;
  /** 0 = not given. */
  scaleResolutionDownBy: number;
  /** 0 = not given. Bits per second. */
  maxBitrate: number;
  codecPayloadType: number | undefined;
}

/** What RtpEncoding.encode takes: absent fields are their zero value. */
export interface RtpEncodingInit {
  readonly ssrc?: number | undefined;
  readonly rid?: string | undefined;
  readonly rtxSsrc?: number | undefined;
  readonly dtx?: boolean | undefined;
  readonly scalabilityMode?: string | undefined;
  readonly scaleResolutionDownBy?: number | undefined;
  readonly maxBitrate?: number | undefined;
  readonly codecPayloadType?: number | undefined;
}

export function writeRtpEncoding(m: RtpEncodingInit, w: Writer): Writer {
  if (m.ssrc !== undefined && m.ssrc !== 0) w.uint32(8).uint32(m.ssrc);
  if (m.rid !== undefined && m.rid !== '') w.uint32(18).string(m.rid);
  if (m.rtxSsrc !== undefined && m.rtxSsrc !== 0) w.uint32(24).uint32(m.rtxSsrc);
  if (m.dtx !== undefined && m.dtx !== false) w.uint32(32).bool(m.dtx);
  if (m.scalabilityMode !== undefined && m.scalabilityMode !== '') w.uint32(42).string(m.scalabilityMode);
  if (m.scaleResolutionDownBy !== undefined && m.scaleResolutionDownBy !== 0) w.uint32(49).double(m.scaleResolutionDownBy);
  if (m.maxBitrate !== undefined && m.maxBitrate !== 0) w.uint32(56).uint32(m.maxBitrate);
  if (m.codecPayloadType !== undefined) w.uint32(64).uint32(m.codecPayloadType);
  return w;
}

export function readRtpEncoding(r: Reader, end: number): RtpEncoding {
  const m: RtpEncoding = { ssrc: 0, rid: '', rtxSsrc: 0, dtx: false, scalabilityMode: '', scaleResolutionDownBy: 0, maxBitrate: 0, codecPayloadType: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.ssrc = r.uint32(); break;
      case 18: m.rid = r.string(); break;
      case 24: m.rtxSsrc = r.uint32(); break;
      case 32: m.dtx = r.bool(); break;
      case 42: m.scalabilityMode = r.string(); break;
      case 49: m.scaleResolutionDownBy = r.double(); break;
      case 56: m.maxBitrate = r.uint32(); break;
      case 64: m.codecPayloadType = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtpEncoding');
}

export function fromRtpEncoding(value: unknown): RtpEncoding {
  const o = json.object(value);
  return {
    ssrc: json.number(o['ssrc']),
    rid: json.text(o['rid']),
    rtxSsrc: json.number(o['rtxSsrc']),
    dtx: json.bool(o['dtx']),
    scalabilityMode: json.text(o['scalabilityMode']),
    scaleResolutionDownBy: json.number(o['scaleResolutionDownBy']),
    maxBitrate: json.number(o['maxBitrate']),
    codecPayloadType: o['codecPayloadType'] === undefined ? undefined : json.number(o['codecPayloadType']),
  };
}

export const RtpEncoding: Codec<RtpEncoding, RtpEncodingInit> = codec(writeRtpEncoding, readRtpEncoding, fromRtpEncoding);

export interface RtpParameters {
  mid: string;
  codecs: RtpCodec[];
  headerExtensions: RtpHeaderExtension[];
  encodings: RtpEncoding[];
  cname: string;
  reducedSize: boolean;
  msid: string;
}

/** What RtpParameters.encode takes: absent fields are their zero value. */
export interface RtpParametersInit {
  readonly mid?: string | undefined;
  readonly codecs?: readonly RtpCodecInit[] | undefined;
  readonly headerExtensions?: readonly RtpHeaderExtensionInit[] | undefined;
  readonly encodings?: readonly RtpEncodingInit[] | undefined;
  readonly cname?: string | undefined;
  readonly reducedSize?: boolean | undefined;
  readonly msid?: string | undefined;
}

export function writeRtpParameters(m: RtpParametersInit, w: Writer): Writer {
  if (m.mid !== undefined && m.mid !== '') w.uint32(10).string(m.mid);
  for (const v of m.codecs ?? []) writeRtpCodec(v, w.uint32(18).fork()).ldelim();
  for (const v of m.headerExtensions ?? []) writeRtpHeaderExtension(v, w.uint32(26).fork()).ldelim();
  for (const v of m.encodings ?? []) writeRtpEncoding(v, w.uint32(34).fork()).ldelim();
  if (m.cname !== undefined && m.cname !== '') w.uint32(42).string(m.cname);
  if (m.reducedSize !== undefined && m.reducedSize !== false) w.uint32(48).bool(m.reducedSize);
  if (m.msid !== undefined && m.msid !== '') w.uint32(58).string(m.msid);
  return w;
}

export function readRtpParameters(r: Reader, end: number): RtpParameters {
  const m: RtpParameters = { mid: '', codecs: [], headerExtensions: [], encodings: [], cname: '', reducedSize: false, msid: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.mid = r.string(); break;
      case 18: m.codecs.push(readRtpCodec(r, r.uint32() + r.pos)); break;
      case 26: m.headerExtensions.push(readRtpHeaderExtension(r, r.uint32() + r.pos)); break;
      case 34: m.encodings.push(readRtpEncoding(r, r.uint32() + r.pos)); break;
      case 42: m.cname = r.string(); break;
      case 48: m.reducedSize = r.bool(); break;
      case 58: m.msid = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RtpParameters');
}

export function fromRtpParameters(value: unknown): RtpParameters {
  const o = json.object(value);
  return {
    mid: json.text(o['mid']),
    codecs: json.list(o['codecs']).map((v) => fromRtpCodec(v)),
    headerExtensions: json.list(o['headerExtensions']).map((v) => fromRtpHeaderExtension(v)),
    encodings: json.list(o['encodings']).map((v) => fromRtpEncoding(v)),
    cname: json.text(o['cname']),
    reducedSize: json.bool(o['reducedSize']),
    msid: json.text(o['msid']),
  };
}

export const RtpParameters: Codec<RtpParameters, RtpParametersInit> = codec(writeRtpParameters, readRtpParameters, fromRtpParameters);

export interface IceParameters {
  usernameFragment: string;
  password: string;
  iceLite: boolean;
}

/** What IceParameters.encode takes: absent fields are their zero value. */
export interface IceParametersInit {
  readonly usernameFragment?: string | undefined;
  readonly password?: string | undefined;
  readonly iceLite?: boolean | undefined;
}

export function writeIceParameters(m: IceParametersInit, w: Writer): Writer {
  if (m.usernameFragment !== undefined && m.usernameFragment !== '') w.uint32(10).string(m.usernameFragment);
  if (m.password !== undefined && m.password !== '') w.uint32(18).string(m.password);
  if (m.iceLite !== undefined && m.iceLite !== false) w.uint32(24).bool(m.iceLite);
  return w;
}

export function readIceParameters(r: Reader, end: number): IceParameters {
  const m: IceParameters = { usernameFragment: '', password: '', iceLite: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.usernameFragment = r.string(); break;
      case 18: m.password = r.string(); break;
      case 24: m.iceLite = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'IceParameters');
}

export function fromIceParameters(value: unknown): IceParameters {
  const o = json.object(value);
  return {
    usernameFragment: json.text(o['usernameFragment']),
    password: json.text(o['password']),
    iceLite: json.bool(o['iceLite']),
  };
}

export const IceParameters: Codec<IceParameters, IceParametersInit> = codec(writeIceParameters, readIceParameters, fromIceParameters);

export interface IceCandidate {
  foundation: string;
  priority: number;
  address: string;
  /** "udp" or "tcp". */
  protocol: string;
  port: number;
  /** "host", "srflx", "prflx", "relay". */
  type: string;
  /** "passive" for tcp, else empty. */
  tcpType: string;
}

/** What IceCandidate.encode takes: absent fields are their zero value. */
export interface IceCandidateInit {
  readonly foundation?: string | undefined;
  readonly priority?: number | undefined;
  readonly address?: string | undefined;
  readonly protocol?: string | undefined;
  readonly port?: number | undefined;
  readonly type?: string | undefined;
  readonly tcpType?: string | undefined;
}

export function writeIceCandidate(m: IceCandidateInit, w: Writer): Writer {
  if (m.foundation !== undefined && m.foundation !== '') w.uint32(10).string(m.foundation);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(16).uint32(m.priority);
  if (m.address !== undefined && m.address !== '') w.uint32(26).string(m.address);
  if (m.protocol !== undefined && m.protocol !== '') w.uint32(34).string(m.protocol);
  if (m.port !== undefined && m.port !== 0) w.uint32(40).uint32(m.port);
  if (m.type !== undefined && m.type !== '') w.uint32(50).string(m.type);
  if (m.tcpType !== undefined && m.tcpType !== '') w.uint32(58).string(m.tcpType);
  return w;
}

export function readIceCandidate(r: Reader, end: number): IceCandidate {
  const m: IceCandidate = { foundation: '', priority: 0, address: '', protocol: '', port: 0, type: '', tcpType: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.foundation = r.string(); break;
      case 16: m.priority = r.uint32(); break;
      case 26: m.address = r.string(); break;
      case 34: m.protocol = r.string(); break;
      case 40: m.port = r.uint32(); break;
      case 50: m.type = r.string(); break;
      case 58: m.tcpType = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'IceCandidate');
}

export function fromIceCandidate(value: unknown): IceCandidate {
  const o = json.object(value);
  return {
    foundation: json.text(o['foundation']),
    priority: json.number(o['priority']),
    address: json.text(o['address']),
    protocol: json.text(o['protocol']),
    port: json.number(o['port']),
    type: json.text(o['type']),
    tcpType: json.text(o['tcpType']),
  };
}

export const IceCandidate: Codec<IceCandidate, IceCandidateInit> = codec(writeIceCandidate, readIceCandidate, fromIceCandidate);

export interface DtlsFingerprint {
  /** "sha-256", ... */
  algorithm: string;
  value: string;
}

/** What DtlsFingerprint.encode takes: absent fields are their zero value. */
export interface DtlsFingerprintInit {
  readonly algorithm?: string | undefined;
  readonly value?: string | undefined;
}

export function writeDtlsFingerprint(m: DtlsFingerprintInit, w: Writer): Writer {
  if (m.algorithm !== undefined && m.algorithm !== '') w.uint32(10).string(m.algorithm);
  if (m.value !== undefined && m.value !== '') w.uint32(18).string(m.value);
  return w;
}

export function readDtlsFingerprint(r: Reader, end: number): DtlsFingerprint {
  const m: DtlsFingerprint = { algorithm: '', value: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.algorithm = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'DtlsFingerprint');
}

export function fromDtlsFingerprint(value: unknown): DtlsFingerprint {
  const o = json.object(value);
  return {
    algorithm: json.text(o['algorithm']),
    value: json.text(o['value']),
  };
}

export const DtlsFingerprint: Codec<DtlsFingerprint, DtlsFingerprintInit> = codec(writeDtlsFingerprint, readDtlsFingerprint, fromDtlsFingerprint);

export interface DtlsParameters {
  /** "auto", "client", "server". */
  role: string;
  fingerprints: DtlsFingerprint[];
}

/** What DtlsParameters.encode takes: absent fields are their zero value. */
export interface DtlsParametersInit {
  readonly role?: string | undefined;
  readonly fingerprints?: readonly DtlsFingerprintInit[] | undefined;
}

export function writeDtlsParameters(m: DtlsParametersInit, w: Writer): Writer {
  if (m.role !== undefined && m.role !== '') w.uint32(10).string(m.role);
  for (const v of m.fingerprints ?? []) writeDtlsFingerprint(v, w.uint32(18).fork()).ldelim();
  return w;
}

export function readDtlsParameters(r: Reader, end: number): DtlsParameters {
  const m: DtlsParameters = { role: '', fingerprints: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.role = r.string(); break;
      case 18: m.fingerprints.push(readDtlsFingerprint(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'DtlsParameters');
}

export function fromDtlsParameters(value: unknown): DtlsParameters {
  const o = json.object(value);
  return {
    role: json.text(o['role']),
    fingerprints: json.list(o['fingerprints']).map((v) => fromDtlsFingerprint(v)),
  };
}

export const DtlsParameters: Codec<DtlsParameters, DtlsParametersInit> = codec(writeDtlsParameters, readDtlsParameters, fromDtlsParameters);

export interface SrtpParameters {
  cryptoSuite: string;
  keyBase64: string;
}

/** What SrtpParameters.encode takes: absent fields are their zero value. */
export interface SrtpParametersInit {
  readonly cryptoSuite?: string | undefined;
  readonly keyBase64?: string | undefined;
}

export function writeSrtpParameters(m: SrtpParametersInit, w: Writer): Writer {
  if (m.cryptoSuite !== undefined && m.cryptoSuite !== '') w.uint32(10).string(m.cryptoSuite);
  if (m.keyBase64 !== undefined && m.keyBase64 !== '') w.uint32(18).string(m.keyBase64);
  return w;
}

export function readSrtpParameters(r: Reader, end: number): SrtpParameters {
  const m: SrtpParameters = { cryptoSuite: '', keyBase64: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.cryptoSuite = r.string(); break;
      case 18: m.keyBase64 = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SrtpParameters');
}

export function fromSrtpParameters(value: unknown): SrtpParameters {
  const o = json.object(value);
  return {
    cryptoSuite: json.text(o['cryptoSuite']),
    keyBase64: json.text(o['keyBase64']),
  };
}

export const SrtpParameters: Codec<SrtpParameters, SrtpParametersInit> = codec(writeSrtpParameters, readSrtpParameters, fromSrtpParameters);

export interface IceServer {
  urls: string[];
  username: string;
  credential: string;
}

/** What IceServer.encode takes: absent fields are their zero value. */
export interface IceServerInit {
  readonly urls?: readonly string[] | undefined;
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}

export function writeIceServer(m: IceServerInit, w: Writer): Writer {
  for (const v of m.urls ?? []) w.uint32(10).string(v);
  if (m.username !== undefined && m.username !== '') w.uint32(18).string(m.username);
  if (m.credential !== undefined && m.credential !== '') w.uint32(26).string(m.credential);
  return w;
}

export function readIceServer(r: Reader, end: number): IceServer {
  const m: IceServer = { urls: [], username: '', credential: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.urls.push(r.string()); break;
      case 18: m.username = r.string(); break;
      case 26: m.credential = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'IceServer');
}

export function fromIceServer(value: unknown): IceServer {
  const o = json.object(value);
  return {
    urls: json.list(o['urls']).map((v) => json.text(v)),
    username: json.text(o['username']),
    credential: json.text(o['credential']),
  };
}

export const IceServer: Codec<IceServer, IceServerInit> = codec(writeIceServer, readIceServer, fromIceServer);
