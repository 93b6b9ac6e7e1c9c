import type { CallKind } from '@weft/proto';
import type { CaptureError, CaptureHint, Readable } from './basics.ts';

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
