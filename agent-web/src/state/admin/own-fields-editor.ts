import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { OwnField, OwnFieldDraft, OwnFieldsEditor, OwnFieldsSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: OwnFieldsSnapshot = { step: 'none', problem: undefined, fields: [], saved: '' };

/** What a field is known by in the page. */
export const fieldName = ({ subject, key }: Pick<OwnField, 'subject' | 'key'>): string => `${subject} ${key}`;

/** The company's own fields, as they are changed. */
export class SharedOwnFieldsEditor implements OwnFieldsEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<OwnFieldsSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): OwnFieldsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () =>
      this.#change({ fields: await this.#api.ownFields(), saved: '' }),
    );
  }

  add(draft: OwnFieldDraft): void {
    void this.#work.run('saving', async () => this.#keep(await this.#api.addOwnField(draft)));
  }

  change(field: OwnField, draft: Pick<OwnFieldDraft, 'label' | 'choices'>): void {
    void this.#work.run('saving', async () => this.#keep(await this.#api.changeOwnField(field, draft)));
  }

  remove(field: OwnField): void {
    void this.#work.run('saving', async () => {
      await this.#api.removeOwnField(field);
      this.#change({ fields: this.#without(field), saved: '' });
    });
  }

  #without(field: OwnField): readonly OwnField[] {
    return this.get().fields.filter((one) => fieldName(one) !== fieldName(field));
  }

  #keep(field: OwnField): void {
    const fields = [...this.#without(field), field].sort((one, other) => (one.label < other.label ? -1 : 1));
    this.#change({ fields, saved: fieldName(field) });
  }

  #change(changes: Partial<OwnFieldsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
