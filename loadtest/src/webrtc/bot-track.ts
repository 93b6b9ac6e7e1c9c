import type { Voice } from './voice.ts';

let made = 0;

/** A track as far as the pages' own code uses one: fed by a voice where it is sent, by nothing where it is received. */
export class BotTrack extends EventTarget {
  readonly id: string;
  readonly kind: 'audio' | 'video';
  readonly label = 'synthetic';
  readonly voice: Voice | undefined;
  enabled = true;
  /** A received track is muted until something comes on it. */
  muted: boolean;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', voice?: Voice) {
    super();
    made += 1;
    this.id = `bot-track-${made}`;
    this.kind = kind;
    this.voice = voice;
    this.muted = voice === undefined;
  }

  clone(): BotTrack {
    const clone = new BotTrack(this.kind, this.voice);
    clone.enabled = this.enabled;
    return clone;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  getSettings(): { readonly deviceId: string } {
    return { deviceId: this.label };
  }

  /** Something comes on it. */
  flows(): void {
    if (!this.muted) return;
    this.muted = false;
    this.dispatchEvent(new Event('unmute'));
  }
}

/** As what the pages' own code takes. */
export const asMediaTrack = (track: BotTrack): MediaStreamTrack => track as unknown as MediaStreamTrack;

/** The bot's own track behind what the pages' code hands back. */
export const asBotTrack = (track: MediaStreamTrack): BotTrack => track as unknown as BotTrack;

/** The tracks of one source, as the pages' code keeps them together. */
class BotStream {
  readonly #tracks: BotTrack[] = [];

  getTracks(): readonly BotTrack[] {
    return [...this.#tracks];
  }

  addTrack(track: BotTrack): void {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
  }

  removeTrack(track: BotTrack): void {
    const at = this.#tracks.indexOf(track);
    if (at >= 0) this.#tracks.splice(at, 1);
  }
}

/** Puts a MediaStream where the pages' code looks for it; Node has none. */
export function provideStreams(): void {
  Object.assign(globalThis, { MediaStream: BotStream });
}
