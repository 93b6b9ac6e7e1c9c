import type { Clock, Log, Timer } from '@weft/proto';
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
  readonly clock: Clock;
  readonly log: Log;
}

/** Pause before a leg is brought there again that could not be; doubled each time. */
const RETRY_MS = 1_000;
/** Tries for a leg in a row: what a node refuses so often it will go on refusing. */
const MAX_TRIES = 6;

/** How far one leg is. */
interface Lane {
  readonly leg: Leg;
  sender: LegSender | undefined;
  /** The track that is sent; null = none for now. */
  sent: MediaStreamTrack | null;
  working: boolean;
  again: boolean;
  tries: number;
  retry: Timer | undefined;
}

type Failure = Pick<CaptureFailure, 'error' | 'hint'>;

/**
 * One thing this side sends, on every leg of the call. What is wanted is set at any time; one step after another
 * brings the device there, and each leg by itself, so that quick clicks cannot interleave and a leg whose browser
 * or node does not answer keeps none of the others waiting.
 */
export class SendSlot {
  readonly #options: SendSlotOptions;
  readonly #lanes = new Map<Leg, Lane>();
  #wanted = false;
  #track: MediaStreamTrack | undefined;
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
    if (!on) for (const { sender } of this.#lanes.values()) sender?.setPaused(true);
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
    for (const { sender } of this.#lanes.values()) sender?.setPaused(true);
    // Whoever tries again opens it again: what was given before is silent.
    this.#release();
    this.#work();
  }

  /** Sends on this leg, too. */
  attach(leg: Leg): void {
    if (this.#closed || this.#lanes.has(leg)) return;
    const idle = { working: false, again: false, tries: 0, retry: undefined };
    this.#lanes.set(leg, { leg, sender: undefined, sent: null, ...idle });
    this.#work();
  }

  /** The leg is closed. */
  detach(leg: Leg): void {
    this.#lanes.get(leg)?.retry?.cancel();
    this.#lanes.delete(leg);
  }

  /** Lets go of the device. Senders are closed with their legs. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wanted = false;
    for (const { retry } of this.#lanes.values()) retry?.cancel();
    this.#lanes.clear();
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
    if (!this.#wanted && this.#track !== undefined && this.#options.off !== 'mute') this.#release();
    for (const lane of this.#lanes.values()) void this.#bring(lane);
  }

  async #bring(lane: Lane): Promise<void> {
    lane.again = true;
    if (lane.working) return;
    lane.working = true;
    while (lane.again && this.#goesOn(lane)) {
      lane.again = false;
      try {
        await this.#bringOnce(lane);
      } catch (error) {
        this.#failed(lane, error);
      }
    }
    lane.working = false;
    this.#options.changed();
  }

  async #bringOnce(lane: Lane): Promise<void> {
    const { source, plan } = this.#options;
    const track = this.#track;
    if (lane.sender === undefined) {
      if (track === undefined) return;
      const created = await lane.leg.send(source, track, plan, !this.#wanted);
      lane.sender = created;
      lane.sent = track;
      created.trackId.then(
        () => {
          lane.tries = 0;
        },
        (error: unknown) => this.#refused(lane, created, error),
      );
    } else if (track === undefined) await this.#take(lane, lane.sender);
    else if (track !== lane.sent) {
      await lane.sender.replaceTrack(track);
      lane.sent = track;
    }
    if (this.#track !== undefined) lane.sender?.setPaused(!this.#wanted);
  }

  /** The device is gone, and the track with it, or its place stays empty. */
  async #take(lane: Lane, sender: LegSender): Promise<void> {
    if (this.#options.off === 'end') {
      lane.sender = undefined;
      sender.end();
    } else if (lane.sent !== null) await sender.replaceTrack(null);
    lane.sent = null;
  }

  /** The node does not take the track: it is sent as another one. */
  #refused(lane: Lane, sender: LegSender, error: unknown): void {
    if (lane.sender !== sender || !this.#goesOn(lane)) return;
    lane.sender = undefined;
    lane.sent = null;
    sender.close();
    this.#failed(lane, error);
  }

  #failed(lane: Lane, error: unknown): void {
    const { source, log, clock } = this.#options;
    if (!this.#goesOn(lane)) return;
    lane.tries += 1;
    log.warn({ source, tries: lane.tries, error: String(error) }, 'sending failed');
    if (lane.tries >= MAX_TRIES) return;
    lane.retry?.cancel();
    lane.retry = clock.after(RETRY_MS * 2 ** (lane.tries - 1), () => void this.#bring(lane));
  }

  #goesOn({ leg }: Lane): boolean {
    return !this.#closed && !leg.closed && this.#lanes.has(leg);
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

  #release(): void {
    this.#track = undefined;
    this.#options.input.release();
  }
}
