import type { Joined } from '@weft/proto';
import { createWorker, type types } from 'mediasoup';
import { workerPath } from '../../worker/locate.mjs';

/** What one leg's client hears. */
export interface HeartbeatEar {
  /** The counters heard, in order. */
  readonly counts: number[];
  /** Octets that came over the wire, UDP payload, SCTP's own included. */
  octets(): Promise<number>;
  close(): void;
}

/** Clients' ends of heartbeats: SCTP of a worker of its own, since nothing else here speaks it without a browser. */
export class HeartbeatPeer implements Disposable {
  readonly #worker: types.Worker;
  readonly #router: types.Router;

  private constructor(worker: types.Worker, router: types.Router) {
    this.#worker = worker;
    this.#router = router;
  }

  static async create(): Promise<HeartbeatPeer> {
    const workerBin = workerPath();
    const worker = await createWorker(workerBin === undefined ? {} : { workerBin });
    return new HeartbeatPeer(worker, await worker.createRouter());
  }

  /** Listens as the join's answer says. */
  async listen(joined: Joined): Promise<HeartbeatEar> {
    const port = joined.receive?.candidates[0]?.port;
    if (joined.heartbeat === undefined || port === undefined) throw new Error('no heartbeat was offered');
    const transport = await this.#router.createPlainTransport({
      ...{ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, enableSctp: true, comedia: false },
    });
    const { streamId } = joined.heartbeat;
    const producer = await transport.produceData({
      sctpStreamParameters: { streamId, ordered: false, maxRetransmits: 0 },
    });
    const direct = await this.#router.createDirectTransport();
    const consumer = await direct.consumeData({ dataProducerId: producer.id });
    const counts: number[] = [];
    consumer.on('message', (message) => counts.push(message.readUInt32BE()));
    await transport.connect({ ip: '127.0.0.1', port });
    return {
      counts,
      octets: async () =>
        (await transport.getStats()).reduce((sum, { bytesReceived }) => sum + bytesReceived, 0),
      close: () => {
        transport.close();
        direct.close();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#worker.close();
  }
}
