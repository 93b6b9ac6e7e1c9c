import { type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { MenuEditor, MenuEntry, MenuSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { menuIsWhole } from './menu-draft.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: MenuSnapshot = {
  ...{ step: 'none', problem: undefined, accountId: '', known: false },
  ...{ entries: [], wrong: '', saved: false },
};

/** The menu of the account that is looked at. */
export class AccountMenuEditor implements MenuEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<MenuSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): MenuSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(accountId: string): void {
    this.#cell.set({ ...EMPTY, accountId, step: 'loading' });
    this.#work.runNext(
      'loading',
      this.#of(accountId, async () => ({ known: true, entries: await this.#api.menu(accountId) })),
    );
  }

  change(entries: readonly MenuEntry[]): void {
    this.#change({ entries, wrong: '', saved: false });
  }

  save(): void {
    const { accountId, entries, known } = this.get();
    if (!known || !menuIsWhole(entries)) return;
    const work = this.#of(accountId, async () => {
      this.#change({ wrong: '', saved: false });
      await this.#api.putMenu(accountId, entries);
      return { saved: true };
    });
    void this.#work.run('saving', work);
  }

  /** Work whose outcome is shown with the account that it is of: somebody may look at another one by then. */
  #of(accountId: string, work: () => Promise<Partial<MenuSnapshot>>): () => Promise<void> {
    const show = (changes: Partial<MenuSnapshot>): void => {
      if (this.get().accountId === accountId) this.#change(changes);
    };
    return async () => {
      try {
        show(await work());
      } catch (error) {
        if (!(error instanceof WeftError) || error.code !== 'BAD_REQUEST') throw error;
        show({ wrong: error.message });
      }
    };
  }

  #change(changes: Partial<MenuSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
