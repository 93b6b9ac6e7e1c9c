import type { Problem, Readable } from './basics.ts';
import type { Ticket, TicketState } from './crm.ts';

/** Which tickets are asked for. */
export interface TicketWish {
  /** A number, or words of the subject; empty = any. */
  readonly search: string;
  readonly whose: 'mine' | 'nobody' | 'all';
  /** "unsettled" = open or pending. */
  readonly state: 'unsettled' | 'settled' | 'all';
  readonly order: 'newest' | 'oldest';
}

/** A ticket in the list of all. */
export interface TicketRow extends Ticket {
  /** Empty = nobody's matter. */
  readonly contactId: string;
  /** Empty = no name is known. */
  readonly contactName: string;
  readonly createdAtMs: number;
}

export interface TicketListSnapshot {
  readonly wish: TicketWish;
  /** By number: what changes keeps its place. */
  readonly rows: readonly TicketRow[];
  /** "first" = of what is wished nothing is here yet. */
  readonly loading: 'none' | 'first' | 'more';
  /** More can be asked for. */
  readonly more: boolean;
  /** Why the list is not what is wished; undefined = it is, or is on its way. */
  readonly problem: Problem | undefined;
  /** Why the last change of a ticket was not made. */
  readonly refusal: Problem | undefined;
}

/** The tickets of everybody. */
export interface TicketList extends Readable<TicketListSnapshot> {
  wish(changes: Partial<TicketWish>): void;
  more(): void;
  /** After a failure, and for what has come since. */
  renew(): void;
  change(ticket: TicketRow, changes: { readonly state?: TicketState; readonly ownerId?: string }): void;
}
