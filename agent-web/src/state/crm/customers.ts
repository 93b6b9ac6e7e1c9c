import type { Clock, Log, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type {
  ContactCard,
  CustomerNarrowing,
  CustomerRow,
  Customers,
  CustomersSnapshot,
  NewCustomer,
  Problem,
} from '../types.ts';
import { AgentContactFile } from './contact-file.ts';
import type { Crm } from './crm.ts';

/** A pause in typing after which it is searched. */
const TYPED_MS = 200;

const WHOEVER: CustomerNarrowing = { order: 'recent', level: '', kind: 'any' };

const NOTHING: CustomersSnapshot = {
  ...WHOEVER,
  levels: [],
  search: '',
  rows: [],
  loading: 'none',
  more: false,
  problem: undefined,
  openId: '',
};

export interface CustomersParts {
  readonly crm: Crm;
  readonly clock: Clock;
  readonly log: Log;
}

/** All customers as one agent looks through them, with the file of one. */
export class AgentCustomers implements Customers {
  readonly file: AgentContactFile;
  readonly #parts: CustomersParts;
  readonly #cell: Cell<CustomersSnapshot> = createCell(NOTHING);
  #typing: Timer | undefined;
  #cursor = '';
  /** Answers to older questions are not looked at. */
  #asked = 0;

  constructor(parts: CustomersParts) {
    this.#parts = parts;
    this.file = new AgentContactFile(parts);
    void this.#load('');
  }

  readonly get = (): CustomersSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  search(words: string): void {
    // Rows of other words have no next page under these, and what is still to come of them is not looked at.
    this.#asked += 1;
    this.#set({ search: words, loading: 'first', more: false, problem: undefined });
    this.#typing?.cancel();
    this.#typing = this.#parts.clock.after(TYPED_MS, () => void this.#load(''));
  }

  narrow(changes: Partial<CustomerNarrowing>): void {
    this.#set({ ...changes, more: false });
    this.#typing?.cancel();
    void this.#load('');
  }

  more(): void {
    const { loading, more } = this.get();
    if (loading === 'none' && more) void this.#load(this.#cursor);
  }

  renew(): void {
    this.file.renew();
    void this.#load('');
  }

  open(contactId: string): void {
    this.#set({ openId: contactId });
    this.file.follow(contactId);
  }

  create(customer: NewCustomer): Promise<Problem | undefined> {
    return this.#change(() => this.#parts.crm.createContact(customer));
  }

  async others(words: string): Promise<readonly CustomerRow[]> {
    const { rows } = await this.#parts.crm.contacts(words, '', WHOEVER);
    return rows.filter(({ contactId }) => contactId !== this.get().openId);
  }

  join(contactId: string): Promise<Problem | undefined> {
    return this.#change(() => this.#parts.crm.joinContacts(this.get().openId, contactId));
  }

  /** Whoever comes out of it is opened, and is in the list. */
  async #change(change: () => Promise<ContactCard>): Promise<Problem | undefined> {
    try {
      const { contactId } = await change();
      // A file that is open already is of before.
      this.file.follow('');
      this.open(contactId);
      void this.#load('');
      return undefined;
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'customers not changed');
      return problemOf(error);
    }
  }

  /** @param cursor empty = from the start */
  async #load(cursor: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#set({ loading: cursor === '' ? 'first' : 'more', problem: undefined });
    try {
      const { search, order, level, kind } = this.get();
      const page = await this.#parts.crm.contacts(search.trim(), cursor, { order, level, kind });
      if (asked !== this.#asked) return;
      this.#cursor = page.cursor;
      const rows = cursor === '' ? page.rows : withMore(this.get().rows, page.rows);
      const levels = cursor === '' ? page.levels : this.get().levels;
      this.#set({ rows, levels, loading: 'none', more: page.cursor !== '' });
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#parts.log.warn({ error: String(error) }, 'customers not listed');
      this.#set({ loading: 'none', problem: problemOf(error) });
    }
  }

  #set(changes: Partial<CustomersSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}

/** Somebody who changed meanwhile stands where they stood. */
function withMore(known: readonly CustomerRow[], more: readonly CustomerRow[]): readonly CustomerRow[] {
  const ids = new Set(known.map(({ contactId }) => contactId));
  return [...known, ...more.filter(({ contactId }) => !ids.has(contactId))];
}
