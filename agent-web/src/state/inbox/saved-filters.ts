import type { Clock, ConversationFilter, Log, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Crm } from '../crm/crm.ts';
import { problemOf } from '../problem.ts';
import type { InboxView, Problem, SavedFilter, SavedFilters } from '../types.ts';

/** Counts are asked for again this long after something changed: many changes cause one asking. */
const RECOUNT_AFTER_MS = 5_000;

export interface SavedFilterParts {
  readonly crm: Pick<Crm, 'filters' | 'saveFilter' | 'renameFilter' | 'removeFilter'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The filters that are kept in the store, with how many conversations each has. */
export class AgentSavedFilters implements SavedFilters {
  readonly #parts: SavedFilterParts;
  readonly #cell: Cell<readonly SavedFilter[]> = createCell<readonly SavedFilter[]>([]);
  #recount: Timer | undefined;
  /** Raised at every asking and when nobody is signed in any more: of several answers the newest question's holds. */
  #wish = 0;

  constructor(parts: SavedFilterParts) {
    this.#parts = parts;
  }

  readonly get = (): readonly SavedFilter[] => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  save(
    name: string,
    view: InboxView,
    filter: ConversationFilter,
    shared: boolean,
  ): Promise<Problem | undefined> {
    return this.#do(() => this.#parts.crm.saveFilter({ name: name.trim(), view, filter, shared }));
  }

  rename(filterId: string, name: string): Promise<Problem | undefined> {
    return this.#do(() => this.#parts.crm.renameFilter(filterId, name.trim()));
  }

  remove(filterId: string): Promise<Problem | undefined> {
    return this.#do(() => this.#parts.crm.removeFilter(filterId));
  }

  /** A new session, or somebody saved, renamed or removed one. */
  renew(): void {
    this.#recount?.cancel();
    this.#recount = undefined;
    const wish = ++this.#wish;
    this.#parts.crm.filters().then(
      (filters) => {
        if (wish === this.#wish) this.#cell.set(filters);
      },
      (error: unknown) => this.#parts.log.warn({ error: String(error) }, 'saved filters are missing'),
    );
  }

  /** Something happened in a conversation: the counts may be others. */
  stale(): void {
    if (this.get().length === 0) return;
    this.#recount ??= this.#parts.clock.after(RECOUNT_AFTER_MS, () => this.renew());
  }

  /** Signed out: nothing of the agent's stays. */
  clear(): void {
    this.#wish += 1;
    this.#recount?.cancel();
    this.#recount = undefined;
    this.#cell.set([]);
  }

  async #do(step: () => Promise<unknown>): Promise<Problem | undefined> {
    try {
      await step();
      this.renew();
      return undefined;
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'a saved filter is not changed');
      return problemOf(error);
    }
  }
}
