import type { Track } from '@weft/proto';
import type { RtcReceiver } from './rtc.ts';

/** A track that is received and could be shown. */
export interface Heard {
  readonly track: Track;
  readonly media: MediaStreamTrack;
}

/** Sound that is received. */
export interface Sound extends Heard {
  /** As a receiver's `arrival`. */
  readonly arrivedAtMs: number | undefined;
}

/** A track on its way to this side over one leg. */
export interface Received {
  /** As it was last told of. */
  track: Track;
  readonly consumerId: string;
  /** How many sizes of it there are. */
  readonly layers: number;
  /** The size that was asked for last; the best when none was. */
  layer?: number;
  /** Undefined while the browser makes its end. */
  receiver: RtcReceiver | undefined;
  /** What the receiver last said of arrivals. */
  arrival?: number;
}

/** The sound among what is received, what is sent by home legs first. */
export const soundsOf = (received: Iterable<Received>): readonly Sound[] =>
  [...received]
    .flatMap(({ track, receiver }) =>
      receiver === undefined || track.kind !== 'audio'
        ? []
        : [{ track, media: receiver.track, arrivedAtMs: receiver.arrival() }],
    )
    .sort((a, b) => Number(a.track.standby) - Number(b.track.standby));
