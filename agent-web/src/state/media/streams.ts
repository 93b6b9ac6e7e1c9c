/**
 * One MediaStream for each source of each participant. That of a sound is the same object for as long as
 * the source is in the call: the element that plays it goes on when its track moves to another leg. Each
 * track of a picture has one of its own, so that the earlier picture can stay until the next one begins.
 */
export class Streams {
  readonly #streams = new Map<string, MediaStream>();

  /** Puts the track into the participant's stream, in place of an earlier one. */
  put(participantId: string, source: string, track: MediaStreamTrack): MediaStream {
    const isNext = track.kind === 'video' && !this.of(participantId, source).getTracks().includes(track);
    if (isNext) this.drop(participantId, source);
    return this.hold(participantId, source, [track]);
  }

  /** Has exactly these tracks in the participant's stream. */
  hold(participantId: string, source: string, tracks: readonly MediaStreamTrack[]): MediaStream {
    const stream = this.of(participantId, source);
    // First the new ones, so that the stream is never without a track.
    const before = stream.getTracks();
    for (const track of tracks) if (!before.includes(track)) stream.addTrack(track);
    for (const old of before) if (!tracks.includes(old)) stream.removeTrack(old);
    return stream;
  }

  /** The participant's stream as it is. */
  of(participantId: string, source: string): MediaStream {
    const key = `${participantId} ${source}`;
    const stream = this.#streams.get(key) ?? new MediaStream();
    this.#streams.set(key, stream);
    return stream;
  }

  /** Whether something comes on a track of the stream. */
  flows(participantId: string, source: string): boolean {
    const tracks = this.of(participantId, source).getTracks();
    return tracks.some(({ readyState, muted }) => readyState === 'live' && !muted);
  }

  /** Forgets everybody but these participants. */
  keepOnly(participants: { has(participantId: string): boolean }): void {
    for (const key of [...this.#streams.keys()])
      if (!participants.has(key.split(' ')[0] ?? '')) this.#streams.delete(key);
  }

  /** Forgets a participant who left, or one source that is sent no more. */
  drop(participantId: string, source?: string): void {
    for (const key of [...this.#streams.keys()])
      if (source === undefined ? key.startsWith(`${participantId} `) : key === `${participantId} ${source}`)
        this.#streams.delete(key);
  }
}
