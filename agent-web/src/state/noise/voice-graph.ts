import type { Clock, Log, Timer } from '@weft/proto';
import type { VoicePath } from '../devices/microphone.ts';
import type { SuppressorNode } from './model.ts';
import type { NoiseSource } from './noise.ts';

const SAMPLE_RATE = 48_000;
const FADE_SECONDS = 0.02;
const PROBE_INTERVAL_MS = 20;
/** How often it is looked whether sound goes on while the microphone is in use. */
const LOOK_MS = 250;
/** Where it stands still for another reason, an output that is broken, this mends nothing. */
const MAX_ROUSED = 4;
/** Samples looked at for the level: 43 ms. */
const LEVEL_SAMPLES = 2_048;
/** Level 0 of the meter; level 1 is full scale. */
const FLOOR_DBFS = -60;

/** The meter's level of samples from -1 to 1: 0 at or below -60 dBFS, 1 at full scale, even steps of dB between. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i += 1) sum += (samples[i] ?? 0) ** 2;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(rms)) / FLOOR_DBFS));
}

/**
 * The way of the voice from the microphone to what is sent: straight through, or through a suppressor.
 * The sent track stays the same when the microphone or the switch changes, so nothing is negotiated anew.
 *
 * ```
 * microphone ─┬─ straight ──┬─ output (the sent track)
 *             ├─ suppressor ┘
 *             └─ meter
 * ```
 */
export class VoiceGraph implements VoicePath {
  readonly #context: AudioContext;
  readonly #noise: NoiseSource;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #output: MediaStreamAudioDestinationNode;
  readonly #input: GainNode;
  readonly #straight: GainNode;
  readonly #suppressed: GainNode;
  readonly #meter: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  #source: MediaStreamAudioSourceNode | undefined;
  #suppressor: SuppressorNode | undefined;
  #suppress = false;
  #probe: Timer | undefined;
  #look: Timer | undefined;

  constructor(noise: NoiseSource, clock: Clock, log: Log) {
    this.#noise = noise;
    this.#clock = clock;
    this.#log = log;
    this.#context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
    this.#output = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
    this.#input = new GainNode(this.#context);
    this.#straight = new GainNode(this.#context, { gain: 1 });
    this.#suppressed = new GainNode(this.#context, { gain: 0 });
    this.#meter = new AnalyserNode(this.#context, { fftSize: LEVEL_SAMPLES });
    this.#samples = new Float32Array(LEVEL_SAMPLES);
    this.#input.connect(this.#straight).connect(this.#output);
    this.#input.connect(this.#meter);
    this.#suppressed.connect(this.#output);
  }

  /** Whether sound flows: browsers hold it back until the page was touched. */
  get running(): boolean {
    return this.#context.state === 'running';
  }

  /** What to send. Silent while there is no microphone. */
  get track(): MediaStreamTrack | undefined {
    return this.#output.stream.getAudioTracks()[0];
  }

  /** Tells when sound begins to flow, or stops to. */
  onRunning(listener: () => void): void {
    this.#context.addEventListener('statechange', listener);
  }

  /** Takes the sound from this microphone; undefined = from none. */
  setMicrophone(track: MediaStreamTrack | undefined): void {
    this.#source?.disconnect();
    this.#source = undefined;
    if (track === undefined) return;
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
    this.#source.connect(this.#input);
  }

  /** Lets the voice through the suppressor or past it. The change is heard as soon as the suppressor runs. */
  async setSuppression(on: boolean): Promise<void> {
    if (on === this.#suppress) return;
    this.#suppress = on;
    if (!on) {
      this.#dropSuppressor();
      return;
    }
    const suppressor = await this.#noise.create(this.#context);
    if (suppressor === undefined) return;
    if (!this.#suppress || this.#suppressor !== undefined) {
      suppressor.destroy();
      return;
    }
    this.#suppressor = suppressor;
    this.#input.connect(suppressor).connect(this.#suppressed);
    this.#switchWhenRunning(suppressor);
  }

  /** 0 to 1, of the microphone now. */
  level(): number {
    if (this.#source === undefined) return 0;
    this.#meter.getFloatTimeDomainData(this.#samples);
    return levelOf(this.#samples);
  }

  /** Wakes the graph; does nothing until the browser allows it. */
  resume(): void {
    this.#context
      .resume()
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'audio held back'));
    this.#look?.cancel();
    let seen = -1;
    let roused = 0;
    const look = this.#clock.every(LOOK_MS, () => {
      const { currentTime } = this.#context;
      if (this.running && currentTime === seen && roused < MAX_ROUSED) {
        roused += 1;
        this.#rouse(look);
      }
      seen = currentTime;
    });
    this.#look = look;
  }

  /** Lets it sleep while nobody uses the microphone. */
  suspend(): void {
    this.#look?.cancel();
    this.#look = undefined;
    this.#context
      .suspend()
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'audio is closed'));
  }

  async close(): Promise<void> {
    this.setMicrophone(undefined);
    this.#look?.cancel();
    this.#dropSuppressor();
    if (this.#context.state !== 'closed') await this.#context.close();
  }

  /**
   * A graph that was put to sleep while it woke up says that it runs and stands still, and waking it does
   * nothing (Chromium 156): it has to be put to sleep once more, and stays so where nobody wants it meanwhile.
   */
  #rouse(wanted: Timer): void {
    this.#log.warn({}, 'audio stood still, started again');
    this.#context
      .suspend()
      .then(() => (this.#look === wanted ? this.#context.resume() : undefined))
      .catch((error: unknown) => this.#log.debug({ error: String(error) }, 'audio held back'));
  }

  /**
   * A suppressor gives digital silence until sound has gone its whole way through it, and for good where its
   * program does not start: the voice goes past it for so long.
   */
  #switchWhenRunning(suppressor: SuppressorNode): void {
    const probe = new AnalyserNode(this.#context, { fftSize: LEVEL_SAMPLES });
    suppressor.connect(probe);
    const samples = new Float32Array(LEVEL_SAMPLES);
    this.#probe = this.#clock.every(PROBE_INTERVAL_MS, () => {
      probe.getFloatTimeDomainData(samples);
      if (!samples.some((sample) => sample !== 0)) return;
      this.#probe?.cancel();
      probe.disconnect();
      this.#fade(0, 1);
    });
  }

  #dropSuppressor(): void {
    this.#probe?.cancel();
    this.#fade(1, 0);
    this.#suppressor?.disconnect();
    this.#suppressor?.destroy();
    this.#suppressor = undefined;
  }

  #fade(straight: number, suppressed: number): void {
    const at = this.#context.currentTime;
    for (const [node, gain] of [
      [this.#straight, straight],
      [this.#suppressed, suppressed],
    ] as const) {
      node.gain.cancelScheduledValues(at);
      node.gain.setValueAtTime(node.gain.value, at);
      node.gain.linearRampToValueAtTime(gain, at + FADE_SECONDS);
    }
  }
}
