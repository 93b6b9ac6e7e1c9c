import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Readable, Template } from '../types.ts';
import type { Crm } from './crm.ts';

/** The templates, asked for at every sign-on; without them the desk works all the same. */
export class Templates implements Readable<readonly Template[]> {
  readonly #crm: Crm;
  readonly #log: Log;
  readonly #cell: Cell<readonly Template[]> = createCell<readonly Template[]>([]);

  constructor(crm: Crm, log: Log) {
    this.#crm = crm;
    this.#log = log;
  }

  readonly get = (): readonly Template[] => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  renew(): void {
    this.#crm.templates().then(
      (templates) => this.#cell.set(templates),
      (error: unknown) => this.#log.warn({ error: String(error) }, 'no templates'),
    );
  }
}
