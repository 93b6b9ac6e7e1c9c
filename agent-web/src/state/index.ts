import { type Clock, type Log, systemClock } from '@weft/proto';
import { cryptoRandom, EdgeChoice, fetchPing, Link, openWebSocket } from '../link/index.ts';
import { type Api, fetchApi, type Grant } from './api.ts';
import { type Ask, linkAsk } from './ask.ts';
import { consoleLog } from './console-log.ts';
import { CustomerCall } from './customer.ts';
import { AgentDesk } from './desk.ts';
import { LocalDevices } from './devices/devices.ts';
import { browserPlatform } from './devices/platform.ts';
import { createDiagnostics } from './diagnostics.ts';
import { MediaCall } from './media/media-call.ts';
import { planMedia } from './media/plan.ts';
import { MediasoupRtc } from './media/rtc-mediasoup.ts';
import { modelAssets } from './noise/assets.ts';
import { MeasuredNoise } from './noise/noise.ts';
import { VoiceGraph } from './noise/voice-graph.ts';
import { MeshOps } from './ops.ts';
import type { CallPageParts } from './page-parts.ts';
import { ToneRing } from './ring.ts';
import { Session } from './session.ts';
import { browserStore } from './storage.ts';
import { Timings } from './timings.ts';
import type { Customer, CustomerOptions, Desk, DeskOptions, Ops, OpsOptions, VideoWish } from './types.ts';

export type * from './types.ts';

const TOKEN_KEY = 'weft-token';

interface Connected {
  readonly link: Link;
  readonly ask: Ask;
  readonly session: Session;
  readonly edges: EdgeChoice;
}

/** A page's way to the mesh: session, edges, link. */
function connect(
  { client, region = '' }: { readonly client: string; readonly region?: string },
  api: Api,
  renew: () => Promise<Grant>,
  clock: Clock,
  log: Log,
): Connected {
  const session = new Session(renew, api, clock, log);
  const edges = new EdgeChoice({ list: session.edges, ping: fetchPing, clock, region });
  const link = new Link({
    edges: () => edges.ordered(),
    token: session.token,
    client,
    open: openWebSocket,
    clock,
    random: cryptoRandom,
    log,
  });
  addEventListener('online', () => link.nudge());
  return { link, ask: linkAsk(link), session, edges };
}

/** What is at the page now, for its diagnostics. */
interface Present {
  readonly get: () => unknown;
  readonly call: CustomerCall['call'];
  readonly media: CustomerCall['media'];
}

/** The parts of a page that holds calls. */
function callParts(
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
  const noise = new MeasuredNoise(modelAssets, clock, log);
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
    createMedia: (callId, resync) => new MediaCall({ ...common, callId, resync, rtc, devices, plan }),
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

/** The widget's state. Once a page; `open()` begins. */
export function createCustomer(options: CustomerOptions): Customer {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const store = browserStore('sessionStorage');
  // The subject of before a reload is kept by showing its token: a live call knows the customer by it.
  const renew = async (): Promise<Grant> => {
    const grant = await api.guest(store.get(TOKEN_KEY), options.displayName ?? '');
    store.set(TOKEN_KEY, grant.token);
    return grant;
  };
  const connected = connect(options, api, renew, clock, log);
  const parts = callParts(connected, options.video, clock, log, () => customer);
  const regionRtts = () => connected.edges.regionRtts();
  const customer: CustomerCall = new CustomerCall(options, { ...parts, regionRtts, store });
  return customer;
}

/** The desk's state. Once a page; `open()` begins. */
export function createDesk(options: DeskOptions): Desk {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const connected = connect(options, api, () => api.refresh(), clock, log);
  const parts = callParts(connected, options.video, clock, log, () => desk);
  const ring = new ToneRing(clock, log);
  const { session } = connected;
  const desk: AgentDesk = new AgentDesk(options, {
    ...parts,
    api,
    session,
    ring,
    store: browserStore('localStorage'),
  });
  return desk;
}

/** The operators' page's state. Once a page; `open()` begins. */
export function createOps(options: OpsOptions): Ops {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const { link, ask, session } = connect(options, api, () => api.refresh(), clock, log);
  return new MeshOps({ link, ask, api, session, clock, log });
}
