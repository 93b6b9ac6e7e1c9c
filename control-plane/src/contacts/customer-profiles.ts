import { type Clock, CustomerProfile, type Log } from '@weft/proto';
import { inTime } from '../in-time.ts';
import { profileOf } from '../store/contacts.ts';
import type { Store } from '../store/store.ts';
import { contactOf } from './contact-id.ts';

/** A call is not kept waiting for what is known of its customer. */
const PATIENCE_MS = 150;

/** What the company's records say of customers, for their calls. */
export class CustomerProfiles {
  readonly #store: Pick<Store, 'read'>;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(parts: { store: Pick<Store, 'read'>; clock: Clock; log: Log }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Of the customer whose session has this subject; undefined when nothing is known, or the store does not say in time. Never throws. */
  of(subjectId: string): Promise<CustomerProfile | undefined> {
    return inTime(this.#clock, PATIENCE_MS, this.#ask(subjectId), undefined);
  }

  async #ask(subjectId: string): Promise<CustomerProfile | undefined> {
    try {
      const found = await this.#store.read((sql) => profileOf(sql, contactOf(subjectId)));
      return found === undefined ? undefined : CustomerProfile.create(found);
    } catch (error) {
      this.#log.debug({ subjectId, error: String(error) }, 'not known who calls');
      return undefined;
    }
  }
}
