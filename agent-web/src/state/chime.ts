import type { Log } from '@weft/proto';
import { createCell } from './cell.ts';
import type { TextStore } from './storage.ts';
import type { Readable } from './types.ts';

const KEY = 'weft-chime';
const TONES_HZ = [660, 880] as const;
const TONE_SECONDS = 0.11;
const VOLUME = 0.08;

/** A short sound for a new message, by the browser's oscillators; kept off when the person said so. */
export class Chime {
  readonly on: Readable<boolean>;
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #cell;
  #context: AudioContext | undefined;

  constructor(store: TextStore, log: Log) {
    this.#store = store;
    this.#log = log;
    this.#cell = createCell(store.get(KEY) !== 'off');
    this.on = this.#cell;
  }

  set(on: boolean): void {
    this.#store.set(KEY, on ? undefined : 'off');
    this.#cell.set(on);
  }

  /** Silent while the browser lets the page make no sound: before the first click. */
  play(): void {
    if (!this.#cell.get() || typeof AudioContext !== 'function') return;
    const context = this.#context ?? new AudioContext();
    this.#context = context;
    context
      .resume()
      .then(() => this.#sound(context))
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'chime held back'));
  }

  #sound(context: AudioContext): void {
    TONES_HZ.forEach((frequency, index) => {
      const at = context.currentTime + index * TONE_SECONDS;
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const gain = new GainNode(context, { gain: 0 });
      // Ramps instead of steps: a step clicks.
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(VOLUME, at + 0.01);
      gain.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
      tone.connect(gain).connect(context.destination);
      tone.start(at);
      tone.stop(at + TONE_SECONDS);
    });
  }
}
