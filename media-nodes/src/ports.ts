import type { rtp } from '@weft/proto';

/**
 * The media engine as the core sees it: the narrow part of mediasoup that a
 * room needs. Objects close downwards: closing a router closes its transports,
 * closing a transport its producers and consumers. Closing twice is harmless.
 */
export interface Engine {
  /** Starts one worker process with its sockets. Throws when it cannot run or its ports are taken. */
  startWorker(options: EngineWorkerOptions): Promise<EngineWorker>;
}

export interface EngineWorkerOptions {
  /** The address that browsers' media arrives at. */
  readonly listenIp: string;
  /** What browsers are told instead of the listen address; undefined = the listen address. */
  readonly announcedAddress: string | undefined;
  /** One UDP and one TCP socket listen here; 0 = free ports. */
  readonly port: number;
}

/** One worker process. */
export interface EngineWorker {
  readonly pid: number;
  /** Transports of clients and pipes that are open on it now. */
  readonly transports: number;
  createRouter(codecs: readonly RouterCodec[]): Promise<EngineRouter>;
  /** CPU time used since the worker started, in milliseconds. Throws when the worker is gone. */
  cpuTimeMs(): Promise<number>;
  /** Called once when the process ended by itself; never after `close`. */
  onDied(listener: () => void): void;
  /** Ends the process at once, though it may be frozen; `onDied` follows. */
  kill(): void;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/** A codec as a router is told of it: the payload type may be left to the engine. */
export interface RouterCodec {
  readonly kind: rtp.Kind;
  readonly mimeType: string;
  readonly clockRate: number;
  readonly channels?: number;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/** Where one room's media meets. */
export interface EngineRouter {
  readonly rtpCapabilities: {
    readonly codecs?: readonly rtp.CodecCapability[];
    readonly headerExtensions?: readonly rtp.HeaderExtensionCapability[];
  };
  /** One direction of one participant, over ICE and DTLS on the worker's own ports. */
  createClientTransport(options: {
    /** Whether it can carry data channels (SCTP over DTLS, RFC 8831). */
    readonly data: boolean;
  }): Promise<ClientTransport>;
  /** This node's end of a pipe, with SRTP and retransmission. */
  createPipeTransport(options: { readonly listenIp: string }): Promise<PipeTransport>;
  /** A data producer fed by this process, through the worker. */
  createHeartbeatSource(): Promise<HeartbeatSource>;
  /** Measures how loud the producers given to it are. Costs CPU per audio packet: close it when nobody asks. */
  createLevelMeter(options: {
    readonly intervalMs: number;
    readonly thresholdDbov: number;
  }): Promise<LevelMeter>;
  /** Whether a receiver with these capabilities can decode the producer. */
  canConsume(options: { readonly producerId: string; readonly rtpCapabilities: rtp.Capabilities }): boolean;
  close(): void;
}

export interface Transport {
  readonly id: string;
  readonly closed: boolean;
  /** Throws when the engine refuses the parameters. */
  produce(options: {
    readonly id: string;
    readonly kind: rtp.Kind;
    readonly rtpParameters: rtp.Parameters;
    readonly paused: boolean;
    /** Least time between two key frame requests to the sender, in milliseconds. */
    readonly keyFrameRequestDelay?: number;
  }): Promise<Producer>;
  close(): void;
}

export type IceState = 'new' | 'connected' | 'completed' | 'disconnected' | 'closed';
export type DtlsState = 'new' | 'connecting' | 'connected' | 'failed' | 'closed';
export type DtlsRole = 'auto' | 'client' | 'server';
export type FingerprintAlgorithm = 'sha-1' | 'sha-224' | 'sha-256' | 'sha-384' | 'sha-512';

export interface DtlsParameters {
  role?: DtlsRole;
  fingerprints: { algorithm: FingerprintAlgorithm; value: string }[];
}

export interface IceParameters {
  readonly usernameFragment: string;
  readonly password: string;
  readonly iceLite?: boolean;
}

export interface IceCandidate {
  readonly foundation: string;
  readonly priority: number;
  readonly address: string;
  readonly protocol: 'udp' | 'tcp';
  readonly port: number;
  readonly type: string;
  readonly tcpType?: string;
}

/** SCTP as the worker was set up for it (RFC 8841 names the same values). */
export interface SctpParameters {
  readonly port: number;
  /** Streams outgoing and incoming at most. */
  readonly OS: number;
  readonly MIS: number;
  /** Octets. */
  readonly maxMessageSize: number;
}

/** Messages that this process puts into a room. */
export interface HeartbeatSource {
  readonly producerId: string;
  /** Does nothing once closed. */
  send(payload: Uint8Array): void;
  close(): void;
}

/** A room's messages as one receiver gets them. */
export interface DataConsumer {
  readonly id: string;
  readonly sctpStreamParameters?: { readonly streamId: number } | undefined;
  close(): void;
}

export interface ClientTransport extends Transport {
  readonly iceParameters: IceParameters;
  readonly iceCandidates: readonly IceCandidate[];
  readonly iceState: IceState;
  readonly dtlsParameters: DtlsParameters;
  readonly dtlsState: DtlsState;
  /** Undefined = it carries no data channels. */
  readonly sctpParameters?: SctpParameters | undefined;
  /** Throws when called twice. */
  connect(options: { readonly dtlsParameters: DtlsParameters }): Promise<void>;
  restartIce(): Promise<IceParameters>;
  consume(options: {
    readonly producerId: string;
    readonly rtpCapabilities: rtp.Capabilities;
    readonly paused: boolean;
    /** Answers NACK with retransmission, for audio too. */
    readonly enableRtx: boolean;
  }): Promise<Consumer>;
  /** Messages of a data producer of the same router. Throws without SCTP. */
  consumeData(options: {
    readonly dataProducerId: string;
    readonly ordered: boolean;
    readonly maxRetransmits: number;
  }): Promise<DataConsumer>;
  on(event: 'dtlsstatechange', listener: (state: DtlsState) => void): unknown;
  on(event: 'icestatechange', listener: (state: IceState) => void): unknown;
}

export type CryptoSuite =
  | 'AEAD_AES_256_GCM'
  | 'AEAD_AES_128_GCM'
  | 'AES_CM_128_HMAC_SHA1_80'
  | 'AES_CM_128_HMAC_SHA1_32';

export interface SrtpParameters {
  cryptoSuite: CryptoSuite;
  /** Master key and salt. Secret. */
  keyBase64: string;
}

export interface PipeTransport extends Transport {
  readonly tuple: { readonly localPort: number };
  readonly srtpParameters?: SrtpParameters | undefined;
  /** Throws when called twice or when the address is not an IP. */
  connect(options: {
    readonly ip: string;
    readonly port: number;
    readonly srtpParameters: SrtpParameters;
  }): Promise<void>;
  /** Sends every layer of the producer to the other end. */
  consume(options: { readonly producerId: string }): Promise<Consumer>;
}

/** What is counted of one RTP stream. Bitrate in bits per second, score 0 to 10. */
export interface StreamStat {
  readonly type: string;
  readonly mimeType: string;
  readonly byteCount: number;
  readonly packetCount: number;
  readonly packetsLost: number;
  readonly bitrate: number;
  readonly score: number;
}

/** A track as the engine receives it. */
export interface Producer {
  readonly id: string;
  readonly kind: rtp.Kind;
  readonly closed: boolean;
  readonly paused: boolean;
  /** One for each encoding that arrives; empty while nothing does. */
  readonly score: readonly { readonly score: number }[];
  pause(): Promise<void>;
  resume(): Promise<void>;
  getStats(): Promise<readonly StreamStat[]>;
  close(): void;
  on(event: 'score', listener: () => void): unknown;
  on(event: 'transportclose', listener: () => void): unknown;
}

export interface LayerChoice {
  readonly spatialLayer: number;
  readonly temporalLayer: number;
}

/** A track as the engine sends it to one receiver. */
export interface Consumer {
  readonly id: string;
  readonly producerId: string;
  readonly kind: rtp.Kind;
  readonly closed: boolean;
  readonly paused: boolean;
  readonly rtpParameters: rtp.Parameters;
  readonly score: { readonly score: number };
  /** 'simple': there is but one layer to forward. */
  readonly type: 'simple' | 'simulcast' | 'svc';
  /** What is forwarded now; undefined = nothing yet, or there are no layers. */
  readonly currentLayers?: { readonly spatialLayer: number; readonly temporalLayer?: number } | undefined;
  pause(): Promise<void>;
  /** Asks the sender for a key frame by itself. */
  resume(): Promise<void>;
  requestKeyFrame(): Promise<void>;
  setPreferredLayers(layers: LayerChoice): Promise<void>;
  /** The consumer's own stream first, the producer's after. */
  getStats(): Promise<readonly StreamStat[]>;
  close(): void;
  on(event: 'score' | 'layerschange', listener: () => void): unknown;
  on(event: 'producerpause' | 'producerresume', listener: () => void): unknown;
  on(event: 'transportclose' | 'producerclose', listener: () => void): unknown;
}

/** Tells who is loudest, each interval while somebody is above the threshold, and once when silence falls. */
export interface LevelMeter {
  addProducer(options: { readonly producerId: string }): Promise<void>;
  removeProducer(options: { readonly producerId: string }): Promise<void>;
  close(): void;
  /** The loudest producer, in dBov from -127 (silence) to 0. */
  onLoudest(listener: (producerId: string, dbov: number) => void): void;
  onSilence(listener: () => void): void;
}
