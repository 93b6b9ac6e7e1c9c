import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Macro, MacroDraft, MacrosEditor, MacrosSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: MacrosSnapshot = { step: 'none', problem: undefined, macros: [], templates: [], saved: '' };

/** What agents may do by one press, as it is changed. */
export class SharedMacrosEditor implements MacrosEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<MacrosSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): MacrosSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const [macros, templates] = await Promise.all([this.#api.macros(), this.#api.templates()]);
      const shared = templates.filter(({ ownerId }) => ownerId === '');
      this.#change({
        ...{ macros, saved: '' },
        templates: shared.map(({ templateId, shortcut, title }) => [templateId, `/${shortcut} · ${title}`]),
      });
    });
  }

  add(draft: MacroDraft): void {
    void this.#work.run('saving', async () => this.#keep(await this.#api.addMacro(draft)));
  }

  change({ macroId, revision }: Macro, draft: MacroDraft): void {
    void this.#work.run('saving', async () =>
      this.#keep(await this.#api.changeMacro(macroId, revision, draft)),
    );
  }

  remove(macroId: string): void {
    void this.#work.run('saving', async () => {
      await this.#api.removeMacro(macroId);
      this.#change({ macros: this.get().macros.filter((one) => one.macroId !== macroId), saved: '' });
    });
  }

  #keep(macro: Macro): void {
    const others = this.get().macros.filter(({ macroId }) => macroId !== macro.macroId);
    const macros = [...others, macro].sort((one, other) => (one.name < other.name ? -1 : 1));
    this.#change({ macros, saved: macro.macroId });
  }

  #change(changes: Partial<MacrosSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
