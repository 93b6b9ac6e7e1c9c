import type { Clock, Log, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { Problem, Readable } from '../types.ts';

const EVERY_MS = 2_000;

export interface PolledParts<Answer> {
  readonly ask: () => Promise<Answer>;
  /** What is shown before the first answer. */
  readonly unknown: Answer;
  readonly clock: Clock;
  readonly log: Log;
}

/** An answer with why the last question had none. */
type Polling<Answer> = Answer & { readonly problem: Problem | undefined };

/** Something that is asked for every two seconds while somebody looks, one question at a time. */
export class Polled<Answer extends object> implements Readable<Polling<Answer>> {
  readonly #parts: PolledParts<Answer>;
  readonly #cell: Cell<Polling<Answer>>;
  #watchers = 0;
  #asking = false;
  #timer: Timer | undefined;

  constructor(parts: PolledParts<Answer>) {
    this.#parts = parts;
    this.#cell = createCell<Polling<Answer>>({ ...parts.unknown, problem: undefined });
  }

  readonly get = (): Polling<Answer> => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Until the returned function is called. */
  watch(): () => void {
    this.#watchers += 1;
    void this.#ask();
    this.#timer ??= this.#parts.clock.every(EVERY_MS, () => void this.#ask());
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
    };
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#cell.set({ ...(await this.#parts.ask()), problem: undefined });
    } catch (error) {
      this.#parts.log.debug({ error: String(error) }, 'not known');
      this.#cell.set({ ...this.get(), problem: problemOf(error) });
    }
    this.#asking = false;
  }
}
