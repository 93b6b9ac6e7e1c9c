import type { Log } from '@weft/proto';
import { CaptureFailure } from '../devices/capture-failure.ts';
import type { SendSnapshot } from '../types.ts';
import type { Leg } from './leg.ts';
import type { LegSender } from './leg-sender.ts';
import type { SendPlan, Source } from './plan.ts';

/** Where a slot's track comes from. */
export interface SlotInput {
  /** Opens the device and gives its track; `failed` when it turns out later that there is none. Rejects with a CaptureFailure. */
  acquire(failed: (error: unknown) => void): Promise<MediaStreamTrack>;
  /** Closes the device for this call. */
  release(): void;
}

/**
 * What switching off means: 'mute' keeps the device (the microphone is back at once), 'release' lets it go
 * and keeps the track's place in the call (the camera's light goes out), 'end' takes the track out of the call.
 */
export type SwitchOff = 'mute' | 'release' | 'end';

export interface SendSlotOptions {
  readonly source: Source;
  readonly plan: SendPlan;
  readonly off: SwitchOff;
  readonly input: SlotInput;
  readonly changed: () => void;
  readonly log: Log;
}

type Failure = Pick<CaptureFailure, 'error' | 'hint'>;

/**
 * One thing this side sends, on every leg of the call. What is wanted is set at any time; one step
 * after another brings the device and the legs there, so that quick clicks cannot interleave.
 */
export class SendSlot {
  readonly #options: SendSlotOptions;
  readonly #legs = new Map<Leg, LegSender | undefined>();
  #wanted = false;
  #track: MediaStreamTrack | undefined;
  #sent: MediaStreamTrack | undefined;
  #failure: Failure | undefined;
  #working = false;
  #again = false;
  #closed = false;

  constructor(options: SendSlotOptions) {
    this.#options = options;
  }

  get snapshot(): SendSnapshot {
    if (this.#failure !== undefined)
      return { name: 'failed', error: this.#failure.error, hint: this.#failure.hint };
    if (this.#wanted) return { name: this.#track === undefined ? 'starting' : 'on' };
    return this.#track !== undefined && this.#options.off === 'mute' ? { name: 'muted' } : { name: 'off' };
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  set(on: boolean): void {
    if (this.#closed || (on === this.#wanted && this.#failure === undefined)) return;
    this.#wanted = on;
    this.#failure = undefined;
    // Silence does not wait for what is under way.
    if (!on) for (const sender of this.#legs.values()) sender?.setPaused(true);
    this.#work();
  }

  /** The device gives another track from here on. */
  replace(track: MediaStreamTrack): void {
    if (this.#closed || this.#track === undefined || track === this.#track) return;
    this.#track = track;
    this.#work();
  }

  /** The device is gone. */
  fail(error: unknown): void {
    if (this.#closed) return;
    this.#failure = error instanceof CaptureFailure ? error : { error: 'unknown', hint: 'reload' };
    this.#wanted = false;
    this.#options.log.warn({ source: this.#options.source, error: String(error) }, 'device failed');
    this.#work();
  }

  /** Sends on this leg, too. */
  attach(leg: Leg): void {
    if (this.#closed || this.#legs.has(leg)) return;
    this.#legs.set(leg, undefined);
    this.#work();
  }

  /** The leg is closed. */
  detach(leg: Leg): void {
    this.#legs.delete(leg);
  }

  /** Lets go of the device. Senders are closed with their legs. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wanted = false;
    this.#legs.clear();
    this.#options.input.release();
  }

  #work(): void {
    this.#options.changed();
    this.#again = true;
    if (this.#working) return;
    this.#working = true;
    void this.#loop();
  }

  async #loop(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#step();
      } catch (error) {
        this.#options.log.warn({ source: this.#options.source, error: String(error) }, 'sending failed');
      }
      this.#options.changed();
    }
    this.#working = false;
  }

  async #step(): Promise<void> {
    if (this.#wanted && this.#track === undefined) await this.#acquire();
    if (!this.#wanted && this.#track !== undefined && this.#options.off !== 'mute') await this.#release();
    const track = this.#track;
    if (track === undefined) return;
    // All legs at once: none waits for another.
    await Promise.all([...this.#legs].map(([leg, sender]) => this.#bring(leg, sender, track)));
    this.#sent = track;
  }

  async #bring(leg: Leg, sender: LegSender | undefined, track: MediaStreamTrack): Promise<void> {
    if (leg.closed) return;
    const { source, plan } = this.#options;
    if (sender === undefined) {
      const created = await leg.send(source, track, plan, !this.#wanted);
      if (this.#legs.has(leg)) this.#legs.set(leg, created);
      created.setPaused(!this.#wanted);
      return;
    }
    if (track !== this.#sent) await sender.replaceTrack(track);
    sender.setPaused(!this.#wanted);
  }

  async #acquire(): Promise<void> {
    try {
      const track = await this.#options.input.acquire((error) => this.fail(error));
      if (this.#closed) this.#options.input.release();
      else this.#track = track;
    } catch (error) {
      this.fail(error);
    }
  }

  async #release(): Promise<void> {
    this.#track = undefined;
    this.#sent = undefined;
    for (const [leg, sender] of this.#legs) {
      if (this.#options.off === 'end') {
        sender?.end();
        this.#legs.set(leg, undefined);
      } else await sender?.replaceTrack(null);
    }
    this.#options.input.release();
  }
}
