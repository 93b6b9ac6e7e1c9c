import { observer, type types } from 'mediasoup';
import type { ClientTransport, Engine, EngineRouter, EngineWorker } from '../ports.ts';

/**
 * An engine whose clients speak plain RTP over UDP instead of ICE, DTLS and
 * SRTP, so that a test is a client with a socket. All else is the real engine's.
 * A transport's one ICE candidate says where to send; the first packet that
 * arrives says where to answer.
 */
export class PlainEngine implements Engine {
  readonly #real: Engine;

  constructor(real: Engine) {
    this.#real = real;
  }

  async startWorker(options: Parameters<Engine['startWorker']>[0]): Promise<EngineWorker> {
    const begun = new Map<number, types.Worker>();
    const note = (worker: types.Worker): void => {
      begun.set(worker.pid, worker);
    };
    observer.on('newworker', note);
    const worker = await this.#real.startWorker(options);
    observer.off('newworker', note);
    const known = begun.get(worker.pid);
    if (known === undefined) throw new Error('the engine is not over mediasoup');
    return withPlainClients(worker, known);
  }
}

function withPlainClients(worker: EngineWorker, known: types.Worker): EngineWorker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    pid: worker.pid,
    get transports() {
      return worker.transports;
    },
    cpuTimeMs: () => worker.cpuTimeMs(),
    onDied: (listener) => worker.onDied(listener),
    kill: () => worker.kill(),
    close: () => worker.close(),
    // One after the other, so that the router heard of is the router made.
    createRouter: (codecs) => {
      const making = last.then(async () => {
        const made = Promise.withResolvers<types.Router>();
        known.observer.once('newrouter', made.resolve);
        const router = await worker.createRouter(codecs);
        return plainRouter(router, await made.promise);
      });
      last = making.catch(() => undefined);
      return making;
    },
  };
}

const plainRouter = (router: EngineRouter, known: types.Router): EngineRouter => ({
  get rtpCapabilities() {
    return router.rtpCapabilities;
  },
  createPipeTransport: (options) => router.createPipeTransport(options),
  createHeartbeatSource: () => router.createHeartbeatSource(),
  createLevelMeter: (options) => router.createLevelMeter(options),
  canConsume: (options) => router.canConsume(options),
  close: () => router.close(),
  createClientTransport: async ({ data }) => {
    const plain = await known.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: true,
      comedia: true,
      enableSctp: data,
    });
    const over = {
      iceParameters: { usernameFragment: 'plain', password: 'plain', iceLite: true },
      iceCandidates: [
        {
          ...{ foundation: 'udpcandidate', priority: 1, address: '127.0.0.1', protocol: 'udp', type: 'host' },
          port: plain.tuple.localPort,
        },
      ],
      iceState: 'completed',
      dtlsParameters: { role: 'auto', fingerprints: [] },
      dtlsState: 'connected',
      connect: async () => undefined,
      restartIce: async () => ({ usernameFragment: 'plain2', password: 'plain2', iceLite: true }),
    };
    return new Proxy(plain, {
      get: (target, name) => {
        if (Object.hasOwn(over, name)) return Reflect.get(over, name);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }) as unknown as ClientTransport;
  },
});
