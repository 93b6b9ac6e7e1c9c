import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import type { Engine, EngineRouter, EngineWorker, RouterCodec } from '../ports.ts';

/** First pause before a worker is started again; doubles up to the last. */
const FIRST_RESPAWN_MS = 50;
const LAST_RESPAWN_MS = 5_000;
/** A worker that lived this long has its earlier deaths forgiven. */
const HEALTHY_MS = 60_000;

export interface WorkersOptions {
  readonly engine: Engine;
  readonly count: number;
  readonly listenIp: string;
  readonly announcedAddress: string | undefined;
  /** The first worker's port, the next one's is one higher; 0 = free ports. */
  readonly firstPort: number;
  readonly codecs: readonly RouterCodec[];
  /** A worker has died, and with it the rooms of these calls: told before the rooms themselves are. */
  readonly died: (callIds: readonly string[]) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A room's spot on a worker. */
export interface Spot {
  readonly router: EngineRouter;
  /** The room is closed. */
  release(): void;
}

interface Slot {
  readonly index: number;
  /** Undefined while it is down. */
  worker: EngineWorker | undefined;
  /** The rooms on it, each with what it does when the worker dies. */
  spots: Set<{ readonly callId: string; readonly onLost: () => void }>;
  deaths: number;
  startedAtMs: number;
  respawn: Timer | undefined;
}

/** How long to wait before a worker that died so many times in a row is started again. */
export const respawnDelayMs = (deaths: number): number =>
  Math.min(LAST_RESPAWN_MS, FIRST_RESPAWN_MS * 2 ** Math.max(0, deaths - 1));

/** The node's worker processes. One that dies is replaced; its rooms are told that they are lost. */
export class Workers implements AsyncDisposable {
  readonly #options: WorkersOptions;
  readonly #slots: Slot[];
  #lost = 0;
  #closed = false;

  private constructor(options: WorkersOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.count }, (_, index) => ({
      ...{ index, worker: undefined, spots: new Set<never>(), deaths: 0, startedAtMs: 0 },
      respawn: undefined,
    }));
  }

  /** Starts all workers. Throws what the engine throws when one cannot be started. */
  static async create(options: WorkersOptions): Promise<Workers> {
    const workers = new Workers(options);
    try {
      await Promise.all(workers.#slots.map((slot) => workers.#start(slot)));
      return workers;
    } catch (error) {
      await workers[Symbol.asyncDispose]();
      throw error;
    }
  }

  get count(): number {
    return this.#slots.length;
  }

  /** Workers that run now. */
  get alive(): readonly EngineWorker[] {
    return this.#slots.flatMap(({ worker }) => worker ?? []);
  }

  /** Workers that died since the start. */
  get lost(): number {
    return this.#lost;
  }

  /** A router on the worker with the fewest rooms; `onLost` is called when that worker dies. Throws UNAVAILABLE. */
  async place(callId: string, onLost: () => void): Promise<Spot> {
    const slot = this.#slots
      .filter(({ worker }) => worker !== undefined)
      .reduce<Slot | undefined>(
        (best, next) => (best && best.spots.size <= next.spots.size ? best : next),
        undefined,
      );
    if (slot?.worker === undefined) throw new WeftError('UNAVAILABLE', 'no media worker runs at the moment');
    const { spots, worker } = slot;
    const spot = { callId, onLost };
    // Counted before the engine answers, so that rooms opened at once are spread.
    spots.add(spot);
    try {
      const router = await worker.createRouter(this.#options.codecs);
      return { router, release: () => spots.delete(spot) };
    } catch (error) {
      spots.delete(spot);
      throw new WeftError('UNAVAILABLE', 'the media worker did not make a router', { cause: error });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const { respawn } of this.#slots) respawn?.cancel();
    await Promise.all(this.alive.map((worker) => worker.close()));
  }

  async #start(slot: Slot): Promise<void> {
    const { engine, listenIp, announcedAddress, firstPort, clock, log } = this.#options;
    const port = firstPort === 0 ? 0 : firstPort + slot.index;
    const worker = await engine.startWorker({ listenIp, announcedAddress, port });
    if (this.#closed) {
      await worker.close();
      return;
    }
    slot.worker = worker;
    slot.startedAtMs = clock.monotonic();
    worker.onDied(() => this.#died(slot));
    log.info({ worker: slot.index, pid: worker.pid }, 'worker started');
  }

  #died(slot: Slot): void {
    const { clock, log, died } = this.#options;
    const { spots, worker } = slot;
    slot.worker = undefined;
    slot.spots = new Set();
    slot.deaths = clock.monotonic() - slot.startedAtMs >= HEALTHY_MS ? 1 : slot.deaths + 1;
    this.#lost += 1;
    log.error({ worker: slot.index, pid: worker?.pid, rooms: spots.size }, 'worker died');
    died([...spots].map(({ callId }) => callId));
    for (const { onLost } of spots) onLost();
    this.#respawn(slot);
  }

  #respawn(slot: Slot): void {
    const { clock, log } = this.#options;
    slot.respawn = clock.after(respawnDelayMs(slot.deaths), () => {
      slot.respawn = undefined;
      if (this.#closed) return;
      this.#start(slot).catch((error: unknown) => {
        slot.deaths += 1;
        log.error({ worker: slot.index, error: String(error) }, 'worker not started');
        if (!this.#closed) this.#respawn(slot);
      });
    });
  }
}
