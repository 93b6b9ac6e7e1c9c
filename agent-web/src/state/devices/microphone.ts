import type { Clock, Log } from '@weft/proto';
import { Listeners } from '../../link/index.ts';
import { type Cell, createCell } from '../cell.ts';
import type { NoiseSource } from '../noise/noise.ts';
import type { CaptureSnapshot, NoiseSnapshot, Readable } from '../types.ts';
import { Capture, type CaptureUser } from './capture.ts';
import { microphoneConstraints } from './constraints.ts';
import type { CapturePlatform } from './platform.ts';

/** What of the voice graph the microphone uses: a port, so that tests need no AudioContext. */
export interface VoicePath {
  /** Whether sound flows: browsers hold it back until the page was touched. */
  readonly running: boolean;
  /** What to send; the same for as long as the graph lives. */
  readonly track: MediaStreamTrack | undefined;
  onRunning(listener: () => void): void;
  setMicrophone(track: MediaStreamTrack | undefined): void;
  setSuppression(on: boolean): Promise<void>;
  level(): number;
  resume(): void;
  suspend(): void;
  close(): Promise<void>;
}

export interface MicrophoneOptions {
  readonly platform: CapturePlatform;
  readonly noise: NoiseSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined = the browser cannot process sound. */
  readonly createPath: () => VoicePath | undefined;
}

/** The microphone, noise suppression included. What is sent is `output`. */
export class Microphone {
  readonly #options: MicrophoneOptions;
  readonly #capture: Capture;
  readonly #noiseState: Cell<NoiseSnapshot>;
  readonly #outputListeners = new Listeners<MediaStreamTrack>();
  #suppress = true;
  #choice: NoiseSnapshot = { name: 'on', model: 'gtcrn', reason: 'default' };
  #path: VoicePath | undefined;
  #raw: MediaStreamTrack | undefined;
  #output: MediaStreamTrack | undefined;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
    this.#noiseState = createCell(this.#choice);
    this.#capture = new Capture({
      device: 'microphone',
      platform: options.platform,
      log: options.log,
      capture: (deviceId) =>
        options.platform.openMicrophone(microphoneConstraints(deviceId, this.#wantsBrowserSuppression())),
      changed: (track) => {
        this.#raw = track;
        this.#path?.setMicrophone(track);
        this.#chooseOutput();
      },
    });
  }

  get state(): Readable<CaptureSnapshot> {
    return this.#capture.state;
  }

  get noise(): Readable<NoiseSnapshot> {
    return this.#noiseState;
  }

  /**
   * What to send now: the graph's track, which is there (and silent) before the microphone is, or the bare
   * microphone where the page may not process sound. Undefined = nothing yet.
   */
  get output(): MediaStreamTrack | undefined {
    return this.#output;
  }

  /** Tells a track to send in place of the last one. */
  onOutput(listener: (track: MediaStreamTrack) => void): () => void {
    return this.#outputListeners.add(listener);
  }

  /** Finds out what this machine can run, before it is needed. */
  async prepare(): Promise<void> {
    this.#choice = await this.#options.noise.choice();
    this.#tellNoise();
    await this.#applySuppression();
  }

  /** Opens for a user. Rejects with a CaptureFailure. */
  open(user: CaptureUser): Promise<void> {
    const opened = this.#capture.open(user);
    this.#wake();
    return opened;
  }

  close(user: CaptureUser): void {
    this.#capture.close(user);
    if (this.#capture.inUse) return;
    this.#path?.suspend();
    this.#output = undefined;
  }

  choose(deviceId: string): void {
    this.#capture.choose(deviceId);
  }

  /** Works in mid-call: the sent track stays, or is replaced where the browser's own suppressor is used. */
  setSuppression(on: boolean): void {
    if (on === this.#suppress) return;
    const before = this.#wantsBrowserSuppression();
    this.#suppress = on;
    this.#tellNoise();
    void this.#applySuppression();
    if (this.#raw !== undefined && before !== this.#wantsBrowserSuppression()) this.#capture.reopen();
  }

  /** 0 to 1, now. */
  level(): number {
    return this.#path?.level() ?? 0;
  }

  async dispose(): Promise<void> {
    for (const user of ['preview', 'standby', 'call'] as const) this.close(user);
    await this.#path?.close();
    this.#path = undefined;
  }

  #wake(): void {
    if (this.#path === undefined) {
      this.#path = this.#options.createPath();
      this.#path?.onRunning(() => this.#chooseOutput());
      this.#path?.setMicrophone(this.#raw);
      void this.#applySuppression();
    }
    this.#path?.resume();
    this.#chooseOutput();
  }

  #chooseOutput(): void {
    this.#tellNoise();
    const path = this.#path?.running === true ? this.#path.track : undefined;
    const output = this.#capture.inUse ? (path ?? this.#raw) : undefined;
    if (output === this.#output) return;
    this.#output = output;
    if (output !== undefined) this.#outputListeners.tell(output);
  }

  #wantsBrowserSuppression(): boolean {
    return this.#suppress && this.#choice.name === 'browser';
  }

  async #applySuppression(): Promise<void> {
    try {
      await this.#path?.setSuppression(this.#suppress && this.#choice.name === 'on');
    } catch (error) {
      this.#options.log.warn({ error: String(error) }, 'noise suppression not started');
      this.#choice = { name: 'browser', reason: 'load-failed' };
      this.#tellNoise();
      if (this.#raw !== undefined) this.#capture.reopen();
    }
  }

  #tellNoise(): void {
    const held = this.#raw !== undefined && this.#path?.running === false;
    if (!this.#suppress) this.#noiseState.set({ name: 'off' });
    else if (this.#choice.name === 'on' && held)
      this.#noiseState.set({ name: 'browser', reason: 'no-gesture' });
    else this.#noiseState.set(this.#choice);
  }
}
