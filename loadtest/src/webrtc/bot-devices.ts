import { type CapturePlatform, LocalDevices, memoryStore, planMedia } from '@weft/agent-web/media';
import { type Clock, silentLog } from '@weft/proto';
import { asMediaTrack, BotTrack } from './bot-track.ts';
import type { Voice } from './voice.ts';

/** A machine whose microphone is a voice, and that has nothing else. */
class BotPlatform implements CapturePlatform {
  readonly canShareScreen = false;
  readonly canChooseSpeaker = false;
  readonly #voice: Voice;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  async openMicrophone(): Promise<MediaStreamTrack> {
    return asMediaTrack(new BotTrack('audio', this.#voice));
  }

  async openCamera(): Promise<MediaStreamTrack> {
    throw new DOMException('a bot has no camera', 'NotFoundError');
  }

  async openBoth(): Promise<() => void> {
    return () => undefined;
  }

  async openScreen(): Promise<readonly MediaStreamTrack[]> {
    return [];
  }

  async list(): Promise<readonly MediaDeviceInfo[]> {
    return [];
  }

  onDevicesChanged(): void {}

  async permission(): Promise<PermissionState> {
    return 'granted';
  }

  context(): { readonly secure: boolean; readonly allowedByPage: boolean } {
    return { secure: true, allowedByPage: true };
  }
}

/** Devices as a call takes them. */
export const botDevices = (voice: Voice, clock: Clock): LocalDevices =>
  new LocalDevices({
    platform: new BotPlatform(voice),
    noise: { choice: async () => ({ name: 'off' }), create: async () => undefined },
    createPath: () => undefined,
    store: memoryStore(),
    size: planMedia(1).camera,
    clock,
    log: silentLog,
  });
