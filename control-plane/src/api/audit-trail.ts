import { type Clock, type Log, WeftError } from '@weft/proto';
import { type Audited, audit } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

/**
 * Writes down what was changed elsewhere than in the store, after it was: rules,
 * skills and invitations are etcd's. While the store is away they can be changed
 * all the same, since work has to go somewhere; the process's log has it then.
 */
export class AuditTrail {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor({ store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log }) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** The same for what must not wait for the store. Told in the order of the calls, most likely. */
  tell(entry: Omit<Audited, 'atMs'>): void {
    this.note(entry).catch((error: unknown) =>
      this.#log.error({ action: entry.action, error: String(error) }, 'not in the audit log'),
    );
  }

  /** Throws only what is a mistake of ours. */
  async note(entry: Omit<Audited, 'atMs'>): Promise<void> {
    const audited = { ...entry, atMs: this.#clock.now() };
    try {
      await this.#store.write((sql) => audit(sql, audited));
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      const { actorId, action, subjectId } = entry;
      this.#log.warn({ actorId, action, subjectId, code: error.code }, 'not in the audit log');
    }
  }
}
