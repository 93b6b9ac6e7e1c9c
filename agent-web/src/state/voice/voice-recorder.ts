import type { Clock, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { captureFailure } from '../devices/capture-failure.ts';
import { problemOf } from '../problem.ts';
import type { ChosenFile, Problem, Readable } from '../types.ts';
import type { Recording, VoicePlatform } from './voice-platform.ts';

/** A voice message is no longer. */
export const MAX_VOICE_MS = 180_000;
/** How soon the time running is told. */
const TELL_EVERY_MS = 200;
const SECOND_MS = 1_000;

const ENDINGS: Readonly<Record<string, string>> = {
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
};
const NAME = 'voice-message';

/** Whether a file is a voice message by its name, which both sides' pages give it. */
export const isVoiceMessage = (fileName: string): boolean => /^voice-message\.\w{3,4}$/.test(fileName);

export type VoiceSnapshot =
  | { readonly name: 'idle' }
  /** The browser asks the person for the microphone. */
  | { readonly name: 'asking' }
  | { readonly name: 'recording'; readonly seconds: number }
  /** It is over and waits for being sent; `full`: it is as long as one may be. */
  | { readonly name: 'recorded'; readonly seconds: number; readonly full: boolean }
  /** No problem = the browser failed and does not say why. */
  | { readonly name: 'failed'; readonly problem: Problem | undefined };

interface UnderWay {
  readonly track: MediaStreamTrack;
  readonly recording: Recording;
  readonly timer: Timer;
  readonly sinceMs: number;
}

/** Records one voice message after the other, with a microphone of its own that is closed at once. */
export class VoiceRecorder implements Readable<VoiceSnapshot> {
  readonly #platform: VoicePlatform;
  readonly #clock: Clock;
  readonly #cell: Cell<VoiceSnapshot> = createCell<VoiceSnapshot>({ name: 'idle' });
  #underWay: UnderWay | undefined;
  /** Raised when what is being opened is not wanted any more. */
  #generation = 0;

  constructor({ platform, clock }: { readonly platform: VoicePlatform; readonly clock: Clock }) {
    this.#platform = platform;
    this.#clock = clock;
  }

  readonly get = (): VoiceSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** What it will be, such as "audio/webm"; empty = this browser cannot record. */
  get mediaType(): string {
    return this.#platform.mediaType;
  }

  /** Asks for the microphone and begins. Nothing while one is under way. */
  async start(): Promise<void> {
    const { name } = this.get();
    if (name !== 'idle' && name !== 'failed') return;
    this.#generation += 1;
    const generation = this.#generation;
    this.#cell.set({ name: 'asking' });
    let track: MediaStreamTrack;
    try {
      track = await this.#platform.openMicrophone();
    } catch (error) {
      if (generation !== this.#generation) return;
      const failure = captureFailure('microphone', error, this.#platform.context());
      this.#cell.set({ name: 'failed', problem: problemOf(failure) });
      return;
    }
    if (generation !== this.#generation) {
      track.stop();
      return;
    }
    this.#begin(track);
  }

  /** Stops, and keeps what was said until it is sent or discarded: a call begins, or it is as long as one may be. */
  hold(): void {
    const state = this.get();
    if (state.name === 'asking') this.cancel();
    else if (state.name === 'recording') this.#hold(false);
  }

  /** Throws away what was said. */
  cancel(): void {
    this.#generation += 1;
    this.#let();
    this.#underWay = undefined;
    this.#cell.set({ name: 'idle' });
  }

  /** Ends it and gives the message; undefined = there is none, or it failed. Never rejects. */
  async finish(): Promise<ChosenFile | undefined> {
    const underWay = this.#underWay;
    if (underWay === undefined) return undefined;
    const generation = this.#generation;
    try {
      const stopped = underWay.recording.stop();
      this.#let();
      const blob = await stopped;
      if (generation !== this.#generation) return undefined;
      this.cancel();
      const { type, size } = blob;
      return { name: `${NAME}.${ENDINGS[type] ?? 'webm'}`, type, size, blob };
    } catch {
      if (generation === this.#generation) this.#fail();
      return undefined;
    }
  }

  #begin(track: MediaStreamTrack): void {
    let recording: Recording;
    try {
      recording = this.#platform.record(track);
    } catch {
      track.stop();
      this.#fail();
      return;
    }
    // Unplugged, or taken away by the system: what was said is there.
    track.addEventListener('ended', () => this.hold());
    const timer = this.#clock.every(TELL_EVERY_MS, () => this.#tell());
    this.#underWay = { track, recording, timer, sinceMs: this.#clock.monotonic() };
    this.#cell.set({ name: 'recording', seconds: 0 });
  }

  #tell(): void {
    const { sinceMs } = this.#underWay ?? {};
    if (sinceMs === undefined || this.get().name !== 'recording') return;
    const elapsedMs = this.#clock.monotonic() - sinceMs;
    if (elapsedMs >= MAX_VOICE_MS) this.#hold(true);
    else this.#cell.set({ name: 'recording', seconds: Math.floor(elapsedMs / SECOND_MS) });
  }

  #hold(full: boolean): void {
    const state = this.get();
    const seconds = full ? MAX_VOICE_MS / SECOND_MS : state.name === 'recording' ? state.seconds : 0;
    // Whoever sends it hears of a failure.
    this.#underWay?.recording.stop().catch(() => undefined);
    this.#let();
    this.#cell.set({ name: 'recorded', seconds, full });
  }

  #fail(): void {
    this.#let();
    this.#underWay = undefined;
    this.#cell.set({ name: 'failed', problem: undefined });
  }

  /** The microphone's light goes out. */
  #let(): void {
    this.#underWay?.timer.cancel();
    this.#underWay?.track.stop();
  }
}
