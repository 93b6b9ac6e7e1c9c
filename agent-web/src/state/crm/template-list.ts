import type { Log } from '@weft/proto';
import { templateOf, templatesOf } from '../admin/read-admin.ts';
import { WorkInTurn } from '../admin/work-in-turn.ts';
import { type Cell, createCell } from '../cell.ts';
import type { EditedTemplate, TemplateDraft, TemplateList, TemplateListSnapshot } from '../types.ts';
import type { Crm } from './crm.ts';

export interface TemplateListParts {
  readonly crm: Pick<Crm, 'templateTexts' | 'addTemplate' | 'changeTemplate' | 'removeTemplate'>;
  /** What is offered in replies is to be asked for anew. */
  readonly changed: () => void;
  readonly log: Log;
}

const byShortcut = (one: EditedTemplate, other: EditedTemplate): number =>
  one.shortcut < other.shortcut ? -1 : 1;

/** Everybody's templates and one's own, as an agent or a supervisor looks through them. */
export class AgentTemplateList implements TemplateList {
  readonly #parts: TemplateListParts;
  readonly #cell: Cell<TemplateListSnapshot> = createCell<TemplateListSnapshot>({
    ...{ step: 'none', problem: undefined, templates: [], saved: '' },
  });
  readonly #work: WorkInTurn<'loading' | 'saving'>;

  constructor(parts: TemplateListParts) {
    this.#parts = parts;
    this.#work = new WorkInTurn(parts.log, (standing) => this.#set(standing));
  }

  readonly get = (): TemplateListSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  renew(): void {
    void this.#work.run('loading', async () => {
      const templates = [...templatesOf(await this.#parts.crm.templateTexts())].sort(byShortcut);
      this.#set({ templates, saved: '' });
    });
  }

  add(draft: TemplateDraft, shared: boolean): void {
    void this.#work.run('saving', async () =>
      this.#keep(await this.#parts.crm.addTemplate({ ...draft, shared })),
    );
  }

  change({ templateId, revision }: EditedTemplate, draft: TemplateDraft): void {
    void this.#work.run('saving', async () =>
      this.#keep(await this.#parts.crm.changeTemplate(templateId, { ...draft, revision })),
    );
  }

  remove(templateId: string): void {
    void this.#work.run('saving', async () => {
      await this.#parts.crm.removeTemplate(templateId);
      const templates = this.get().templates.filter((one) => one.templateId !== templateId);
      this.#set({ templates, saved: '' });
      this.#parts.changed();
    });
  }

  #keep(answer: unknown): void {
    const kept = templateOf(answer);
    const others = this.get().templates.filter(({ templateId }) => templateId !== kept.templateId);
    this.#set({ templates: [...others, kept].sort(byShortcut), saved: kept.templateId });
    this.#parts.changed();
  }

  #set(changes: Partial<TemplateListSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
