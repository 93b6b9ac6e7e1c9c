import type { Frame, Page } from 'playwright-core';

/** One track that a page receives, as `window.weft.stats()` tells it: docs/pages.md. */
export interface RemoteTrackStats {
  readonly trackId: string;
  readonly kind: 'audio' | 'video';
  readonly source: 'microphone' | 'camera' | 'screen' | 'screen-audio';
  readonly paused: boolean;
  readonly codec: string;
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
  readonly audioLevel: number;
  readonly totalAudioEnergy: number;
  readonly packetsReceived: number;
}

/** Milliseconds of the page's life; absent = has not happened in this call. */
export interface CallTimings {
  readonly click?: number;
  readonly requested?: number;
  readonly captured?: number;
  readonly joined?: number;
  readonly sendConnected?: number;
  readonly receiveConnected?: number;
  readonly firstOffer?: number;
  readonly firstRemoteFrame?: number;
}

/** What a page tells of its call. */
export interface CallStats {
  readonly callId: string;
  readonly epoch: number;
  readonly nodeId: string;
  readonly region: string;
  readonly edgeId: string;
  /** Where this side could go on at once; empty = nowhere. */
  readonly standbyNodeId: string;
  /** Both transports there are connected. */
  readonly standbyReady: boolean;
  /** How often this side went on over its standby leg. */
  readonly moves: number;
  /** Of a hot call: so many copies of the other's voice come at once. */
  readonly voiceCopies: number;
  readonly timings: CallTimings;
  readonly remote: readonly RemoteTrackStats[];
}

/** The part of a page's snapshot that the load tests look at. */
export interface Snapshot {
  readonly link: { readonly name: string; readonly region?: string; readonly edgeId?: string };
  readonly state: {
    readonly name: string;
    readonly presence?: string;
    readonly presenceReason?: string;
    readonly queuePlace?: number;
    readonly agentsOnDuty?: number;
    readonly waiting?: number;
    readonly phase?: string;
    readonly cause?: string;
    readonly call?: { readonly callId: string; readonly epoch: number };
    readonly work?: { readonly name: string; readonly phase?: string; readonly cause?: string };
    readonly problem?: object;
  };
  readonly media: {
    readonly connection: { readonly name: string; readonly nodeId?: string; readonly region?: string };
    readonly microphone: { readonly name: string };
    readonly camera: { readonly name: string };
    readonly screen: { readonly name: string };
    readonly remotes: readonly {
      readonly displayName: string;
      readonly microphone?: { readonly trackId: string; readonly paused: boolean };
      readonly camera?: { readonly paused: boolean };
      readonly screen?: { readonly paused: boolean };
    }[];
  };
  readonly noise: { readonly name: string; readonly model?: string; readonly reason?: string };
}

declare global {
  interface Window {
    weft?: { snapshot(): unknown; stats(): Promise<unknown> };
  }
}

/** The page's state now; undefined while its script has not started. */
export const snapshotOf = (frame: Frame | Page): Promise<Snapshot | undefined> =>
  frame.evaluate(() => window.weft?.snapshot() as Snapshot | undefined);

/** The page's media now; undefined while none is joined. */
export const statsOf = (frame: Frame | Page): Promise<CallStats | undefined> =>
  frame.evaluate(() => window.weft?.stats() as Promise<CallStats | undefined> | undefined);
