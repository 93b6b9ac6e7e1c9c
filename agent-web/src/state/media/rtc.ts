import type { Heartbeat, IceParameters, IceServer, rtp, TransportOptions } from '@weft/proto';
import type { SendPlan } from './plan.ts';

/**
 * WebRTC as a leg uses it: a port over mediasoup-client, so that the leg's decisions can be
 * tested without a browser.
 */

/** The browser has no WebRTC that mediasoup-client knows, or no codec in common with the mesh. */
export class UnsupportedBrowser extends Error {
  override readonly name = 'UnsupportedBrowser';
}

/** As RTCPeerConnection.connectionState (W3C WebRTC section 4.3.3). */
export type ConnectionState = RTCPeerConnectionState;

/** Our half of the DTLS handshake, for the node. */
export interface LocalDtls {
  readonly role: string;
  readonly fingerprints: readonly { readonly algorithm: string; readonly value: string }[];
}

export interface RtcTransportOptions {
  readonly transport: TransportOptions;
  readonly iceServers: readonly IceServer[];
  /** Our DTLS parameters are known: the node must be told. Called once, before ICE begins. */
  readonly connect: (dtls: LocalDtls) => void;
  readonly stateChanged: (state: ConnectionState) => void;
}

export interface RtcTransport {
  restartIce(ice: IceParameters): Promise<void>;
  stats(): Promise<RTCStatsReport>;
  close(): void;
}

/** A track that is sent. Owns its track: stops it when it is replaced or closed. */
export interface RtcSender {
  /** Null while nothing is sent. */
  readonly track: MediaStreamTrack | null;
  pause(): void;
  resume(): void;
  /** Sends nothing at all, not even silence, though everything is negotiated; or goes on. Nobody is told. */
  setSilent(silent: boolean): Promise<void>;
  /** Null sends nothing. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  close(): void;
}

/** A track that is received. */
export interface RtcReceiver {
  readonly track: MediaStreamTrack;
  /** When media last arrived, in milliseconds of a clock that all receivers share; undefined before the first. Cheap. */
  arrival(): number | undefined;
  close(): void;
}

export interface SendTransport extends RtcTransport {
  /**
   * Sends a track. `announce` is called with what the node needs to know, before this resolves; the
   * node's answer is not waited for. `silent`: as after setSilent(true).
   */
  send(
    track: MediaStreamTrack,
    plan: SendPlan,
    announce: (rtp: rtp.Parameters) => void,
    silent: boolean,
  ): Promise<RtcSender>;
}

export interface ReceiveTransport extends RtcTransport {
  /** Does ICE and DTLS now, so that the first track need not wait for them. */
  warm(): Promise<void>;
  /** Calls for each beat that comes through the node's worker, until the transport is closed. */
  listen(heartbeat: Heartbeat, beat: () => void): Promise<void>;
  receive(consumerId: string, trackId: string, kind: rtp.Kind, rtp: rtp.Parameters): Promise<RtcReceiver>;
}

/** This browser's WebRTC, fitted to a router's capabilities. */
export interface RtcDevice {
  readonly receiveCapabilities: rtp.Capabilities;
  createSend(options: RtcTransportOptions): SendTransport;
  createReceive(options: RtcTransportOptions): ReceiveTransport;
}

export interface Rtc {
  /** Rejects with UnsupportedBrowser. The same capabilities are loaded once. */
  load(router: rtp.Capabilities): Promise<RtcDevice>;
  /** Does beforehand what the first call would otherwise wait for. Never rejects. */
  prepare(): Promise<void>;
}
