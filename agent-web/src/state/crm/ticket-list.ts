import type { Clock, Log, Timer } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { TicketList, TicketListSnapshot, TicketRow, TicketState, TicketWish } from '../types.ts';
import type { Crm } from './crm.ts';

/** A pause in typing after which it is searched. */
const TYPED_MS = 200;

const NOTHING: TicketListSnapshot = {
  wish: { search: '', whose: 'mine', state: 'unsettled', order: 'newest' },
  ...{ rows: [], loading: 'none', more: false, problem: undefined, refusal: undefined },
};

export interface TicketListParts {
  readonly crm: Crm;
  readonly agentId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** All tickets as one agent looks through them. */
export class AgentTicketList implements TicketList {
  readonly #parts: TicketListParts;
  readonly #cell: Cell<TicketListSnapshot> = createCell(NOTHING);
  #typing: Timer | undefined;
  /** The number that the next page begins beyond; 0 = there is none. */
  #beyond = 0;
  /** Answers to older questions are not looked at. */
  #asked = 0;
  /** The last change of each ticket that is not answered yet. */
  readonly #underWay = new Map<string, Promise<void>>();
  /** What tickets came to be by changes of this page: rows may be older. As many as one agent changes. */
  readonly #revisions = new Map<string, number>();

  constructor(parts: TicketListParts) {
    this.#parts = parts;
    void this.#load(0);
  }

  readonly get = (): TicketListSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  wish(changes: Partial<TicketWish>): void {
    const wish = { ...this.get().wish, ...changes };
    // Rows of another wish have no next page under this one.
    this.#asked += 1;
    this.#set({ wish, loading: 'first', more: false, problem: undefined });
    this.#typing?.cancel();
    if (changes.search === undefined) void this.#load(0);
    else this.#typing = this.#parts.clock.after(TYPED_MS, () => void this.#load(0));
  }

  more(): void {
    const { loading, more } = this.get();
    if (loading === 'none' && more) void this.#load(this.#beyond);
  }

  renew(): void {
    this.#typing?.cancel();
    void this.#load(0);
  }

  change(ticket: TicketRow, changes: { readonly state?: TicketState; readonly ownerId?: string }): void {
    // It stays where it is, whatever the list was narrowed to: nothing moves away under the pointer.
    this.#put({ ...ticket, ...changes });
    this.#set({ refusal: undefined });
    void this.#change(ticket, changes);
  }

  async #change(
    ticket: TicketRow,
    changes: { readonly state?: TicketState; readonly ownerId?: string },
  ): Promise<void> {
    const { ticketId } = ticket;
    // Who is faster than the answer to what they did before is in nobody's way, least of all their own.
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const before = this.#underWay.get(ticketId);
    this.#underWay.set(ticketId, over);
    await before;
    const revision = Math.max(ticket.revision, this.#revisions.get(ticketId) ?? 0);
    try {
      const changed = await this.#parts.crm.changeTicket(ticketId, revision, changes);
      this.#revisions.set(ticketId, changed.revision);
      // What was asked for meanwhile stands already.
      if (this.#underWay.get(ticketId) === over) this.#put({ ...ticket, ...changed });
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'ticket not changed');
      this.#put(ticket);
      this.#set({ refusal: problemOf(error) });
      // As somebody else has made it.
      this.renew();
    }
    if (this.#underWay.get(ticketId) === over) this.#underWay.delete(ticketId);
    resolve();
  }

  /** @param beyond 0 = from the start */
  async #load(beyond: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#set({ loading: beyond === 0 ? 'first' : 'more', problem: undefined });
    const { agentId, crm, log } = this.#parts;
    try {
      const page = await crm.allTickets(this.get().wish, agentId(), beyond);
      if (asked !== this.#asked) return;
      this.#beyond = page.beyond;
      const rows = beyond === 0 ? page.rows : [...this.get().rows, ...page.rows];
      this.#set({ rows, loading: 'none', more: page.beyond > 0 });
    } catch (error) {
      if (asked !== this.#asked) return;
      log.warn({ error: String(error) }, 'tickets not listed');
      // Under a wish that was not fulfilled nothing of another one stands.
      const rows = beyond === 0 ? [] : this.get().rows;
      this.#set({ rows, loading: 'none', more: rows.length > 0, problem: problemOf(error) });
    }
  }

  #put(ticket: TicketRow): void {
    const rows = this.get().rows.map((one) => (one.ticketId === ticket.ticketId ? ticket : one));
    this.#set({ rows });
  }

  #set(changes: Partial<TicketListSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
