import type { CapturePlatform } from '../devices/platform.ts';
import { asTrack, FakeTrack } from './fake-media.ts';

/** A browser whose devices a test plays. */
export class FakePlatform implements CapturePlatform {
  readonly opened: FakeTrack[] = [];
  readonly asked: MediaTrackConstraints[] = [];
  /** What the next opening is answered with instead of a track. */
  refusal: Error | undefined;
  /** Id of a device that is not there. */
  unplugged: string | undefined;
  /** While set, openings wait. */
  gate: Promise<void> | undefined;
  permissions: 'granted' | 'prompt' = 'granted';
  devices: MediaDeviceInfo[] = [];
  screenTracks: readonly FakeTrack[] = [];
  bothAsked = 0;
  readonly canShareScreen = true;
  readonly canChooseSpeaker = true;

  openMicrophone(constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    return this.#open('audio', constraints);
  }

  openCamera(constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    return this.#open('video', constraints);
  }

  async openBoth(): Promise<() => void> {
    this.bothAsked += 1;
    return () => undefined;
  }

  async openScreen(): Promise<readonly MediaStreamTrack[]> {
    if (this.refusal !== undefined) throw this.refusal;
    return this.screenTracks.map(asTrack);
  }

  async list(): Promise<readonly MediaDeviceInfo[]> {
    return this.devices;
  }

  onDevicesChanged(): void {}

  async permission(): Promise<PermissionState> {
    return this.permissions;
  }

  context(): { readonly secure: boolean; readonly allowedByPage: boolean } {
    return { secure: true, allowedByPage: true };
  }

  /** The last track opened of a kind. */
  last(kind: 'audio' | 'video'): FakeTrack {
    const track = this.opened.findLast((one) => one.kind === kind);
    if (track === undefined) throw new Error(`no ${kind} was opened`);
    return track;
  }

  async #open(kind: 'audio' | 'video', constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    this.asked.push(constraints);
    await this.gate;
    if (this.refusal !== undefined) throw this.refusal;
    const demanded = constraints.deviceId;
    const exact = typeof demanded === 'object' && 'exact' in demanded ? demanded.exact : undefined;
    const deviceId = typeof exact === 'string' ? exact : 'default';
    if (deviceId === this.unplugged) throw new DOMException('deviceId', 'OverconstrainedError');
    const track = new FakeTrack(kind, deviceId);
    this.opened.push(track);
    return asTrack(track);
  }
}
