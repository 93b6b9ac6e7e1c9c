import {
  type DtlsParameters as DtlsWire,
  type RtpCapabilities,
  type RtpCodec,
  type RtpEncoding,
  type RtpHeaderExtension,
  type RtpParameters,
  rtp,
  type TrackSource,
  WeftError,
} from '@weft/proto';
import type { DtlsParameters, DtlsRole, FingerprintAlgorithm } from '../ports.ts';

/**
 * What a client says of its media, checked before the engine sees it. The
 * engine checks too, but parts of it are C++ behind a trusted channel: nothing
 * gets there that is not of the right shape and size.
 */
const LIMITS = {
  codecs: 64,
  codecParameters: 32,
  feedback: 16,
  extensions: 32,
  encodings: 8,
  fingerprints: 8,
  text: 256,
} as const;

const MIME_TYPE = /^(audio|video)\/[A-Za-z0-9._-]{1,32}$/;
/** Short names that travel in RTP header extensions. */
const SHORT_NAME = /^[\x21-\x7e]{1,32}$/;
/** W3C scalability modes, such as "L3T3_KEY", within what browsers send. */
const SCALABILITY_MODE = /^[LS][1-4]T[1-4]h?(_KEY(_SHIFT)?)?$/;
const MAX_SSRC = 0xffff_ffff;

const refuse = (why: string): never => {
  throw new WeftError('RTP_REFUSED', why);
};

const requireThat = (holds: boolean, why: string): void => {
  if (!holds) refuse(why);
};

const checkCodec = (codec: RtpCodec): void => {
  requireThat(MIME_TYPE.test(codec.mimeType), 'a codec has no usable MIME type');
  requireThat(codec.payloadType <= 127, 'a payload type is above 127');
  requireThat(codec.clockRate >= 1 && codec.clockRate <= 384_000, 'a clock rate is out of range');
  requireThat(codec.channels <= 16, 'a codec has too many channels');
  requireThat(codec.parameters.length <= LIMITS.codecParameters, 'a codec has too many parameters');
  requireThat(codec.rtcpFeedback.length <= LIMITS.feedback, 'a codec has too many kinds of feedback');
  for (const { name, value } of codec.parameters) {
    requireThat(SHORT_NAME.test(name), 'a codec parameter has no usable name');
    if (value?.case === 'text')
      requireThat(value.value.length <= LIMITS.text, 'a codec parameter is too long');
    else requireThat(value !== undefined && Number.isFinite(value.value), 'a codec parameter is no number');
    requireThat(name !== 'apt' || value?.case === 'number', 'a repair codec names no payload type');
  }
  for (const { type, parameter } of codec.rtcpFeedback)
    requireThat(SHORT_NAME.test(type) && parameter.length <= 32, 'a kind of feedback has no usable name');
};

const checkExtensions = (extensions: readonly RtpHeaderExtension[]): void => {
  requireThat(extensions.length <= LIMITS.extensions * 2, 'too many header extensions');
  for (const { uri, id, encrypt } of extensions) {
    requireThat(uri.length > 0 && uri.length <= LIMITS.text, 'a header extension has no usable URI');
    requireThat(id >= 1 && id <= 255, 'a header extension id is out of range');
    requireThat(!encrypt, 'encrypted header extensions are not supported');
  }
};

/** What a browser can receive. Throws RTP_REFUSED. Empty is allowed: it receives nothing. */
export function receivable(capabilities: RtpCapabilities | undefined): rtp.Capabilities {
  if (capabilities === undefined) return { codecs: [], headerExtensions: [] };
  requireThat(capabilities.codecs.length <= LIMITS.codecs, 'too many codecs');
  capabilities.codecs.forEach(checkCodec);
  checkExtensions(capabilities.headerExtensions);
  return rtp.capabilitiesFromWire(capabilities);
}

const KIND_OF_SOURCE: Readonly<Record<TrackSource, rtp.Kind | undefined>> = {
  unspecified: undefined,
  microphone: 'audio',
  'screen-audio': 'audio',
  camera: 'video',
  screen: 'video',
};

const checkEncodings = (encodings: readonly RtpEncoding[], mid: string): void => {
  requireThat(encodings.length >= 1 && encodings.length <= LIMITS.encodings, 'no or too many encodings');
  const ssrcs = encodings.flatMap(({ ssrc, rtxSsrc }) => [ssrc, rtxSsrc]).filter((ssrc) => ssrc !== 0);
  requireThat(new Set(ssrcs).size === ssrcs.length, 'an SSRC is used twice');
  requireThat(
    ssrcs.every((ssrc) => ssrc <= MAX_SSRC),
    'an SSRC is out of range',
  );
  const rids = encodings.map(({ rid }) => rid).filter((rid) => rid !== '');
  requireThat(new Set(rids).size === rids.length, 'a RID is used twice');
  requireThat(
    rids.every((rid) => SHORT_NAME.test(rid)),
    'a RID is not usable',
  );
  for (const encoding of encodings) {
    requireThat(
      encoding.ssrc !== 0 || encoding.rid !== '' || (encodings.length === 1 && mid !== ''),
      'an encoding cannot be told from others',
    );
    requireThat(
      encoding.scalabilityMode === '' || SCALABILITY_MODE.test(encoding.scalabilityMode),
      'a scalability mode is not one',
    );
    requireThat((encoding.codecPayloadType ?? 0) <= 127, 'a payload type is above 127');
    requireThat(Number.isFinite(encoding.scaleResolutionDownBy), 'a scale is no number');
  }
};

/** What a browser sends, with its source. Throws RTP_REFUSED when the parts do not make one usable track. */
export function sendable(
  kind: string,
  source: TrackSource,
  parameters: RtpParameters | undefined,
): { readonly kind: rtp.Kind; readonly rtpParameters: rtp.Parameters } {
  if (kind !== 'audio' && kind !== 'video') return refuse('neither audio nor video');
  requireThat(KIND_OF_SOURCE[source] === kind, `${source} is not a source of ${kind}`);
  if (parameters === undefined) return refuse('no RTP parameters');
  checkParameters(kind, parameters);
  return { kind, rtpParameters: rtp.parametersFromWire(parameters) };
}

/** RTP parameters of one track, from a client or another node. Throws RTP_REFUSED. */
export function checkParameters(kind: rtp.Kind, parameters: RtpParameters): void {
  const { codecs, headerExtensions, encodings, mid, cname, msid } = parameters;
  requireThat(codecs.length >= 1 && codecs.length <= LIMITS.codecs, 'no or too many codecs');
  codecs.forEach(checkCodec);
  requireThat(
    codecs.every((codec) => codec.mimeType.toLowerCase().startsWith(`${kind}/`)),
    `a codec is not ${kind}`,
  );
  requireThat(
    new Set(codecs.map((codec) => codec.payloadType)).size === codecs.length,
    'a payload type is used twice',
  );
  checkExtensions(headerExtensions);
  requireThat(
    new Set(headerExtensions.map(({ id }) => id)).size === headerExtensions.length,
    'a header extension id is used twice',
  );
  requireThat(mid === '' || SHORT_NAME.test(mid), 'the MID is not usable');
  requireThat(cname.length <= LIMITS.text && msid.length <= LIMITS.text, 'a name is too long');
  checkEncodings(encodings, mid);
}

/** Hex digits of each hash function (RFC 8122 section 5), two per byte. */
const DIGEST_BYTES: Readonly<Record<FingerprintAlgorithm, number>> = {
  'sha-1': 20,
  'sha-224': 28,
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
};

const isAlgorithm = (text: string): text is FingerprintAlgorithm => Object.hasOwn(DIGEST_BYTES, text);
const isRole = (text: string): text is DtlsRole => text === 'auto' || text === 'client' || text === 'server';

/** A browser's end of DTLS. Throws RTP_REFUSED. An empty role is "auto". */
export function connectable(dtls: DtlsWire | undefined): DtlsParameters {
  if (dtls === undefined) return refuse('no DTLS parameters');
  const role = dtls.role === '' ? 'auto' : dtls.role;
  if (!isRole(role)) return refuse('the DTLS role is not one');
  requireThat(
    dtls.fingerprints.length >= 1 && dtls.fingerprints.length <= LIMITS.fingerprints,
    'no or too many fingerprints',
  );
  const fingerprints = dtls.fingerprints.map(({ algorithm, value }) => {
    const name = algorithm.toLowerCase();
    if (!isAlgorithm(name)) return refuse('the fingerprint algorithm is not supported');
    const digest = new RegExp(`^([0-9A-Fa-f]{2}:){${DIGEST_BYTES[name] - 1}}[0-9A-Fa-f]{2}$`);
    requireThat(digest.test(value), 'the fingerprint is not of its algorithm');
    return { algorithm: name, value };
  });
  return { role, fingerprints };
}
