import type { Role } from '@weft/proto';
import type { CaptureError, CaptureHint, Problem } from './basics.ts';

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
  /** And this when a remote picture is shown, and whenever it is shown larger or smaller. Device pixels. */
  pictureShown(trackId: string, height: number): void;
}
