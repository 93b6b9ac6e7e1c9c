import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type {
  EditedTemplate,
  SectionStep,
  TemplateDraft,
  TemplatesEditor,
  TemplatesSnapshot,
} from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: TemplatesSnapshot = { step: 'none', problem: undefined, templates: [], saved: '' };

/** Everybody's templates; agents' own are their own business. */
export class SharedTemplatesEditor implements TemplatesEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<TemplatesSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): TemplatesSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const all = await this.#api.templates();
      this.#change({ templates: all.filter(({ ownerId }) => ownerId === ''), saved: '' });
    });
  }

  add(draft: TemplateDraft): void {
    void this.#work.run('saving', async () => this.#keep(await this.#api.addTemplate(draft)));
  }

  change({ templateId, revision }: EditedTemplate, draft: TemplateDraft): void {
    void this.#work.run('saving', async () =>
      this.#keep(await this.#api.changeTemplate(templateId, revision, draft)),
    );
  }

  judge({ templateId, revision }: EditedTemplate, reason: string): void {
    void this.#work.run('saving', async () =>
      this.#keep(await this.#api.judgeTemplate(templateId, revision, reason)),
    );
  }

  remove(templateId: string): void {
    void this.#work.run('saving', async () => {
      await this.#api.removeTemplate(templateId);
      const templates = this.get().templates.filter((one) => one.templateId !== templateId);
      this.#change({ templates, saved: '' });
    });
  }

  #keep(template: EditedTemplate): void {
    const others = this.get().templates.filter(({ templateId }) => templateId !== template.templateId);
    const templates = [...others, template].sort((a, b) => (a.shortcut < b.shortcut ? -1 : 1));
    this.#change({ templates, saved: template.templateId });
  }

  #change(changes: Partial<TemplatesSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
