/** One track that is received. */
export interface RemoteTrackStats {
  readonly trackId: string;
  readonly participantId: string;
  readonly kind: 'audio' | 'video';
  readonly source: 'microphone' | 'camera' | 'screen' | 'screen-audio';
  readonly paused: boolean;
  readonly nodeId: string;
  readonly region: string;
  /** "video/VP8", "audio/opus"; empty until packets came. */
  readonly codec: string;
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
  /** Video only: how long frames stood still in sum, and how often. */
  readonly freezeCount: number;
  readonly totalFreezesMs: number;
  /** 0 to 1, at this moment. */
  readonly audioLevel: number;
  /** Rises while there is sound (W3C webrtc-stats totalAudioEnergy). */
  readonly totalAudioEnergy: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly bytesReceived: number;
  readonly jitterMs: number;
}

/** One track that is sent; `framesSent` 0 for sound. */
export interface LocalTrackStats {
  readonly trackId: string;
  readonly kind: 'audio' | 'video';
  readonly source: 'microphone' | 'camera' | 'screen' | 'screen-audio';
  readonly codec: string;
  readonly framesSent: number;
  readonly width: number;
  readonly height: number;
  readonly packetsSent: number;
  readonly bytesSent: number;
}

/** Monotonic milliseconds of one page's life (performance.now()); undefined = has not happened in the present call. */
export interface CallTimings {
  /** The click on a call button, or on "accept". */
  readonly click: number | undefined;
  /** The control plane's answer to the click has arrived. */
  readonly requested: number | undefined;
  readonly captured: number | undefined;
  readonly joined: number | undefined;
  readonly sendConnected: number | undefined;
  readonly receiveConnected: number | undefined;
  /** A remote track was offered for the first time. */
  readonly firstOffer: number | undefined;
  /** The first remote video frame was shown. */
  readonly firstRemoteFrame: number | undefined;
}

export interface CallStats {
  readonly callId: string;
  readonly epoch: number;
  readonly nodeId: string;
  readonly region: string;
  readonly edgeId: string;
  /** The node whose standby leg would take over; empty = none is kept now. */
  readonly standbyNodeId: string;
  /** The standby leg is connected: a move to it loses next to nothing. */
  readonly standbyReady: boolean;
  /** How often this side went on over its standby leg. */
  readonly moves: number;
  /** Of a hot call: so many copies flow of the voice that has fewest; 0 = no voice is heard, or the call is not hot. */
  readonly voiceCopies: number;
  readonly rttMs: number | undefined;
  readonly timings: CallTimings;
  readonly remote: readonly RemoteTrackStats[];
  readonly local: readonly LocalTrackStats[];
}

/** What a page puts at `window.weft`. Nothing here changes anything. */
export interface Diagnostics {
  /** The page's present snapshot, without media objects: plain JSON. */
  readonly snapshot: () => unknown;
  /** Undefined when no media is joined. */
  readonly stats: () => Promise<CallStats | undefined>;
}
