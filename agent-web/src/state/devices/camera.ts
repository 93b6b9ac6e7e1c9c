import type { Log } from '@weft/proto';
import { Listeners } from '../../link/index.ts';
import { type Cell, createCell } from '../cell.ts';
import type { CaptureSnapshot, Readable } from '../types.ts';
import { Capture, type CaptureUser } from './capture.ts';
import { cameraConstraints, type PictureSize } from './constraints.ts';
import type { CapturePlatform } from './platform.ts';

/** The camera: one picture for preview, self view and every leg of a call. */
export class Camera {
  readonly #capture: Capture;
  readonly #stream: Cell<MediaStream | undefined> = createCell<MediaStream | undefined>(undefined);
  readonly #outputListeners = new Listeners<MediaStreamTrack>();
  #output: MediaStreamTrack | undefined;

  constructor(platform: CapturePlatform, size: PictureSize, log: Log) {
    this.#capture = new Capture({
      device: 'camera',
      platform,
      log,
      capture: (deviceId) => platform.openCamera(cameraConstraints(deviceId, size)),
      changed: (track) => {
        this.#output = track;
        this.#stream.set(track === undefined ? undefined : new MediaStream([track]));
        if (track !== undefined) this.#outputListeners.tell(track);
      },
    });
  }

  get state(): Readable<CaptureSnapshot> {
    return this.#capture.state;
  }

  /** The picture for a video element; undefined while the camera is off. */
  get stream(): Readable<MediaStream | undefined> {
    return this.#stream;
  }

  /** What to send now; clone it, since the preview shows the same track. */
  get output(): MediaStreamTrack | undefined {
    return this.#output;
  }

  /** Tells a track to send in place of the last one. */
  onOutput(listener: (track: MediaStreamTrack) => void): () => void {
    return this.#outputListeners.add(listener);
  }

  /** Opens for a user. Rejects with a CaptureFailure. */
  open(user: CaptureUser): Promise<void> {
    return this.#capture.open(user);
  }

  close(user: CaptureUser): void {
    this.#capture.close(user);
  }

  /** Lets it go, though somebody may use it: whoever opens it next has it anew. */
  drop(): void {
    this.#capture.drop();
  }

  choose(deviceId: string): void {
    this.#capture.choose(deviceId);
  }
}
