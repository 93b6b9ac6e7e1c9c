import { readFile } from 'node:fs/promises';
import { ROUTER_CODECS } from '@weft/media-nodes/codecs';
import { workerPath } from '@weft/media-nodes/worker';
import { createWorker, type types } from 'mediasoup';
import { type Cores, pin } from '../bench/cores.ts';

/** One mediasoup worker as media nodes run it, on a core of its own. */
export class SubjectWorker implements Disposable {
  readonly #worker: types.Worker;

  private constructor(worker: types.Worker) {
    this.#worker = worker;
  }

  static async create(cores: Cores): Promise<SubjectWorker> {
    const workerBin = workerPath();
    if (workerBin === undefined) throw new Error('mediasoup-worker is not there yet; run "npm run setup"');
    const worker = await createWorker({ workerBin, logLevel: 'warn' });
    await pin(worker.pid, cores.subject, cores);
    return new SubjectWorker(worker);
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** A room's router with the codecs of media nodes. */
  router(): Promise<types.Router> {
    const mediaCodecs = ROUTER_CODECS.map((codec) => ({ ...codec, parameters: { ...codec.parameters } }));
    return this.#worker.createRouter({ mediaCodecs });
  }

  /** The one UDP and TCP port that all clients of a media node's worker share. */
  server(): Promise<types.WebRtcServer> {
    const ip = '127.0.0.1';
    return this.#worker.createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ip },
        { protocol: 'tcp', ip },
      ],
    });
  }

  /** Processor time since the start. */
  async cpuMs(): Promise<number> {
    const usage = await this.#worker.getResourceUsage();
    return usage.ru_utime + usage.ru_stime;
  }

  /** Resident set. */
  async rssBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1_024;
  }

  [Symbol.dispose](): void {
    this.#worker.close();
  }
}
