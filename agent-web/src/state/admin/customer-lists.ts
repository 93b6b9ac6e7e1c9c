import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { CustomerLists, CustomerListsSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: CustomerListsSnapshot = { step: 'none', problem: undefined, taken: undefined };

/** Customers that come from lists, and go out as one. */
export class SharedCustomerLists implements CustomerLists {
  readonly #api: AdminApi;
  readonly #cell: Cell<CustomerListsSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): CustomerListsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  takeIn(list: Blob): void {
    void this.#work.run('saving', async () => {
      this.#change({ taken: undefined });
      this.#change({ taken: await this.#api.importCustomers(list) });
    });
  }

  writeOut(hand: (file: Blob) => void): void {
    void this.#work.run('loading', async () => hand(await this.#api.exportCustomers()));
  }

  #change(changes: Partial<CustomerListsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
