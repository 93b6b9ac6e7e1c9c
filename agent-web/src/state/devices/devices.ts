import type { CallKind, Clock, Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { NoiseSource } from '../noise/noise.ts';
import type { TextStore } from '../storage.ts';
import type { DeviceInfo, Devices, DevicesSnapshot, Permission } from '../types.ts';
import { Camera } from './camera.ts';
import type { CaptureUser } from './capture.ts';
import type { PictureSize } from './constraints.ts';
import { Microphone, type VoicePath } from './microphone.ts';
import type { CapturePlatform } from './platform.ts';

export interface DevicesOptions {
  readonly platform: CapturePlatform;
  readonly noise: NoiseSource;
  readonly createPath: () => VoicePath | undefined;
  readonly store: TextStore;
  readonly size: PictureSize;
  readonly clock: Clock;
  readonly log: Log;
}

const KEYS = { microphone: 'weft-microphone', camera: 'weft-camera', speaker: 'weft-speaker' } as const;
const LEVEL_INTERVAL_MS = 66;

const infosOf = (devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly DeviceInfo[] =>
  devices
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));

/** What a call's state needs of the devices. */
export interface CallDevices extends Devices {
  readonly microphone: Pick<Microphone, 'noise' | 'setSuppression' | 'prepare'>;
  /** Opens what a call of this kind needs. Rejects with the CaptureFailure of the microphone; a missing camera is no failure. */
  openForCall(kind: CallKind): Promise<void>;
  /** Closes what only the call uses. */
  closeForCall(): void;
  /**
   * Keeps microphone and camera open between calls, so that a call that is accepted at once need not wait
   * for them. Only where the person has allowed both: nothing is asked for.
   */
  setStandby(on: boolean): void;
  /** Looks again at what there is and what is allowed; never asks the person. */
  refresh(): Promise<void>;
  dispose(): Promise<void>;
}

/** The machine's devices: what there is, what was chosen, what is open. */
export class LocalDevices implements CallDevices {
  readonly microphone: Microphone;
  readonly camera: Camera;
  readonly platform: CapturePlatform;
  readonly #options: DevicesOptions;
  readonly #snapshot: Cell<DevicesSnapshot>;
  #standby = false;

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.platform = options.platform;
    this.microphone = new Microphone(options);
    this.camera = new Camera(options.platform, options.size, options.log);
    const { platform, store } = options;
    this.#snapshot = createCell<DevicesSnapshot>({
      microphones: [],
      cameras: [],
      speakers: [],
      microphoneId: store.get(KEYS.microphone) ?? '',
      cameraId: store.get(KEYS.camera) ?? '',
      speakerId: store.get(KEYS.speaker) ?? '',
      microphonePermission: 'unknown',
      cameraPermission: 'unknown',
      microphone: { name: 'idle' },
      camera: { name: 'idle' },
      cameraStream: undefined,
      canShareScreen: platform.canShareScreen,
      canChooseSpeaker: platform.canChooseSpeaker,
    });
    this.microphone.choose(this.#snapshot.get().microphoneId);
    this.camera.choose(this.#snapshot.get().cameraId);
    this.microphone.state.subscribe(() => this.#opened());
    this.camera.state.subscribe(() => this.#opened());
    this.camera.stream.subscribe(() => this.#update({ cameraStream: this.camera.stream.get() }));
    platform.onDevicesChanged(() => void this.refresh());
  }

  readonly get = (): DevicesSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  async refresh(): Promise<void> {
    const { platform, log } = this.#options;
    try {
      const [devices, microphonePermission, cameraPermission] = await Promise.all([
        platform.list(),
        platform.permission('microphone'),
        platform.permission('camera'),
      ]);
      this.#update({
        microphones: infosOf(devices, 'audioinput'),
        cameras: infosOf(devices, 'videoinput'),
        speakers: infosOf(devices, 'audiooutput'),
        microphonePermission: granted(microphonePermission, devices, 'audioinput'),
        cameraPermission: granted(cameraPermission, devices, 'videoinput'),
      });
    } catch (error) {
      log.warn({ error: String(error) }, 'devices cannot be listed');
    }
  }

  startPreview(kind: CallKind): void {
    this.#open(kind, 'preview').catch((error: unknown) =>
      this.#options.log.debug({ error: String(error) }, 'preview without a microphone'),
    );
  }

  stopPreview(): void {
    this.microphone.close('preview');
    this.camera.close('preview');
  }

  openForCall(kind: CallKind): Promise<void> {
    return this.#open(kind, 'call');
  }

  closeForCall(): void {
    this.microphone.close('call');
    this.camera.close('call');
  }

  chooseMicrophone(deviceId: string): void {
    this.#keep(KEYS.microphone, deviceId);
    this.#update({ microphoneId: deviceId });
    this.microphone.choose(deviceId);
  }

  chooseCamera(deviceId: string): void {
    this.#keep(KEYS.camera, deviceId);
    this.#update({ cameraId: deviceId });
    this.camera.choose(deviceId);
  }

  chooseSpeaker(deviceId: string): void {
    this.#keep(KEYS.speaker, deviceId);
    this.#update({ speakerId: deviceId });
  }

  readonly watchLevel = (listener: (level: number) => void): (() => void) => {
    const timer = this.#options.clock.every(LEVEL_INTERVAL_MS, () => listener(this.microphone.level()));
    return () => timer.cancel();
  };

  async dispose(): Promise<void> {
    for (const user of ['preview', 'standby', 'call'] as const) this.camera.close(user);
    await this.microphone.dispose();
  }

  setStandby(on: boolean): void {
    const { microphonePermission, cameraPermission } = this.#snapshot.get();
    const allowed = microphonePermission === 'granted' && cameraPermission === 'granted';
    if ((on && allowed) === this.#standby) return;
    this.#standby = on && allowed;
    if (!this.#standby) {
      this.microphone.close('standby');
      this.camera.close('standby');
      return;
    }
    this.#open('video', 'standby').catch((error: unknown) =>
      this.#options.log.debug({ error: String(error) }, 'standing by without a microphone'),
    );
  }

  async #open(kind: CallKind, user: CaptureUser): Promise<void> {
    const release = kind === 'video' ? await this.#askTogether() : undefined;
    const opened = [this.microphone.open(user)];
    // Without a camera it is a call of voice; the camera's own state says why.
    if (kind === 'video') opened.push(this.camera.open(user).catch(() => undefined));
    try {
      await Promise.all(opened);
    } finally {
      release?.();
    }
  }

  /** One question for both instead of two in a row. What goes wrong here goes wrong again, and is told, at the opening. */
  async #askTogether(): Promise<(() => void) | undefined> {
    const { microphonePermission, cameraPermission } = this.#snapshot.get();
    if (microphonePermission === 'granted' || cameraPermission === 'granted') return undefined;
    return this.#options.platform.openBoth().catch(() => undefined);
  }

  #opened(): void {
    const before = this.#snapshot.get();
    const [microphone, camera] = [this.microphone.state.get(), this.camera.state.get()];
    this.#update({ microphone, camera });
    // Names of devices and the permission's state are known once one was opened.
    const settled = (state: DevicesSnapshot['camera']): boolean =>
      state.name === 'live' || state.name === 'failed';
    if (
      (settled(microphone) && before.microphone !== microphone) ||
      (settled(camera) && before.camera !== camera)
    )
      void this.refresh();
  }

  #update(change: Partial<DevicesSnapshot>): void {
    this.#snapshot.set({ ...this.#snapshot.get(), ...change });
  }

  #keep(key: string, deviceId: string): void {
    this.#options.store.set(key, deviceId === '' ? undefined : deviceId);
  }
}

/** Browsers without a permission query show it by naming devices only to pages that may use them. */
function granted(
  permission: Permission,
  devices: readonly MediaDeviceInfo[],
  kind: MediaDeviceKind,
): Permission {
  if (permission === 'granted' || permission === 'denied') return permission;
  return devices.some((device) => device.kind === kind && device.label !== '') ? 'granted' : permission;
}
