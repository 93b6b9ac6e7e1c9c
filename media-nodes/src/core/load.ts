import type { Clock, Log, NodeLoad, Timer } from '@weft/proto';
import type { EngineWorker } from '../ports.ts';
import type { Rooms } from './rooms.ts';
import type { Workers } from './workers.ts';

const SAMPLE_INTERVAL_MS = 1_000;
/** Beats ask twenty times a second: the rooms are counted at most this often. */
const COUNT_INTERVAL_MS = 200;

interface Sample {
  readonly cpuMs: number;
  readonly atMs: number;
}

/** How much the node carries: counts as they are, CPU as of the last second. */
export class LoadMeter implements Disposable {
  readonly #workers: Workers;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timer: Timer;
  #samples = new Map<EngineWorker, Sample>();
  #sampling = false;
  #cpu = 0;
  #counted: NodeLoad = { cpu: 0, rooms: 0, participants: 0, consumers: 0, pipes: 0 };
  #countedMs = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly workers: Workers;
    readonly rooms: Rooms;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#workers = options.workers;
    this.#rooms = options.rooms;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#timer = options.clock.every(SAMPLE_INTERVAL_MS, () => void this.#sample());
  }

  /** `cpu` is the share of one core that the busiest worker used in the last second. */
  get load(): NodeLoad {
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#countedMs >= COUNT_INTERVAL_MS) {
      this.#countedMs = nowMs;
      this.#counted = this.#count();
    }
    return { ...this.#counted, cpu: this.#cpu };
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
  }

  #count(): NodeLoad {
    const rooms = this.#rooms.all;
    const attendances = rooms.flatMap((room) => room.members.attendances);
    return {
      cpu: this.#cpu,
      rooms: rooms.length,
      participants: attendances.length,
      consumers: attendances.reduce((sum, { subscriptions }) => sum + subscriptions.size, 0),
      pipes: rooms.reduce((sum, room) => sum + room.neighbours.pipes, 0),
    };
  }

  /** Never rejects. A worker that does not answer keeps the next sample from being taken, not the beats. */
  async #sample(): Promise<void> {
    if (this.#sampling) return;
    this.#sampling = true;
    try {
      const taken = await Promise.all(
        this.#workers.alive.map(
          async (worker) =>
            [worker, { cpuMs: await worker.cpuTimeMs(), atMs: this.#clock.monotonic() }] as const,
        ),
      );
      const shares = taken.map(([worker, now]) => {
        const before = this.#samples.get(worker);
        const elapsedMs = before === undefined ? 0 : now.atMs - before.atMs;
        return before === undefined || elapsedMs <= 0 ? 0 : (now.cpuMs - before.cpuMs) / elapsedMs;
      });
      this.#samples = new Map(taken);
      this.#cpu = Math.max(0, ...shares);
    } catch (error) {
      this.#log.debug({ error: String(error) }, 'load not sampled: a worker went away');
    } finally {
      this.#sampling = false;
    }
  }
}
