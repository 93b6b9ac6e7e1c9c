import type { RoomTrack } from './track.ts';

export interface RoomTracksOptions {
  /** Tracks are other than before: receivers get or lose them now. */
  readonly changed: () => void;
}

/** The tracks whose media is in one room's router, produced here or piped in. */
export class RoomTracks {
  readonly #tracks = new Map<string, RoomTrack>();
  readonly #options: RoomTracksOptions;

  constructor(options: RoomTracksOptions) {
    this.#options = options;
  }

  get(trackId: string): RoomTrack | undefined {
    return this.#tracks.get(trackId);
  }

  /** Those produced here. */
  get own(): RoomTrack[] {
    return [...this.#tracks.values()].filter(({ origin }) => origin === 'here');
  }

  /** Those produced here on home legs: what other nodes may take. */
  get home(): RoomTrack[] {
    return this.own.filter(({ standby }) => !standby);
  }

  add(track: RoomTrack): void {
    this.#tracks.set(track.id, track);
    this.#options.changed();
  }

  /** Takes tracks away: first from those who receive them, then from the engine. */
  remove(tracks: readonly RoomTrack[]): void {
    for (const track of tracks) if (this.#tracks.get(track.id) === track) this.#tracks.delete(track.id);
    this.#options.changed();
    for (const { producer } of tracks) producer.close();
  }

  /** The room closes: nobody receives anything any more. */
  close(): void {
    for (const { producer } of this.#tracks.values()) producer.close();
    this.#tracks.clear();
  }
}
