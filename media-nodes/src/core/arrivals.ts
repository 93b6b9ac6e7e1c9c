import { type Clock, WeftError } from '@weft/proto';
import type { RoomTrack } from './track.ts';

/** How long a track may take to come. */
const ARRIVAL_LIMIT_MS = 3_000;

/** Those who wait for a track's media to be in the room. */
export class Arrivals {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Set<(track: RoomTrack) => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  tell(track: RoomTrack): void {
    const waiting = this.#waiting.get(track.id);
    this.#waiting.delete(track.id);
    for (const resolve of waiting ?? []) resolve(track);
  }

  /** Throws TRACK_NOT_FOUND when the track has not come in time. */
  wait(trackId: string): Promise<RoomTrack> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(trackId) ?? new Set();
      this.#waiting.set(trackId, waiting);
      const arrived = (track: RoomTrack): void => {
        timer.cancel();
        resolve(track);
      };
      const timer = this.#clock.after(ARRIVAL_LIMIT_MS, () => {
        waiting.delete(arrived);
        if (waiting.size === 0 && this.#waiting.get(trackId) === waiting) this.#waiting.delete(trackId);
        reject(new WeftError('TRACK_NOT_FOUND', 'the track has not come in time'));
      });
      waiting.add(arrived);
    });
  }
}
