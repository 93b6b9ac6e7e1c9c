import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { CaptureSnapshot, Readable } from '../types.ts';
import { captureFailure } from './capture-failure.ts';
import type { CapturePlatform } from './platform.ts';

/** Who needs a device: it is closed when nobody does. 'standby' = a call may begin at any moment. */
export type CaptureUser = 'preview' | 'standby' | 'call';

export interface CaptureOptions {
  readonly device: 'microphone' | 'camera';
  readonly platform: CapturePlatform;
  readonly log: Log;
  /** Asks the browser; `deviceId` empty = the system's default. Rejects with what the browser throws. */
  readonly capture: (deviceId: string) => Promise<MediaStreamTrack>;
  /** Another track is there, or none any more. The one before has ended. */
  readonly changed: (track: MediaStreamTrack | undefined) => void;
}

/** One capturing device shared by its users: opened once, reopened when another is chosen or it is unplugged. */
export class Capture {
  readonly #options: CaptureOptions;
  readonly #users = new Set<CaptureUser>();
  readonly #state: Cell<CaptureSnapshot> = createCell<CaptureSnapshot>({ name: 'idle' });
  #deviceId = '';
  #track: MediaStreamTrack | undefined;
  #opening: Promise<void> | undefined;
  /** Raised when what is being opened is not wanted any more. */
  #generation = 0;

  constructor(options: CaptureOptions) {
    this.#options = options;
  }

  get state(): Readable<CaptureSnapshot> {
    return this.#state;
  }

  get inUse(): boolean {
    return this.#users.size > 0;
  }

  /** Opens for a user; the browser asks for permission when needed. Rejects with a CaptureFailure. */
  async open(user: CaptureUser): Promise<void> {
    this.#users.add(user);
    // Again when what was being opened was given up meanwhile (another device chosen, closed and opened).
    while (this.#track === undefined && this.#users.has(user)) await (this.#opening ?? this.#start());
  }

  /** Closes for a user; the device's light goes out when nobody needs it any more. */
  close(user: CaptureUser): void {
    this.#users.delete(user);
    if (this.#users.size === 0) this.drop();
  }

  /** Lets the device go, though somebody may use it: whoever opens it next has it anew, and so do all its users. */
  drop(): void {
    this.#generation += 1;
    this.#opening = undefined;
    this.#replace(undefined);
    this.#state.set({ name: 'idle' });
  }

  /** Takes another device, at once when one is in use: live, being opened, or not to be had. */
  choose(deviceId: string): void {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    if (this.inUse) this.reopen();
  }

  /** Opens again with what is wanted now; the old track is used until the new one is there. */
  reopen(): void {
    this.#generation += 1;
    this.#start().catch((error: unknown) =>
      this.#options.log.warn({ device: this.#options.device, error: String(error) }, 'device not reopened'),
    );
  }

  #start(): Promise<void> {
    const opening = this.#open().finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    this.#opening = opening;
    return opening;
  }

  async #open(): Promise<void> {
    const { device, platform } = this.#options;
    const generation = this.#generation;
    if (this.#track === undefined) this.#state.set({ name: 'asking' });
    let track: MediaStreamTrack;
    try {
      track = await this.#captureChosen();
    } catch (error) {
      // What was given up meanwhile may fail.
      if (generation !== this.#generation) return;
      const failure = captureFailure(device, error, platform.context(device));
      this.#replace(undefined);
      this.#state.set({ name: 'failed', error: failure.error, hint: failure.hint });
      throw failure;
    }
    if (generation !== this.#generation) {
      track.stop();
      return;
    }
    track.addEventListener('ended', () => this.#ended(track));
    this.#replace(track);
    this.#state.set({ name: 'live', deviceId: track.getSettings().deviceId ?? '', label: track.label });
  }

  /** When the chosen one is not there the default one is better than an error; it is chosen still, and may come back. */
  async #captureChosen(): Promise<MediaStreamTrack> {
    const { capture } = this.#options;
    const deviceId = this.#deviceId;
    try {
      return await capture(deviceId);
    } catch (error) {
      if (deviceId === '' || !saysMissing(error)) throw error;
      return capture('');
    }
  }

  /** Unplugged, or taken away by the system: the default device is better than none. */
  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.#track = undefined;
    this.#deviceId = '';
    this.reopen();
  }

  #replace(track: MediaStreamTrack | undefined): void {
    const before = this.#track;
    if (before === undefined && track === undefined) return;
    this.#track = track;
    this.#options.changed(track);
    before?.stop();
  }
}

/** Not every browser's OverconstrainedError is an Error. */
function saysMissing(thrown: unknown): boolean {
  const name = typeof thrown === 'object' && thrown !== null && 'name' in thrown ? thrown.name : '';
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}
