import type { CaptureDevice } from '../types.ts';
import type { CaptureContext } from './capture-failure.ts';

/** What of the browser's media capture is used: a port, so that tests need no browser. */
export interface CapturePlatform {
  /** Rejects with what the browser throws. */
  openMicrophone(constraints: MediaTrackConstraints): Promise<MediaStreamTrack>;
  openCamera(constraints: MediaTrackConstraints): Promise<MediaStreamTrack>;
  /** Asks for microphone and camera in one question; both stay open until the returned function is called. */
  openBoth(): Promise<() => void>;
  /** The picture, and the sound where the person shares it. */
  openScreen(): Promise<readonly MediaStreamTrack[]>;
  list(): Promise<readonly MediaDeviceInfo[]>;
  onDevicesChanged(listener: () => void): void;
  /** 'unknown' where the browser does not say. */
  permission(device: 'microphone' | 'camera'): Promise<PermissionState | 'unknown'>;
  context(device: CaptureDevice): CaptureContext;
  readonly canShareScreen: boolean;
  readonly canChooseSpeaker: boolean;
}

/** Chromium's name for what W3C permissions policy calls allowsFeature; other browsers lack it. */
interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

const SCREEN_MAX_FRAMES_PER_SECOND = 15;

/** Outside secure contexts browsers leave navigator.mediaDevices out, whatever its type says. */
const mediaDevices = (): MediaDevices | undefined => navigator.mediaDevices as MediaDevices | undefined;

async function captureAll(constraints: MediaStreamConstraints): Promise<readonly MediaStreamTrack[]> {
  const devices = mediaDevices();
  if (devices === undefined) throw new DOMException('no media devices', 'NotFoundError');
  return (await devices.getUserMedia(constraints)).getTracks();
}

async function capture(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  const [track] = await captureAll(constraints);
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}

/** The browser's own. */
export const browserPlatform: CapturePlatform = {
  openMicrophone: (audio) => capture({ audio }),
  openCamera: (video) => capture({ video }),
  openBoth: async () => {
    const tracks = await captureAll({ audio: true, video: true });
    return () => {
      for (const track of tracks) track.stop();
    };
  },
  openScreen: async () => {
    const frameRate = { max: SCREEN_MAX_FRAMES_PER_SECOND };
    const stream = await mediaDevices()?.getDisplayMedia({ video: { frameRate }, audio: true });
    return stream?.getTracks() ?? [];
  },
  list: async () => (await mediaDevices()?.enumerateDevices()) ?? [],
  onDevicesChanged: (listener) => mediaDevices()?.addEventListener('devicechange', listener),
  permission: async (device) => {
    try {
      return (await navigator.permissions.query({ name: device })).state;
    } catch {
      return 'unknown';
    }
  },
  context: (device) => {
    const policy = (document as PolicyDocument).featurePolicy;
    const feature = device === 'screen' ? 'display-capture' : device;
    return { secure: globalThis.isSecureContext, allowedByPage: policy?.allowsFeature(feature) ?? true };
  },
  get canShareScreen() {
    return typeof mediaDevices()?.getDisplayMedia === 'function';
  },
  get canChooseSpeaker() {
    return 'setSinkId' in HTMLMediaElement.prototype;
  },
};
