import type { Track, TrackSource } from '@weft/proto';
import type { Producer } from '../ports.ts';

/**
 * A track whose media is in this room's router: produced by a participant here,
 * or piped from another node. Its id is the same everywhere in the call.
 */
export interface RoomTrack {
  readonly id: string;
  readonly participantId: string;
  readonly kind: 'audio' | 'video';
  readonly source: TrackSource;
  readonly producer: Producer;
  /** Produced on a standby leg: ready, but of no other node's business until that leg is home. */
  readonly standby: boolean;
  /** Where it was produced. */
  readonly origin: 'here' | { readonly nodeId: string };
}

/** The track as the wire knows it, with its pause as it is now. */
export const describeTrack = (track: RoomTrack): Track => ({
  trackId: track.id,
  participantId: track.participantId,
  kind: track.kind,
  source: track.source,
  paused: track.producer.paused,
  standby: track.standby,
});
