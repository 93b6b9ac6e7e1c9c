import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Readable } from '../types.ts';

/** A list that is asked for at every sign-on; without it the desk works all the same. */
export class Renewed<Entry> implements Readable<readonly Entry[]> {
  readonly #ask: () => Promise<readonly Entry[]>;
  readonly #log: Log;
  readonly #cell: Cell<readonly Entry[]> = createCell<readonly Entry[]>([]);
  #asked = 0;
  /** Which question what is shown answers: an answer that comes late does not take the place of a newer one. */
  #answered = 0;

  constructor(ask: () => Promise<readonly Entry[]>, log: Log) {
    this.#ask = ask;
    this.#log = log;
  }

  readonly get = (): readonly Entry[] => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  renew(): void {
    this.#asked += 1;
    const question = this.#asked;
    this.#ask().then(
      (entries) => {
        if (question < this.#answered) return;
        this.#answered = question;
        this.#cell.set(entries);
      },
      (error: unknown) => this.#log.warn({ error: String(error) }, 'a list is missing'),
    );
  }
}
