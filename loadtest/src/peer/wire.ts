import { type MediaPush, rtp, type TransportOptions } from '@weft/proto';
import type { types } from 'mediasoup-client';
import type { OfferedTrack, TransportDescription } from './messages.ts';

/** A transport from the contract's words to mediasoup-client's. Throws when a part is lacking. */
export function transportOf(options: TransportOptions | undefined): TransportDescription {
  const { transportId, ice, candidates = [], dtls } = options ?? {};
  if (transportId === undefined || ice === undefined || dtls === undefined) {
    throw new Error('the node described a transport without ICE or DTLS');
  }
  return {
    id: transportId,
    iceParameters: { ...ice },
    iceCandidates: candidates.map(({ tcpType, ...candidate }) => ({
      ...candidate,
      ip: candidate.address,
      protocol: candidate.protocol === 'tcp' ? 'tcp' : 'udp',
      type: 'host',
      ...(tcpType === '' ? {} : { tcpType: 'passive' }),
    })),
    dtlsParameters: {
      role: 'auto',
      fingerprints: dtls.fingerprints.map(({ algorithm, value }) => ({
        algorithm: algorithm as types.DtlsFingerprint['algorithm'],
        value,
      })),
    },
  };
}

/** The track that a push offers; undefined for any other push. */
export function offeredIn({ body }: MediaPush): OfferedTrack | undefined {
  if (body?.case !== 'trackOffered') return undefined;
  const { track, consumerId, rtp: parameters } = body.value;
  if (track === undefined || parameters === undefined || track.kind === 'unspecified') return undefined;
  const rtpParameters = rtp.parametersFromWire(parameters) as types.RtpParameters;
  return { consumerId, trackId: track.trackId, kind: track.kind, rtpParameters };
}
