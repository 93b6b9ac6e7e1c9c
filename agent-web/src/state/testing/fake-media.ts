/** Stand-ins for what Node lacks of the browser's media, for tests. */

let count = 0;

/** A track that can be cloned, stopped and ended. */
export class FakeTrack extends EventTarget {
  /** How tracks are made: a received one is muted until something comes on it. */
  static born: 'flowing' | 'muted' = 'flowing';
  muted = FakeTrack.born === 'muted';
  readonly id: string;
  readonly kind: 'audio' | 'video';
  readonly label: string;
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  readonly clones: FakeTrack[] = [];

  constructor(kind: 'audio' | 'video', label = '') {
    super();
    count += 1;
    this.id = `track-${count}`;
    this.kind = kind;
    this.label = label;
  }

  clone(): FakeTrack {
    const clone = new FakeTrack(this.kind, this.label);
    clone.enabled = this.enabled;
    this.clones.push(clone);
    return clone;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** Something comes on it. */
  unmute(): void {
    this.muted = false;
    this.dispatchEvent(new Event('unmute'));
  }

  getSettings(): { readonly deviceId: string } {
    return { deviceId: this.label };
  }

  /** Unplugged, or stopped by the browser's own button. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** The fake as the type the code under test takes. */
export const asTrack = (track: FakeTrack): MediaStreamTrack => track as unknown as MediaStreamTrack;

class FakeStream {
  readonly #tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.#tracks = [...tracks];
  }

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  addTrack(track: FakeTrack): void {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
  }

  removeTrack(track: FakeTrack): void {
    const at = this.#tracks.indexOf(track);
    if (at >= 0) this.#tracks.splice(at, 1);
  }
}

/** Puts the stand-ins where the code under test looks for them. */
export function installFakeMedia(): void {
  Object.assign(globalThis, { MediaStream: FakeStream });
}
