import type { Log } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { createWorker, setLogEventListeners, type types } from 'mediasoup';
import type {
  ClientTransport,
  Engine,
  EngineRouter,
  EngineWorker,
  EngineWorkerOptions,
  LevelMeter,
  PipeTransport,
} from '../../ports.ts';

/** What a new outgoing transport may send before bandwidth estimation has spoken, in bits per second. */
const INITIAL_OUTGOING_BITRATE = 1_000_000;
/** mediasoup forgets a silent peer after this long; its least possible value would be 10. */
const ICE_CONSENT_TIMEOUT_SECONDS = 30;

export interface MediasoupOptions {
  /** The mediasoup-worker executable; undefined = where mediasoup itself looks. */
  readonly workerBin: string | undefined;
  readonly log: Log;
}

/** The engine port over mediasoup. */
export class MediasoupEngine implements Engine {
  readonly #options: MediasoupOptions;

  constructor(options: MediasoupOptions) {
    this.#options = options;
    const log = options.log.child({ part: 'mediasoup' });
    setLogEventListeners({
      onwarn: (namespace, text) => log.debug({ namespace }, text),
      onerror: (namespace, text, error) => {
        const fields = { namespace, error: error?.message };
        // The worker's word on what a client asked: answered with a code and counted, no fault of ours.
        if (namespace.endsWith(':Channel')) log.debug(fields, text);
        else log.warn(fields, text);
      },
    });
  }

  async startWorker(options: EngineWorkerOptions): Promise<EngineWorker> {
    const worker = await startUnsignalled(() =>
      createWorker({
        logLevel: 'warn',
        ...(this.#options.workerBin === undefined ? {} : { workerBin: this.#options.workerBin }),
      }),
    );
    try {
      return workerOf(worker, await openSockets(worker, options));
    } catch (error) {
      worker.close();
      throw error;
    }
  }
}

/** One UDP and one TCP socket for all of a worker's clients. Throws ConfigError when the port is taken. */
async function openSockets(
  worker: types.Worker,
  { listenIp, announcedAddress, port }: EngineWorkerOptions,
): Promise<types.WebRtcServer> {
  const listen = {
    ip: listenIp,
    ...(announcedAddress === undefined ? {} : { announcedAddress }),
    ...(port === 0 ? {} : { port }),
  };
  return worker
    .createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ...listen },
        { protocol: 'tcp', ...listen },
      ],
    })
    .catch((error: unknown) => {
      throw new ConfigError(
        `media port ${port} on ${listenIp} cannot be used, UDP or TCP; stop what uses it or choose another`,
        { cause: error },
      );
    });
}

/**
 * mediasoup closes its workers on SIGINT and SIGTERM by listeners of its own,
 * which would end every call before our closing order has begun: they are taken off.
 */
function startUnsignalled(start: () => Promise<types.Worker>): Promise<types.Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const starting = start();
  for (const [signal, known] of before)
    for (const listener of process.listeners(signal))
      if (!known.has(listener)) process.removeListener(signal, listener);
  return starting;
}

function workerOf(worker: types.Worker, server: types.WebRtcServer): EngineWorker {
  const open = openTransports(worker);
  return {
    pid: worker.pid,
    get transports() {
      return open.size;
    },
    createRouter: async (codecs) => {
      const mediaCodecs = codecs.map((codec) => ({ ...codec, parameters: { ...codec.parameters } }));
      return routerOf(await worker.createRouter({ mediaCodecs }), server);
    },
    cpuTimeMs: async () => {
      const usage = await worker.getResourceUsage();
      return usage.ru_utime + usage.ru_stime;
    },
    onDied: (listener) => {
      worker.once('died', listener);
    },
    kill: () => {
      if (!worker.subprocessClosed) process.kill(worker.pid, 'SIGKILL');
    },
    close: () =>
      new Promise((resolve) => {
        if (worker.subprocessClosed) resolve();
        else worker.once('subprocessclose', resolve);
        worker.close();
      }),
  };
}

/** What is open of what others send to; heartbeats come from within. */
function openTransports(worker: types.Worker): ReadonlySet<string> {
  const open = new Set<string>();
  worker.observer.on('newrouter', ({ observer }) => {
    observer.on('newtransport', (transport) => {
      if (transport.type === 'direct') return;
      open.add(transport.id);
      transport.observer.once('close', () => open.delete(transport.id));
    });
  });
  return open;
}

/**
 * A port without what carries RTP parameters: mediasoup types codec parameters
 * as unknown and header extension URIs as a closed union, ours are the same
 * values as the wire has them. All else of a transport is compared by the compiler.
 */
type Bare<Port> = Omit<Port, 'consume' | 'produce'>;

const routerOf = (router: types.Router, server: types.WebRtcServer): EngineRouter => ({
  get rtpCapabilities() {
    return router.rtpCapabilities as EngineRouter['rtpCapabilities'];
  },
  createClientTransport: async ({ data }) => {
    const transport: Bare<ClientTransport> = await router.createWebRtcTransport({
      webRtcServer: server,
      enableUdp: true,
      enableTcp: true,
      enableSctp: data,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
      iceConsentTimeout: ICE_CONSENT_TIMEOUT_SECONDS,
    });
    return transport as ClientTransport;
  },
  createPipeTransport: async ({ listenIp }) => {
    const transport: Bare<PipeTransport> = await router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: listenIp },
      enableSrtp: true,
      enableRtx: true,
    });
    return transport as PipeTransport;
  },
  createHeartbeatSource: async () => {
    const transport = await router.createDirectTransport();
    const producer = await transport.produceData({ label: 'heartbeat' });
    return {
      producerId: producer.id,
      send: (payload) => {
        if (!producer.closed)
          producer.send(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength));
      },
      close: () => transport.close(),
    };
  },
  createLevelMeter: async ({ intervalMs, thresholdDbov }) =>
    meterOf(
      await router.createAudioLevelObserver({
        maxEntries: 1,
        interval: intervalMs,
        threshold: thresholdDbov,
      }),
    ),
  canConsume: (options) => router.canConsume(options as Parameters<types.Router['canConsume']>[0]),
  close: () => router.close(),
});

const meterOf = (observer: types.AudioLevelObserver): LevelMeter => ({
  addProducer: ({ producerId }) => observer.addProducer({ producerId }),
  removeProducer: ({ producerId }) => observer.removeProducer({ producerId }),
  close: () => observer.close(),
  onLoudest: (listener) => {
    observer.on('volumes', ([loudest]) => {
      if (loudest !== undefined) listener(loudest.producer.id, loudest.volume);
    });
  },
  onSilence: (listener) => {
    observer.on('silence', listener);
  },
});
