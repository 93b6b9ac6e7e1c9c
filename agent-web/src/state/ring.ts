import type { Clock, Log, Timer } from '@weft/proto';

/** Rings until stopped. */
export interface Ring {
  start(): void;
  stop(): void;
}

/** Two tones a fourth apart, twice, then a pause: heard in an office, not a siren. */
const TONES_HZ = [587, 784] as const;
const TONE_SECONDS = 0.18;
const PAUSE_MS = 2_400;
const VOLUME = 0.15;

/** By the browser's oscillators: no sound file to fetch. Silent while the browser lets the page make no sound. */
export class ToneRing implements Ring {
  readonly #clock: Clock;
  readonly #log: Log;
  #context: AudioContext | undefined;
  #timer: Timer | undefined;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    if (this.#timer !== undefined || typeof AudioContext !== 'function') return;
    this.#context ??= new AudioContext();
    this.#context
      .resume()
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'ring held back'));
    this.#play();
    this.#timer = this.#clock.every(PAUSE_MS, () => this.#play());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const context = this.#context;
    this.#context = undefined;
    context
      ?.close()
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'ring closed already'));
  }

  #play(): void {
    const context = this.#context;
    if (context === undefined || context.state !== 'running') return;
    [...TONES_HZ, ...TONES_HZ].forEach((frequency, index) => {
      const at = context.currentTime + index * TONE_SECONDS;
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const gain = new GainNode(context, { gain: 0 });
      // Ramps instead of steps: a step clicks.
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(VOLUME, at + 0.02);
      gain.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
      tone.connect(gain).connect(context.destination);
      tone.start(at);
      tone.stop(at + TONE_SECONDS);
    });
  }
}
