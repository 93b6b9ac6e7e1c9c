import type { Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { AuditLog, AuditSnapshot, SectionStep } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

/** Entries that are kept in the page; who wants more asks more narrowly. */
const MAX_ENTRIES = 2_000;

const EMPTY: AuditSnapshot = {
  ...{ step: 'none', problem: undefined, entries: [], more: false },
  ...{ actorId: '', subjectId: '', people: [] },
};

/** The audit log, page by page from the newest. */
export class AuditPages implements AuditLog {
  readonly #api: AdminApi;
  readonly #cell: Cell<AuditSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;
  #before = 0;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): AuditSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load({ actorId, subjectId }: { readonly actorId: string; readonly subjectId: string }): void {
    void this.#work.run('loading', async () => {
      this.#change({ actorId, subjectId });
      const { people } = this.get();
      const [known, { entries, before }] = await Promise.all([
        people.length > 0 ? people : this.#api.people(),
        this.#api.audit({ before: 0, actorId, subjectId }),
      ]);
      this.#before = before;
      this.#change({ people: known, entries, more: before > 0 });
    });
  }

  loadMore(): void {
    const { more, actorId, subjectId } = this.get();
    if (!more) return;
    void this.#work.run('loading', async () => {
      const { entries, before } = await this.#api.audit({ before: this.#before, actorId, subjectId });
      this.#before = before;
      const all = [...this.get().entries, ...entries];
      this.#change({ entries: all, more: before > 0 && all.length < MAX_ENTRIES });
    });
  }

  #change(changes: Partial<AuditSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
