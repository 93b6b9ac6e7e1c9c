import type { Camera } from '../devices/camera.ts';
import { captureFailure } from '../devices/capture-failure.ts';
import type { Microphone } from '../devices/microphone.ts';
import type { CapturePlatform } from '../devices/platform.ts';
import type { SlotInput } from './send-slot.ts';

/**
 * The microphone for a call. Its track is given as soon as there is one to send, which may be before
 * the microphone is open: it is silent until then, and the connection is made meanwhile.
 */
export const microphoneInput = (microphone: Microphone): SlotInput => ({
  acquire: (failed) =>
    new Promise((resolve, reject) => {
      let given = false;
      const give = (track: MediaStreamTrack | undefined): void => {
        if (track === undefined || given) return;
        given = true;
        stop();
        resolve(track);
      };
      const stop = microphone.onOutput(give);
      microphone.open('call').then(
        () => give(microphone.output),
        (error: unknown) => {
          stop();
          if (given) failed(error);
          else reject(error);
        },
      );
      give(microphone.output);
    }),
  release: () => microphone.close('call'),
});

export const cameraInput = (camera: Camera): SlotInput => ({
  acquire: async () => {
    await camera.open('call');
    const track = camera.output;
    // Closed again while it was being opened: whoever closed it does not want it any more.
    if (track === undefined)
      throw captureFailure('camera', new DOMException('closed', 'AbortError'), {
        secure: true,
        allowedByPage: true,
      });
    return track;
  },
  release: () => camera.close('call'),
});

/** What the person shares: the picture, and the sound where the browser gives it. */
export class ScreenInput {
  readonly #platform: CapturePlatform;
  readonly #ended: () => void;
  #stream: MediaStream | undefined;
  #tracks: readonly MediaStreamTrack[] = [];

  /** @param ended the person stopped sharing with the browser's own button, or closed what was shared */
  constructor(platform: CapturePlatform, ended: () => void) {
    this.#platform = platform;
    this.#ended = ended;
  }

  /** What is shared, for the one who shares. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  get audio(): MediaStreamTrack | undefined {
    return this.#tracks.find(({ kind }) => kind === 'audio');
  }

  readonly videoInput: SlotInput = {
    acquire: async () => {
      try {
        this.#tracks = await this.#platform.openScreen();
      } catch (error) {
        throw captureFailure('screen', error, this.#platform.context('screen'));
      }
      const video = this.#tracks.find(({ kind }) => kind === 'video');
      if (video === undefined) throw this.#missing();
      video.contentHint = 'detail';
      video.addEventListener('ended', this.#ended);
      this.#stream = new MediaStream([video]);
      return video;
    },
    release: () => {
      for (const track of this.#tracks) track.stop();
      this.#tracks = [];
      this.#stream = undefined;
    },
  };

  readonly audioInput: SlotInput = {
    acquire: async () => {
      const { audio } = this;
      if (audio === undefined) throw this.#missing();
      return audio;
    },
    // The picture's release stops both.
    release: () => undefined,
  };

  #missing(): Error {
    return captureFailure('screen', new DOMException('', 'NotFoundError'), this.#platform.context('screen'));
  }
}
