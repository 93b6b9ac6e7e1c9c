import type {
  CallKind,
  CallSummary,
  EndCause,
  ErrorCode,
  Mesh,
  OfferOutcome,
  PageContext,
  Participant,
  Presence,
  Role,
} from '@weft/proto';

/**
 * What the pages see of this layer: snapshots (readonly unions) and actions.
 *
 * Rules that hold everywhere:
 * - A snapshot is never changed in place: a new one means that something changed.
 * - Actions never throw and return nothing: what came of them is in the next snapshot.
 *   An action that makes no sense in the present state does nothing.
 * - No text for people: codes only. Times "...AtMs" are milliseconds since the Unix
 *   epoch, durations "...Ms" milliseconds, levels 0 to 1.
 */

/** A value over time; `useSyncExternalStore(x.subscribe, x.get)` fits. Both may be passed on unbound. */
export interface Readable<Value> {
  readonly get: () => Value;
  /** Calls after each change until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

// ---- Problems ----

/** Why a microphone, camera or screen cannot be had. */
export type CaptureError =
  /** The person or a policy said no, and the browser will not ask again by itself. */
  | 'denied'
  /** The question was closed without an answer: asking again is possible. */
  | 'dismissed'
  | 'no-device'
  | 'in-use'
  /** The page is not served over https or from this machine. */
  | 'insecure-context'
  /** The page that embeds the widget does not let it use the device (the iframe's `allow`). */
  | 'blocked-by-page'
  | 'unknown';

/** What the person can do about a CaptureError. */
export type CaptureHint =
  | 'allow-in-browser-settings'
  | 'allow-in-system-settings'
  | 'ask-again'
  | 'plug-in-device'
  | 'close-other-program'
  | 'open-over-https'
  | 'tell-site-owner'
  | 'reload';

export type CaptureDevice = 'microphone' | 'camera' | 'screen';

/** What went wrong, to be told in the person's language. */
export type Problem =
  /** A row of the error table. `retryAfterMs` 0 = not said. */
  | {
      readonly name: 'fault';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly retryAfterMs: number;
    }
  | {
      readonly name: 'capture';
      readonly device: CaptureDevice;
      readonly error: CaptureError;
      readonly hint: CaptureHint;
    }
  /** Neither edge nor HTTP API can be reached. */
  | { readonly name: 'network' }
  /** The browser lacks WebRTC or a codec in common with the mesh. */
  | { readonly name: 'unsupported-browser' };

// ---- Link ----

/** The connection to the signaling edge. Media goes on while it is interrupted. */
export type LinkSnapshot =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting' }
  | { readonly name: 'ready'; readonly region: string; readonly edgeId: string }
  | { readonly name: 'interrupted'; readonly sinceAtMs: number; readonly attempt: number }
  | { readonly name: 'failed'; readonly problem: Problem };

// ---- Devices ----

export interface DeviceInfo {
  readonly id: string;
  /** The system's name for it; empty until permission was given. */
  readonly label: string;
}

/** One capturing device: the microphone or the camera. */
export type CaptureSnapshot =
  | { readonly name: 'idle' }
  /** The browser may be asking the person right now. */
  | { readonly name: 'asking' }
  | { readonly name: 'live'; readonly deviceId: string; readonly label: string }
  | { readonly name: 'failed'; readonly error: CaptureError; readonly hint: CaptureHint };

/** What the browser says about permission without asking; 'unknown' where it does not say. */
export type Permission = 'unknown' | 'prompt' | 'granted' | 'denied';

export interface DevicesSnapshot {
  readonly microphones: readonly DeviceInfo[];
  readonly cameras: readonly DeviceInfo[];
  readonly speakers: readonly DeviceInfo[];
  /** What was chosen, remembered over visits; empty = the system's default. */
  readonly microphoneId: string;
  readonly cameraId: string;
  /** For the pages' `setSinkId`; empty = the system's default. */
  readonly speakerId: string;
  readonly microphonePermission: Permission;
  readonly cameraPermission: Permission;
  readonly microphone: CaptureSnapshot;
  readonly camera: CaptureSnapshot;
  /** The camera's picture for a preview or self view; undefined while there is none. Never carries sound. */
  readonly cameraStream: MediaStream | undefined;
  readonly canShareScreen: boolean;
  /** Whether the browser can play to a chosen speaker. */
  readonly canChooseSpeaker: boolean;
}

/** The machine's microphone, camera and speaker, shared by preview and call. */
export interface Devices extends Readable<DevicesSnapshot> {
  /** Opens microphone (and camera) for a preview with level meter; asks for permission when needed. */
  startPreview(kind: CallKind): void;
  /** Closes what only the preview uses; a running call keeps its devices. */
  stopPreview(): void;
  /** Remembers, and switches what is live, also in mid-call. Empty = the system's default. */
  chooseMicrophone(deviceId: string): void;
  chooseCamera(deviceId: string): void;
  chooseSpeaker(deviceId: string): void;
  /** Calls about 15 times a second with the microphone's level, 0 (silence or no microphone) to 1, until the returned function is called. */
  readonly watchLevel: (listener: (level: number) => void) => () => void;
}

// ---- Noise suppression ----

export type NoiseSnapshot =
  /** Ours: in an AudioWorklet. `model` may change from gtcrn to rnnoise when the machine is too slow. */
  | {
      readonly name: 'on';
      readonly model: 'gtcrn' | 'rnnoise';
      readonly reason: 'default' | 'slow-machine' | 'load-failed';
    }
  /**
   * AudioWorklet or WebAssembly is missing, ours failed or is too slow here, or the browser lets no page
   * process sound before the first click ('no-gesture'; ours takes over after it): the browser's own is on.
   */
  | {
      readonly name: 'browser';
      readonly reason: 'no-worklet' | 'no-wasm' | 'load-failed' | 'slow-machine' | 'no-gesture';
    }
  | { readonly name: 'off' };

// ---- Media of a call ----

/** The connection to the media node. */
export type MediaConnection =
  | { readonly name: 'idle' }
  | { readonly name: 'joining' }
  | { readonly name: 'connected'; readonly nodeId: string; readonly region: string }
  /** Being repaired: by ICE restart or by joining anew. */
  | { readonly name: 'repairing'; readonly sinceAtMs: number }
  | { readonly name: 'failed'; readonly problem: Problem }
  | { readonly name: 'closed' };

/** One thing this side can send. */
export type SendSnapshot =
  | { readonly name: 'off' }
  | { readonly name: 'starting' }
  | { readonly name: 'on' }
  /** The device is there, nothing is sent. Only of the microphone. */
  | { readonly name: 'muted' }
  | { readonly name: 'failed'; readonly error: CaptureError; readonly hint: CaptureHint };

export interface RemoteTrack {
  /** The same on every node of the call. */
  readonly trackId: string;
  /** Stays the same object for as long as this participant sends this source, whatever happens below. */
  readonly stream: MediaStream;
  /** The sender paused it (mute, camera covered) or the call is held: show a placeholder. */
  readonly paused: boolean;
  readonly nodeId: string;
  readonly region: string;
}

/** Somebody else in the call. */
export interface RemoteParticipant {
  readonly participantId: string;
  readonly role: Role;
  readonly displayName: string;
  readonly region: string;
  readonly speaking: boolean;
  readonly microphone: RemoteTrack | undefined;
  readonly camera: RemoteTrack | undefined;
  readonly screen: RemoteTrack | undefined;
  readonly screenAudio: RemoteTrack | undefined;
  readonly quality: QualityLevel;
}

/** unknown = too early to tell. */
export type QualityLevel = 'unknown' | 'bad' | 'poor' | 'good' | 'excellent';

/** How this side's connection does, measured every two seconds. */
export interface QualitySnapshot {
  /** The worse of both directions. */
  readonly level: QualityLevel;
  /** To the media node; undefined until measured. */
  readonly rttMs: number | undefined;
  /** Share of packets lost on the way to us, 0 to 1, since the last measurement. */
  readonly lossShare: number;
  readonly upKbps: number;
  readonly downKbps: number;
  /** Of the remote picture (screen before camera); 0 when there is none. */
  readonly width: number;
  readonly height: number;
}

export interface MediaSnapshot {
  readonly connection: MediaConnection;
  readonly microphone: SendSnapshot;
  readonly camera: SendSnapshot;
  readonly screen: SendSnapshot;
  /** What others see of us; undefined while off. */
  readonly cameraStream: MediaStream | undefined;
  readonly screenStream: MediaStream | undefined;
  readonly remotes: readonly RemoteParticipant[];
  readonly quality: QualitySnapshot;
}

/** The buttons of a call view; the same for customer and desk. Nothing happens while there is no call. */
export interface CallControls {
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  /** Opens the browser's choice of screen, window or tab; must come from a click. */
  startScreen(): void;
  stopScreen(): void;
  hangUp(): void;
  /** The pages call this when a remote track's first frame was shown (requestVideoFrameCallback). */
  firstFrameShown(trackId: string): void;
}

// ---- Customer ----

/** A live call as both sides see it. */
export interface CallView {
  readonly callId: string;
  readonly kind: CallKind;
  readonly epoch: number;
  readonly customer: Participant | undefined;
  readonly agent: Participant | undefined;
  readonly page: PageContext | undefined;
  readonly requestedAtMs: number;
  /** 0 until an agent accepted. */
  readonly answeredAtMs: number;
}

export type CustomerState =
  | { readonly name: 'idle' }
  /** Permission is being asked for (`asking`), the call is being requested (`requesting`), or a call of before a reload is being taken up again (`resuming`). */
  | {
      readonly name: 'preparing';
      readonly kind: CallKind;
      readonly step: 'asking' | 'requesting' | 'resuming';
    }
  /** `queuePlace` from 1. `agentsOnDuty` 0: nobody is there at the moment. */
  | {
      readonly name: 'waiting';
      readonly call: CallView;
      readonly queuePlace: number;
      readonly agentsOnDuty: number;
    }
  | { readonly name: 'ringing'; readonly call: CallView }
  | { readonly name: 'in-call'; readonly call: CallView; readonly phase: 'active' | 'held' }
  | { readonly name: 'ended'; readonly call: CallView; readonly cause: EndCause; readonly durationMs: number }
  | { readonly name: 'failed'; readonly problem: Problem };

export interface CustomerSnapshot {
  readonly link: LinkSnapshot;
  readonly state: CustomerState;
  /** Live from 'waiting' on: the customer is joined while waiting. */
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
}

/** Made by `createCustomer(options)` of state/customer-page.ts: each page has its own, so that none carries another's code. */
export interface Customer extends Readable<CustomerSnapshot>, CallControls, AsyncDisposable {
  readonly devices: Devices;
  /** Seconds since the call was answered; 0 when none runs. Changes once a second. */
  readonly callSeconds: Readable<number>;
  readonly diagnostics: Diagnostics;
  /** Connects, loads what makes the first call fast, and takes up a call of before a reload. Call once, when the widget opens. */
  open(): void;
  start(kind: CallKind): void;
  /** From 'ended' or 'failed' to 'idle'. */
  reset(): void;
  setNoiseSuppression(on: boolean): void;
}

export interface CustomerOptions {
  /** Base of the HTTP API, such as "https://weft.example"; edges come from there. */
  readonly apiUrl: string;
  /** "widget/0.1.0": for the edge's log. */
  readonly client: string;
  /** Overrides the measured region (`?region=eu`); empty or absent = the nearest. */
  readonly region?: string;
  readonly displayName?: string;
  /** The queue that calls go to; empty or absent = the default queue. */
  readonly queueId?: string;
  /** Asked for at every start of a call. */
  readonly page: () => PageContext;
  readonly video?: VideoWish;
}

/** Overrides what is chosen by the machine, for tests and support. Absent = chosen. */
export interface VideoWish {
  readonly width: number;
  readonly height: number;
  /** "video/VP8", "video/H264", "video/VP9", "video/AV1". */
  readonly codec?: string;
}

// ---- Desk ----

/** An offer as the desk shows it. */
export interface OfferView {
  readonly offerId: string;
  readonly callId: string;
  readonly kind: CallKind;
  readonly customer: Participant | undefined;
  readonly page: PageContext | undefined;
  readonly waitedMs: number;
}

export type DeskWork =
  | { readonly name: 'none' }
  /** Rings. The countdown is `Desk.countdown`. */
  | { readonly name: 'offered'; readonly offer: OfferView }
  | { readonly name: 'accepting'; readonly offer: OfferView }
  | { readonly name: 'in-call'; readonly call: CallView; readonly phase: 'active' | 'held' }
  /** The call just ended; `dismiss()` or the next offer clears it. */
  | {
      readonly name: 'ended';
      readonly call: CallView;
      readonly cause: EndCause;
      readonly durationMs: number;
    };

export type DeskState =
  /** Finding out whether the refresh cookie of before still signs in. */
  | { readonly name: 'restoring' }
  /** `problem`: why the last sign-in failed, or why a signed-in desk was put out (SIGNED_IN_ELSEWHERE). */
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | {
      readonly name: 'signed-in';
      readonly agentId: string;
      readonly displayName: string;
      /** 'unspecified' until the control plane has answered. */
      readonly presence: Presence;
      /** "chosen", "in-call", "not-responding", "signed-off"; empty when not known. */
      readonly presenceReason: string;
      /** Customers in the queue. */
      readonly waiting: number;
      /** Today's calls, newest first. */
      readonly history: readonly CallSummary[];
      readonly work: DeskWork;
      /** What became of the last offer, until the next one. */
      readonly lastOffer: OfferOutcome | undefined;
      /** The last action that failed; `dismiss()` clears it. */
      readonly problem: Problem | undefined;
    };

export interface DeskSnapshot {
  readonly link: LinkSnapshot;
  readonly state: DeskState;
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
  /**
   * Offers are accepted at once (`?auto=1` or the switch). While it is on and the agent is available,
   * microphone and camera stay open (once allowed), so that nobody waits for them.
   */
  readonly autoAccept: boolean;
  /** The ring tone sounds for offers. */
  readonly ring: boolean;
}

/** Time left of the ringing offer; both 0 when none rings. Changes four times a second. */
export interface Countdown {
  readonly leftMs: number;
  readonly totalMs: number;
}

/** Made by `createDesk(options)` of state/desk-page.ts: each page has its own, so that none carries another's code. */
export interface Desk extends Readable<DeskSnapshot>, CallControls, AsyncDisposable {
  readonly devices: Devices;
  readonly callSeconds: Readable<number>;
  readonly countdown: Readable<Countdown>;
  readonly diagnostics: Diagnostics;
  /** Tries the refresh cookie of before. Call once. */
  open(): void;
  signIn(login: string, password: string): void;
  signOut(): void;
  setPresence(presence: 'available' | 'busy' | 'away'): void;
  accept(): void;
  decline(): void;
  setHold(on: boolean): void;
  setAutoAccept(on: boolean): void;
  setNoiseSuppression(on: boolean): void;
  /** Whether the ring tone sounds for offers; remembered. */
  setRing(on: boolean): void;
  dismiss(): void;
}

export interface DeskOptions {
  readonly apiUrl: string;
  readonly client: string;
  readonly region?: string;
  /** Start value of the auto-accept switch (`?auto=1`). */
  readonly autoAccept?: boolean;
  readonly video?: VideoWish;
}

// ---- Ops ----

export type OpsState =
  | { readonly name: 'restoring' }
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | {
      readonly name: 'signed-in';
      readonly displayName: string;
      /** Undefined until the first state arrived. `stale` = the link is interrupted. */
      readonly mesh: Mesh | undefined;
      readonly stale: boolean;
      /** Nodes whose drain was asked for and not yet confirmed by the mesh. */
      readonly draining: readonly string[];
      readonly problem: Problem | undefined;
    };

export interface OpsSnapshot {
  readonly link: LinkSnapshot;
  readonly state: OpsState;
}

/** Made by `createOps(options)` of state/ops-page.ts: each page has its own, so that none carries another's code. */
export interface Ops extends Readable<OpsSnapshot>, AsyncDisposable {
  open(): void;
  signIn(login: string, password: string): void;
  signOut(): void;
  /** False takes a drain back. */
  drain(nodeId: string, on: boolean): void;
  dismiss(): void;
}

export interface OpsOptions {
  readonly apiUrl: string;
  readonly client: string;
  readonly region?: string;
}

// ---- Diagnostics: window.weft, for tests and support; read-only ----

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
