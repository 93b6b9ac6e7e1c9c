import type { rtp } from '@weft/proto';
import type { types } from 'mediasoup-client';

/** A transport as the node describes it, in mediasoup-client's words. */
export type TransportDescription = Pick<
  types.TransportOptions,
  'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'
>;

/** What a peer in the page asks its session outside. */
export type PeerRequest =
  | { readonly ask: 'join'; readonly capabilities: types.RtpCapabilities }
  | { readonly ask: 'connect'; readonly transportId: string; readonly dtlsParameters: types.DtlsParameters }
  | {
      readonly ask: 'produce';
      readonly transportId: string;
      readonly kind: rtp.Kind;
      readonly rtpParameters: types.RtpParameters;
    }
  | { readonly ask: 'resume'; readonly consumerId: string };

/** Answers, by request. */
export interface PeerReplies {
  readonly join: { readonly send: TransportDescription; readonly receive: TransportDescription };
  readonly connect: null;
  readonly produce: { readonly id: string };
  readonly resume: null;
}

/** A track that the node offers a peer. */
export interface OfferedTrack {
  readonly consumerId: string;
  readonly trackId: string;
  readonly kind: rtp.Kind;
  readonly rtpParameters: types.RtpParameters;
}

/** What a peer has received of one track. */
export interface Received {
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
}

/** What the page offers to whoever drives it. */
export interface PeerPage {
  /** Makes a peer of that name and joins it. */
  join(name: string, routerCapabilities: types.RtpCapabilities): Promise<void>;
  /** Sends the fake camera's picture; resolves with the track's id. */
  sendCamera(name: string): Promise<string>;
  /** Takes an offered track; resolves when it is resumed. */
  take(name: string, offered: OfferedTrack): Promise<void>;
  /** What has come in of a track that was taken. */
  received(name: string, consumerId: string): Promise<Received>;
}
