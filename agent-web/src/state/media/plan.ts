import type { MediaKind, rtp, TrackSource } from '@weft/proto';
import type { PictureSize } from '../devices/constraints.ts';
import type { VideoWish } from '../types.ts';

/** One thing a participant may send. */
export type Source = Exclude<TrackSource, 'unspecified'>;

export const kindOfSource = (source: Source): Exclude<MediaKind, 'unspecified'> =>
  source === 'camera' || source === 'screen' ? 'video' : 'audio';

/** One layer of a picture. */
export interface LayerPlan {
  readonly maxBitrate: number;
  /** 1 or absent = full size. */
  readonly scaleResolutionDownBy?: number;
  /** W3C webrtc-svc: "L1T3" = one size, three frame rates. */
  readonly scalabilityMode: string;
}

/** How a source is encoded. */
export interface SendPlan {
  readonly kind: rtp.Kind;
  /** Lowest layer first; empty = as the browser likes. */
  readonly encodings: readonly LayerPlan[];
  /** Empty = the first the router and the browser have in common. */
  readonly codec: string;
  readonly codecOptions: {
    readonly opusFec?: boolean;
    readonly opusDtx?: boolean;
    readonly opusStereo?: boolean;
    readonly opusMaxAverageBitrate?: number;
    readonly videoGoogleStartBitrate?: number;
  };
}

/** What this machine films and how everything is encoded. */
export interface MediaPlan {
  readonly camera: PictureSize;
  readonly sends: Readonly<Record<Source, SendPlan>>;
  /** Why: "wish", "few-cores" or "default". */
  readonly reason: 'wish' | 'few-cores' | 'default';
}

/** Below this, encoding three layers of 720p beside decoding would take the whole machine. */
const ENOUGH_CORES = 4;
const START_KBPS = 800;
const VOICE_BITS_PER_SECOND = 40_000;

/**
 * In-band FEC repairs single losses. DTX is off: with it silence sends next to nothing, and a
 * receiver could not tell a silent peer from a dead node.
 */
const VOICE: SendPlan = {
  kind: 'audio',
  encodings: [],
  codec: 'audio/opus',
  codecOptions: {
    opusFec: true,
    opusDtx: false,
    opusStereo: false,
    opusMaxAverageBitrate: VOICE_BITS_PER_SECOND,
  },
};

const SCREEN_AUDIO: SendPlan = {
  ...VOICE,
  codecOptions: { opusFec: true, opusDtx: false, opusStereo: true, opusMaxAverageBitrate: 96_000 },
};

/** Simulcast layers by the picture's height; each is half as wide as the next. */
function cameraLayers(height: number): readonly LayerPlan[] {
  const layer = (scaleResolutionDownBy: number, maxBitrate: number): LayerPlan => ({
    scaleResolutionDownBy,
    maxBitrate,
    scalabilityMode: 'L1T3',
  });
  if (height >= 720) return [layer(4, 150_000), layer(2, 500_000), layer(1, 1_800_000)];
  if (height >= 360) return [layer(2, 200_000), layer(1, 900_000)];
  return [layer(1, 350_000)];
}

/**
 * Codecs that carry layers within one stream instead (SVC). AV1 has one size there: a receiver tells
 * its sizes apart by the dependency descriptor, which mediasoup reads but does not forward.
 */
const SVC: ReadonlyMap<string, string> = new Map([
  ['video/vp9', 'L3T3_KEY'],
  ['video/av1', 'L1T3'],
]);

function cameraPlan(codec: string, height: number): SendPlan {
  const scalabilityMode = SVC.get(codec.toLowerCase());
  const encodings =
    scalabilityMode === undefined
      ? cameraLayers(height)
      : [{ maxBitrate: height >= 720 ? 1_500_000 : 700_000, scalabilityMode }];
  return { kind: 'video', encodings, codec, codecOptions: { videoGoogleStartBitrate: START_KBPS } };
}

/** Text must stay sharp: full size always, few frames, the bits go into detail. */
const SCREEN: SendPlan = {
  kind: 'video',
  encodings: [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T3' }],
  codec: 'video/VP8',
  codecOptions: { videoGoogleStartBitrate: START_KBPS },
};

/** Decides picture size, layers and bit rates by the machine's cores, or by a wish. Pure. */
export function planMedia(cores: number, wish?: VideoWish): MediaPlan {
  const codec = wish?.codec ?? 'video/VP8';
  const [camera, reason] =
    wish !== undefined
      ? ([{ width: wish.width, height: wish.height, framesPerSecond: 30 }, 'wish'] as const)
      : cores < ENOUGH_CORES
        ? ([{ width: 640, height: 360, framesPerSecond: 30 }, 'few-cores'] as const)
        : ([{ width: 1_280, height: 720, framesPerSecond: 30 }, 'default'] as const);
  return {
    camera,
    reason,
    sends: {
      microphone: VOICE,
      camera: cameraPlan(codec, camera.height),
      screen: { ...SCREEN, codec },
      'screen-audio': SCREEN_AUDIO,
    },
  };
}
