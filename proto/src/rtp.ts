import type * as wire from './gen/rtp.ts';

/**
 * Between the schema's RTP messages and the plain objects that mediasoup and
 * mediasoup-client take. Both sides have the same shapes; these types are the
 * part of them that travels.
 */
export type Kind = 'audio' | 'video';

export interface RtcpFeedback {
  type: string;
  parameter?: string;
}

export interface CodecCapability {
  kind: Kind;
  mimeType: string;
  preferredPayloadType: number;
  clockRate: number;
  channels?: number;
  parameters?: Record<string, string | number>;
  rtcpFeedback?: RtcpFeedback[];
}

export interface HeaderExtensionCapability {
  kind: Kind;
  uri: string;
  preferredId: number;
  preferredEncrypt?: boolean;
  direction?: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
}

export interface Capabilities {
  codecs: CodecCapability[];
  headerExtensions: HeaderExtensionCapability[];
}

export interface CodecParameters {
  mimeType: string;
  payloadType: number;
  clockRate: number;
  channels?: number;
  parameters?: Record<string, string | number>;
  rtcpFeedback?: RtcpFeedback[];
}

export interface Encoding {
  ssrc?: number;
  rid?: string;
  codecPayloadType?: number;
  rtx?: { ssrc: number };
  dtx?: boolean;
  scalabilityMode?: string;
  scaleResolutionDownBy?: number;
  maxBitrate?: number;
}

export interface Parameters {
  mid?: string;
  codecs: CodecParameters[];
  headerExtensions?: { uri: string; id: number; encrypt?: boolean }[];
  encodings?: Encoding[];
  rtcp?: { cname?: string; reducedSize?: boolean };
  msid?: string;
}

type CodecLike = Omit<CodecParameters, 'payloadType'>;

const kindOf = (mimeType: string): Kind => (mimeType.toLowerCase().startsWith('audio/') ? 'audio' : 'video');

const codecToWire = (codec: CodecLike, payloadType: number): wire.RtpCodecInit => ({
  mimeType: codec.mimeType,
  payloadType,
  clockRate: codec.clockRate,
  channels: codec.channels,
  parameters: Object.entries(codec.parameters ?? {}).map(([name, value]) => ({
    name,
    value: typeof value === 'number' ? { case: 'number', value } : { case: 'text', value: String(value) },
  })),
  rtcpFeedback: codec.rtcpFeedback?.map((f) => ({ type: f.type, parameter: f.parameter })),
});

const codecFromWire = (codec: wire.RtpCodec): CodecLike => ({
  mimeType: codec.mimeType,
  clockRate: codec.clockRate,
  ...(codec.channels > 0 ? { channels: codec.channels } : {}),
  parameters: Object.fromEntries(
    codec.parameters.flatMap((p) => (p.value === undefined ? [] : [[p.name, p.value.value]])),
  ),
  rtcpFeedback: codec.rtcpFeedback.map((f) => ({
    type: f.type,
    ...(f.parameter === '' ? {} : { parameter: f.parameter }),
  })),
});

export const capabilitiesToWire = (capabilities: {
  readonly codecs?: readonly CodecCapability[];
  readonly headerExtensions?: readonly HeaderExtensionCapability[];
}): wire.RtpCapabilitiesInit => ({
  codecs: capabilities.codecs?.map((codec) => codecToWire(codec, codec.preferredPayloadType)),
  headerExtensions: capabilities.headerExtensions?.map((extension) => ({
    uri: extension.uri,
    id: extension.preferredId,
    encrypt: extension.preferredEncrypt,
    kind: extension.kind,
    direction: extension.direction,
  })),
});

export const capabilitiesFromWire = (capabilities: wire.RtpCapabilities): Capabilities => ({
  codecs: capabilities.codecs.map((codec) => ({
    kind: kindOf(codec.mimeType),
    preferredPayloadType: codec.payloadType,
    ...codecFromWire(codec),
  })),
  headerExtensions: capabilities.headerExtensions.flatMap((extension) =>
    extension.kind === 'unspecified'
      ? []
      : [
          {
            kind: extension.kind,
            uri: extension.uri,
            preferredId: extension.id,
            preferredEncrypt: extension.encrypt,
            direction: direction(extension.direction),
          },
        ],
  ),
});

const direction = (text: string): NonNullable<HeaderExtensionCapability['direction']> =>
  text === 'sendonly' || text === 'recvonly' || text === 'inactive' ? text : 'sendrecv';

export const parametersToWire = (rtp: Parameters): wire.RtpParametersInit => ({
  mid: rtp.mid,
  codecs: rtp.codecs.map((codec) => codecToWire(codec, codec.payloadType)),
  headerExtensions: rtp.headerExtensions?.map(({ uri, id, encrypt }) => ({ uri, id, encrypt })),
  encodings: rtp.encodings?.map((encoding) => ({
    ssrc: encoding.ssrc,
    rid: encoding.rid,
    rtxSsrc: encoding.rtx?.ssrc,
    dtx: encoding.dtx,
    scalabilityMode: encoding.scalabilityMode,
    scaleResolutionDownBy: encoding.scaleResolutionDownBy,
    maxBitrate: encoding.maxBitrate,
    codecPayloadType: encoding.codecPayloadType,
  })),
  cname: rtp.rtcp?.cname,
  reducedSize: rtp.rtcp?.reducedSize,
  msid: rtp.msid,
});

export const parametersFromWire = (rtp: wire.RtpParameters): Parameters => ({
  ...(rtp.mid === '' ? {} : { mid: rtp.mid }),
  codecs: rtp.codecs.map((codec) => ({ payloadType: codec.payloadType, ...codecFromWire(codec) })),
  headerExtensions: rtp.headerExtensions.map(({ uri, id, encrypt }) => ({ uri, id, encrypt })),
  encodings: rtp.encodings.map((encoding) => ({
    ...(encoding.ssrc > 0 ? { ssrc: encoding.ssrc } : {}),
    ...(encoding.rid === '' ? {} : { rid: encoding.rid }),
    ...(encoding.rtxSsrc > 0 ? { rtx: { ssrc: encoding.rtxSsrc } } : {}),
    ...(encoding.dtx ? { dtx: true } : {}),
    ...(encoding.scalabilityMode === '' ? {} : { scalabilityMode: encoding.scalabilityMode }),
    ...(encoding.scaleResolutionDownBy > 0 ? { scaleResolutionDownBy: encoding.scaleResolutionDownBy } : {}),
    ...(encoding.maxBitrate > 0 ? { maxBitrate: encoding.maxBitrate } : {}),
    ...(encoding.codecPayloadType === undefined ? {} : { codecPayloadType: encoding.codecPayloadType }),
  })),
  rtcp: { ...(rtp.cname === '' ? {} : { cname: rtp.cname }), reducedSize: rtp.reducedSize },
  ...(rtp.msid === '' ? {} : { msid: rtp.msid }),
});
