import type { Clock, Log, Timer, Track } from '@weft/proto';
import type { Leg } from '../media/leg.ts';
import type { Sound } from '../media/received.ts';
import type { Streams } from '../media/streams.ts';
import { chooseCopy, flowingCopies, type VoiceCopy } from './choose-copy.ts';

export interface VoicesOptions {
  /** The legs that sound is received on, the one that carries the call first. */
  readonly legs: () => readonly Pick<Leg, 'nodeId' | 'sounds'>[];
  readonly streams: Streams;
  readonly clock: Clock;
  readonly log: Log;
}

/** A frame: a copy that stops is left within three of them or four. */
const LOOK_MS = 20;

interface Copy extends Sound, VoiceCopy<MediaStreamTrack> {
  readonly nodeId: string;
}

/** One voice: everything of one source that one participant sends. */
interface Voice {
  readonly participantId: string;
  readonly source: string;
  readonly copies: Copy[];
}

/**
 * The sound of a hot call. Each voice comes in several copies, over both legs; all of them are in
 * the voice's stream and are decoded, and one is enabled. When that one stops, the next is
 * enabled at once, here, whatever anybody else makes of it.
 */
export class Voices {
  readonly #options: VoicesOptions;
  /** What is played of each voice. */
  readonly #playing = new Map<string, MediaStreamTrack>();
  #voices: readonly Voice[] = [];
  #timer: Timer | undefined;

  constructor(options: VoicesOptions) {
    this.#options = options;
  }

  /** Whether this is a hot call: then streams of sound are filled here. */
  get active(): boolean {
    return this.#timer !== undefined;
  }

  /** So many copies flow of the voice that has fewest; 0 = there is no voice, or the call is not hot. */
  get copies(): number {
    const counts = this.#voices.map(({ copies }) => flowingCopies(copies).length);
    return counts.length === 0 ? 0 : Math.min(...counts);
  }

  /** Safe to repeat. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = this.#options.clock.every(LOOK_MS, () => this.look());
    this.look();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#voices = [];
    this.#playing.clear();
  }

  /** The stream that a track is to be played in; that of a voice of a hot call has every copy of it. */
  streamOf({ participantId, source, kind }: Track, media: MediaStreamTrack): MediaStream {
    const { streams } = this.#options;
    if (!this.active || kind !== 'audio') return streams.put(participantId, source, media);
    this.look();
    return streams.of(participantId, source);
  }

  /** Compares the copies, and plays the right ones. Called also when legs or tracks are others than before. */
  look(): void {
    if (this.#timer === undefined) return;
    const voices = this.#gather();
    for (const [key, voice] of voices) this.#play(key, voice);
    for (const key of this.#playing.keys()) if (!voices.has(key)) this.#playing.delete(key);
    this.#voices = [...voices.values()];
  }

  #gather(): ReadonlyMap<string, Voice> {
    const voices = new Map<string, Voice>();
    for (const { nodeId, sounds } of this.#options.legs())
      for (const sound of sounds) {
        const { participantId, source } = sound.track;
        const key = `${participantId} ${source}`;
        const voice = voices.get(key) ?? { participantId, source, copies: [] };
        voice.copies.push({ ...sound, id: sound.media, nodeId });
        voices.set(key, voice);
      }
    return voices;
  }

  #play(key: string, { participantId, source, copies }: Voice): void {
    const playing = this.#playing.get(key);
    const { id: chosen, reason } = chooseCopy(copies, playing);
    if (chosen === undefined) return;
    for (const { media } of copies) media.enabled = media === chosen;
    this.#options.streams.hold(
      participantId,
      source,
      copies.map(({ media }) => media),
    );
    if (chosen === playing) return;
    this.#playing.set(key, chosen);
    const copy = copies.find(({ id }) => id === chosen);
    const fields = { participantId, source, nodeId: copy?.nodeId, trackId: copy?.track.trackId, reason };
    this.#options.log.debug(fields, 'another copy is played');
  }
}
