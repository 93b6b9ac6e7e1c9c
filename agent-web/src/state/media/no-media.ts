import type { MediaSnapshot } from '../types.ts';
import { unknownQuality } from './quality.ts';

/** What a page shows while there is no call. */
export const noMedia: MediaSnapshot = {
  connection: { name: 'idle' },
  microphone: { name: 'off' },
  camera: { name: 'off' },
  screen: { name: 'off' },
  cameraStream: undefined,
  screenStream: undefined,
  remotes: [],
  quality: unknownQuality,
};
