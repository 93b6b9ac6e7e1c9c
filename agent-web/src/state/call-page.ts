import type { Call, Clock, Log } from '@weft/proto';
import { cryptoRandom } from '../link/index.ts';
import { LocalDevices } from './devices/devices.ts';
import { browserPlatform } from './devices/platform.ts';
import { createDiagnostics } from './diagnostics.ts';
import { MediaCall } from './media/media-call.ts';
import { planMedia } from './media/plan.ts';
import { MediasoupRtc } from './media/rtc-mediasoup.ts';
import { modelAssets } from './noise/assets.ts';
import { MeasuredNoise } from './noise/noise.ts';
import { VoiceGraph } from './noise/voice-graph.ts';
import type { Connected } from './page-link.ts';
import type { CallPageParts, PageMedia } from './page-parts.ts';
import { browserStore } from './storage.ts';
import { Timings } from './timings.ts';
import type { VideoWish } from './types.ts';

/** A call whose first picture is later than this has its voice suppressed before it, as one of voice alone has. */
const SUPPRESSED_AFTER_MS = 1_500;

/** What is at the page now, for its diagnostics. */
export interface Present {
  readonly get: () => unknown;
  readonly call: Call | undefined;
  readonly media: PageMedia | undefined;
}

/** What the state of a page with calls is made of, on the browser's own devices and WebRTC. */
export function callParts(
  { link, ask }: Connected,
  video: VideoWish | undefined,
  clock: Clock,
  log: Log,
  present: () => Present | undefined,
): CallPageParts {
  const timings = new Timings(clock);
  const store = browserStore('localStorage');
  const plan = planMedia(navigator.hardwareConcurrency, video);
  const rtc = new MediasoupRtc(store, log);
  const noise = new MeasuredNoise({
    assets: modelAssets,
    calm: () => timings.calm(),
    settled: () => timings.calm(SUPPRESSED_AFTER_MS),
    ...{ store, clock, log },
  });
  const createPath = (): VoiceGraph | undefined =>
    typeof AudioContext === 'function' ? new VoiceGraph(noise, clock, log) : undefined;
  const devices = new LocalDevices({
    platform: browserPlatform,
    size: plan.camera,
    ...{ noise, createPath, store, clock, log },
  });
  const common = { ask, clock, log, random: cryptoRandom, timings };
  return {
    ...common,
    link,
    devices,
    prepare: () => rtc.prepare(),
    createMedia: (callId, resync) =>
      new MediaCall({
        ...common,
        link: { nudge: () => link.nudge(), ready: () => link.state.name === 'ready' },
        ...{ callId, resync, rtc, devices, plan },
      }),
    diagnostics: createDiagnostics({
      snapshot: () => present()?.get(),
      call: () => present()?.call,
      media: () => {
        const media = present()?.media;
        return media instanceof MediaCall ? media : undefined;
      },
      edgeId: () => (link.state.name === 'ready' ? link.state.edgeId : ''),
      timings,
      monotonic: () => clock.monotonic(),
    }),
  };
}
