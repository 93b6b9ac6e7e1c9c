import { observer, type types } from 'mediasoup';

type Counted = 'routers' | 'transports' | 'pipes' | 'producers' | 'consumers' | 'meters';

interface Observed {
  readonly observer: { once(event: 'close', listener: () => void): unknown };
}

/** Counts what the engine holds in this process: by its observers, and by the workers' own word. */
export class Census implements Disposable {
  readonly #workers = new Set<types.Worker>();
  readonly #open = { routers: 0, transports: 0, pipes: 0, producers: 0, consumers: 0, meters: 0 };
  readonly #routers = new Map<string, types.Router>();

  constructor() {
    observer.on('newworker', this.#follow);
  }

  /** What is open now, as the engine's objects in this process say. */
  get open(): Readonly<Record<Counted, number>> {
    return { ...this.#open };
  }

  /** Whether nothing of a room is left: no object here, and no router or handler in any worker. */
  async empty(): Promise<true | string> {
    const left = Object.entries(this.#open).filter(([, count]) => count > 0);
    if (left.length > 0) return `still open: ${left.map(([name, count]) => `${count} ${name}`).join(', ')}`;
    for (const worker of this.#workers) {
      const dump = await worker.dump();
      if (dump.routerIds.length > 0) return `worker ${dump.pid} has ${dump.routerIds.length} routers`;
      const { channelRequestHandlers, channelNotificationHandlers } = dump.channelMessageHandlers;
      // What is left is the WebRtcServer of each worker.
      if (channelRequestHandlers.length > 1 || channelNotificationHandlers.length > 0)
        return `worker ${dump.pid} has handlers left: ${channelRequestHandlers.join()}`;
    }
    return true;
  }

  /** Pipe consumers by the producer they copy: how many copies of each track leave this process's routers. */
  async copies(trackId: string): Promise<number> {
    const dumps = await Promise.all([...this.#routers.values()].map((router) => router.dump()));
    return dumps
      .flatMap(({ mapProducerIdConsumerIds }) => mapProducerIdConsumerIds)
      .filter(({ key }) => key === trackId)
      .flatMap(({ values }) => values)
      .filter((consumerId) => this.#pipeConsumers.has(consumerId)).length;
  }

  get pids(): number[] {
    return [...this.#workers].map(({ pid }) => pid);
  }

  [Symbol.dispose](): void {
    observer.off('newworker', this.#follow);
  }

  readonly #pipeConsumers = new Set<string>();

  readonly #follow = (worker: types.Worker): void => {
    this.#workers.add(worker);
    worker.observer.once('close', () => this.#workers.delete(worker));
    worker.observer.on('newrouter', (router) => {
      this.#routers.set(router.id, router);
      router.observer.once('close', () => this.#routers.delete(router.id));
      this.#count('routers', router);
      router.observer.on('newrtpobserver', (meter) => this.#count('meters', meter));
      router.observer.on('newtransport', (transport) => {
        this.#count('transports', transport);
        if (transport.type === 'pipe') this.#count('pipes', transport);
        transport.observer.on('newproducer', (producer) => this.#count('producers', producer));
        transport.observer.on('newconsumer', (consumer) => {
          this.#count('consumers', consumer);
          if (transport.type !== 'pipe') return;
          this.#pipeConsumers.add(consumer.id);
          consumer.observer.once('close', () => this.#pipeConsumers.delete(consumer.id));
        });
      });
    });
  };

  #count(name: Counted, object: Observed): void {
    this.#open[name] += 1;
    object.observer.once('close', () => {
      this.#open[name] -= 1;
    });
  }
}
