import type { Clock, Joined, Log, MediaPush, MediaSeat, Track, WeftError } from '@weft/proto';
import type { Ask } from '../ask.ts';
import type { Rtc } from './rtc.ts';

export type Direction = 'send' | 'receive';

/** What a leg tells the call it belongs to. After `lost` or `close` it tells nothing. */
export interface LegEvents {
  readonly joined: (joined: Joined) => void;
  readonly connected: (direction: Direction) => void;
  /** A transport's connection broke; it is being repaired. */
  readonly interrupted: (direction: Direction) => void;
  readonly offered: () => void;
  readonly received: (track: Track, media: MediaStreamTrack) => void;
  /** The node's worker is alive, and the way to it. */
  readonly beat: () => void;
  readonly gone: (trackId: string) => void;
  /** A push that was kept until the join was answered. The leg has done its part with it. */
  readonly told: (push: MediaPush) => void;
  /** The leg cannot go on: the node lost it or cannot be reached. */
  readonly lost: (error: WeftError) => void;
}

export interface LegOptions {
  readonly seat: MediaSeat;
  readonly callId: string;
  readonly epoch: number;
  /** Ready, but silent until woken. */
  readonly standby: boolean;
  readonly ask: Ask;
  readonly rtc: Rtc;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: LegEvents;
}
