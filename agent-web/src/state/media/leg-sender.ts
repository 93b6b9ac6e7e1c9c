import type { Log, TrackAction } from '@weft/proto';
import type { RtcSender } from './rtc.ts';

export interface LegSenderOptions {
  /** Tells the node, however long it is away. Rejects with a WeftError that is final. */
  readonly set: (trackId: string, action: TrackAction) => Promise<void>;
  readonly closed: () => void;
  readonly log: Log;
}

/** One track that one leg sends. The node's id for it may still be on its way. */
export class LegSender {
  readonly trackId: Promise<string>;
  readonly #sender: RtcSender;
  readonly #options: LegSenderOptions;
  #paused: boolean;
  /** What the node knows. */
  #told: boolean;
  #telling = false;
  #closed = false;

  constructor(sender: RtcSender, trackId: Promise<string>, paused: boolean, options: LegSenderOptions) {
    this.#sender = sender;
    this.trackId = trackId;
    this.#paused = paused;
    this.#told = paused;
    this.#options = options;
    if (paused) sender.pause();
  }

  /** What the browser's statistics call the track that is sent now; empty = none. */
  get mediaTrackId(): string {
    return this.#sender.track?.id ?? '';
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Silences here at once, then tells the node, so that the others see it. */
  setPaused(paused: boolean): void {
    if (this.#closed || paused === this.#paused) return;
    this.#paused = paused;
    if (paused) this.#sender.pause();
    else this.#sender.resume();
    if (!this.#telling) void this.#tellPaused();
  }

  /** Sends nothing, or goes on, without telling anybody: a standby leg waits so. */
  setSilent(silent: boolean): void {
    if (this.#closed) return;
    this.#sender
      .setSilent(silent)
      .catch((error: unknown) => this.#options.log.warn({ silent, error: String(error) }, 'sender not set'));
  }

  /** Sends another track from here on: a clone of it. Null = nothing, until the next. */
  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    if (this.#closed) return;
    await this.#sender.replaceTrack(track?.clone() ?? null);
  }

  /** Stops sending and tells the node. */
  end(): void {
    if (this.#closed) return;
    this.trackId
      .then((trackId) => this.#options.set(trackId, 'close'))
      .catch((error: unknown) => this.#notTold(error));
    this.close();
  }

  /** Stops sending without telling: the leg is closed, or its node is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sender.close();
    this.#options.closed();
  }

  /** One thing after the other, so that what the node hears last is what was meant last. */
  async #tellPaused(): Promise<void> {
    this.#telling = true;
    try {
      const trackId = await this.trackId;
      while (!this.#closed && this.#told !== this.#paused) {
        const paused = this.#paused;
        await this.#options.set(trackId, paused ? 'pause' : 'resume');
        this.#told = paused;
      }
    } catch (error) {
      this.#notTold(error);
    } finally {
      this.#telling = false;
    }
  }

  /** A node that does not know of the track: the leg's loss is noticed elsewhere, and the next leg begins right. */
  #notTold(error: unknown): void {
    this.#options.log.debug({ error: String(error) }, 'track not set');
  }
}
