import type { Call } from '@weft/proto';
import type { CurrentCall } from './current-call.ts';
import type { CallDevices } from './devices/devices.ts';
import type { CallPageParts, PageMedia } from './page-parts.ts';
import type { CallControls, Diagnostics, Readable } from './types.ts';

/** What customer and desk have in common: devices, and the buttons of a call view. */
export abstract class CallPageState implements CallControls {
  readonly devices: CallDevices;
  readonly diagnostics: Diagnostics;
  readonly #timings: CallPageParts['timings'];
  /** The page's call. */
  protected abstract readonly current: CurrentCall;

  constructor({ devices, diagnostics, timings }: CallPageParts) {
    this.devices = devices;
    this.diagnostics = diagnostics;
    this.#timings = timings;
  }

  get callSeconds(): Readable<number> {
    return this.current.seconds;
  }

  /** The media of the present call; undefined while there is none. */
  get media(): PageMedia | undefined {
    return this.current.live?.media;
  }

  get call(): Call | undefined {
    return this.current.live?.call;
  }

  abstract hangUp(): void;

  setMicrophone(on: boolean): void {
    this.media?.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.media?.setCamera(on);
  }

  startScreen(): void {
    this.media?.startScreen();
  }

  stopScreen(): void {
    this.media?.stopScreen();
  }

  setNoiseSuppression(on: boolean): void {
    this.devices.microphone.setSuppression(on);
  }

  firstFrameShown(): void {
    this.#timings.mark('firstRemoteFrame');
  }

  pictureShown(trackId: string, height: number): void {
    this.media?.pictureShown(trackId, height);
  }
}
