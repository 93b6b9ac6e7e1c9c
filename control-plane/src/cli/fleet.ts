import type { Clock } from '@weft/proto';
import type { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { makeRoom } from './log-file.ts';
import { type ServiceKind, type ServicePlan, START_ORDER, STOP_ORDER } from './plan.ts';
import { markOf } from './process-mark.ts';
import { type ServiceEvent, Supervised } from './supervised.ts';

const LOG_CHECK_MS = 30_000;

/** What a fleet is made of. */
export interface FleetOptions {
  readonly plans: readonly ServicePlan[];
  readonly folder: DataFolder;
  /** Where the pages and the HTTP API are, for whoever reads the folder. */
  readonly url: string;
  readonly clock: Clock;
  readonly onEvent: (event: ServiceEvent) => void;
}

/** All processes of a stack: started in one written order, stopped in the other, and written down in the data folder. */
export class Fleet implements AsyncDisposable {
  readonly #options: FleetOptions;
  readonly #services: readonly Supervised[];
  readonly #owned = new DisposableStack();
  #writing: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  constructor(options: FleetOptions) {
    const { plans, clock, onEvent } = options;
    this.#options = options;
    this.#services = plans.map(
      (plan) => new Supervised(plan, { clock, onEvent, onProcess: () => this.#write() }),
    );
  }

  /** Every service with the id of its process; 0 between a death and the start that follows it. */
  get services(): readonly (ServicePlan & { readonly pid: number })[] {
    return this.#services.map(({ plan, process }) => ({ ...plan, pid: process?.pid ?? 0 }));
  }

  /**
   * Starts everything; services of one step at the same time, the second step
   * when `between` is over too, which runs beside the first. On a failure, or when the signal is aborted,
   * what runs is stopped and the first reason thrown.
   */
  async start(between: Promise<void>, signal?: AbortSignal): Promise<void> {
    const stop = (): void => {
      // The starts that are under way fail by this, and tell of it.
      void this[Symbol.asyncDispose]();
    };
    signal?.addEventListener('abort', stop);
    this.#owned.defer(() => signal?.removeEventListener('abort', stop));
    let besides: readonly Promise<void>[] = [between];
    for (const kinds of START_ORDER) {
      if (signal?.aborted === true) throw new CommandFailure('Stopped before everything was ready.');
      await this.#all([...this.#of(kinds).map((service) => service.start()), ...besides]);
      besides = [];
    }
    const trimming = this.#options.clock.every(LOG_CHECK_MS, () => {
      for (const { plan } of this.#services) {
        // A log that cannot be trimmed now is trimmed at the next turn, or at the next start.
        makeRoom(plan.logFile).catch(() => undefined);
      }
    });
    this.#owned.defer(() => trimming.cancel());
  }

  /** The service of this name. Throws CommandFailure when there is none. */
  find(name: string): Supervised {
    const found = this.#services.find(({ plan }) => plan.name === name);
    if (found !== undefined) return found;
    const names = this.#services.map(({ plan }) => plan.name).join(', ');
    throw new CommandFailure(`There is no service named ${name}; there are ${names}.`);
  }

  /** Ends everything at once, without waiting: for a second Ctrl-C. */
  stopNow(): void {
    for (const service of this.#services) service.stopNow();
  }

  /** Stops everything in order. Resolves when nothing is left. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#owned.dispose();
    for (const kinds of STOP_ORDER) await Promise.all(this.#of(kinds).map((service) => service.stop()));
    await this.#writing;
    await this.#options.folder.writeState(undefined);
  }

  #of(kinds: readonly ServiceKind[]): readonly Supervised[] {
    return this.#services.filter(({ plan }) => kinds.includes(plan.kind));
  }

  async #all(work: readonly Promise<void>[]): Promise<void> {
    try {
      await Promise.all(work);
    } catch (error) {
      // Whatever still waits to become ready gives up when it is stopped.
      await this[Symbol.asyncDispose]();
      await Promise.allSettled(work);
      throw error;
    }
  }

  #write(): void {
    const { folder, url } = this.#options;
    const services = this.#services.flatMap(
      ({ plan: { name, kind, region, url: at, logFile }, process: mark }) =>
        mark === undefined ? [] : [{ name, kind, region, url: at, logFile, process: mark }],
    );
    const state = { url, launcher: markOf(process.pid), services };
    this.#writing = this.#writing
      .then(() => folder.writeState(state))
      // A full disk must not end calls; the price is that a later start does not know these processes.
      .catch(() => undefined);
  }
}
