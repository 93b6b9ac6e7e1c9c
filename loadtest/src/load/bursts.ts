import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { systemClock, type Timer } from '@weft/proto';

const PROGRAM = fileURLToPath(new URL('./burst-process.ts', import.meta.url));
/** Two for each core: whoever else wants to run has a third of it at most. */
const PROCESSES_PER_CORE = 2;

/** How often the processor is kept busy, and for how long. */
export interface BurstOptions {
  readonly everyMs: number;
  readonly forMs: number;
}

/** Keeps all cores busy at the same moments, again and again, until disposed. */
export class Bursts implements AsyncDisposable {
  readonly #children: readonly ChildProcess[];
  readonly #timer: Timer;

  private constructor(children: readonly ChildProcess[], { everyMs, forMs }: BurstOptions) {
    this.#children = children;
    this.#timer = systemClock.every(everyMs, () => {
      for (const child of children) child.send(forMs);
    });
  }

  static async create(options: BurstOptions): Promise<Bursts> {
    const children = Array.from({ length: PROCESSES_PER_CORE * availableParallelism() }, () => fork(PROGRAM));
    await Promise.all(children.map((child) => once(child, 'spawn')));
    return new Bursts(children, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await Promise.all(
      this.#children.map(async (child) => {
        const gone = once(child, 'exit');
        child.disconnect();
        await gone;
      }),
    );
  }
}
