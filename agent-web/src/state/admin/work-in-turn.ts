import type { Log } from '@weft/proto';
import { problemOf } from '../problem.ts';
import type { Problem } from '../types.ts';

/** What a part of the page shows of the work it asked for. */
export interface Standing<Step extends string> {
  readonly step: Step | 'none';
  readonly problem: Problem | undefined;
}

/**
 * The work that a part of the page asks for, one piece at a time: what is asked
 * while another is under way is not done. Every button that asks is shown as busy
 * meanwhile, so that it looks no other after a press than before it.
 * A failure is kept as the problem that the part shows.
 */
export class WorkInTurn<Step extends string> {
  readonly #log: Log;
  readonly #show: (standing: Standing<Step>) => void;
  #busy = false;
  /** Begins when what is under way is over. */
  #next: (() => void) | undefined;

  constructor(log: Log, show: (standing: Standing<Step>) => void) {
    this.#log = log;
    this.#show = show;
  }

  /** Resolves when it is over, however it ended. */
  async run(step: Step, work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#show({ step, problem: undefined });
    let problem: Problem | undefined;
    try {
      await work();
    } catch (error) {
      this.#log.warn({ step, error: String(error) }, 'administration');
      problem = problemOf(error);
    }
    this.#busy = false;
    this.#show({ step: 'none', problem });
    const next = this.#next;
    this.#next = undefined;
    next?.();
  }

  /** The same for what no button asks for: it waits for what is under way. Of several that wait, the last one is done. */
  runNext(step: Step, work: () => Promise<void>): void {
    const begin = (): void => void this.run(step, work);
    if (this.#busy) this.#next = begin;
    else begin();
  }
}
