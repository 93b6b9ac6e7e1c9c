import { WeftError } from '@weft/proto';
import type { Sql } from './store.ts';
import type { Ticket, TicketPriority, TicketState } from './tables.ts';

/** What a ticket is opened with. */
export interface NewTicket {
  readonly ticketId: string;
  readonly contactId: string | null;
  readonly conversationId: string | null;
  readonly subject: string;
  readonly description: string;
  readonly priority: TicketPriority;
  readonly ownerId: string;
  readonly queueId: string;
  readonly tags: readonly string[];
  readonly dueAtMs: number;
  readonly createdBy: string;
  readonly atMs: number;
}

/** What may change; what is absent stays. */
export interface TicketChange {
  readonly subject?: string | undefined;
  readonly description?: string | undefined;
  readonly state?: TicketState | undefined;
  readonly priority?: TicketPriority | undefined;
  readonly ownerId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly dueAtMs?: number | undefined;
}

/** Opens a ticket; it gets the next number. */
export function openTicket(store: Sql, { atMs, tags, ...ticket }: NewTicket): Promise<Ticket> {
  return store
    .insertInto('tickets')
    .values({
      ...ticket,
      tags: [...tags],
      ...{ revision: 1, state: 'open', createdAtMs: atMs, changedAtMs: atMs, settledAtMs: 0 },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Changes a ticket that is still at the revision that its changer saw. Throws
 * RECORD_NOT_FOUND, or CONFLICT when somebody else changed it first.
 */
export async function changeTicket(
  store: Sql,
  ticketId: string,
  revision: number,
  { tags, ...change }: TicketChange,
  atMs: number,
): Promise<{ readonly before: Ticket; readonly after: Ticket }> {
  const before = await store
    .selectFrom('tickets')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) throw new WeftError('RECORD_NOT_FOUND');
  if (before.revision !== revision) throw new WeftError('CONFLICT', 'somebody else changed the ticket first');
  const { state = before.state } = change;
  const settled = state === 'solved' || state === 'closed';
  const settledAtMs = settled ? before.settledAtMs || atMs : 0;
  const after = await store
    .updateTable('tickets')
    .set({
      ...change,
      ...(tags === undefined ? {} : { tags: [...tags] }),
      ...{ revision: revision + 1, changedAtMs: atMs, settledAtMs },
    })
    .where('ticketId', '=', ticketId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { before, after };
}

/** Tickets, newest first, below a number (0 = from the newest): of a contact and those joined with it, of an owner, in a state. */
export function listTickets(
  store: Sql,
  wanted: {
    readonly contactId: string;
    readonly ownerId: string;
    readonly state: TicketState | undefined;
    readonly below: number;
    readonly limit: number;
  },
): Promise<Ticket[]> {
  const { contactId, ownerId, state, below, limit } = wanted;
  return store
    .selectFrom('tickets')
    .selectAll()
    .$if(below > 0, (query) => query.where('number', '<', below))
    .$if(ownerId !== '', (query) => query.where('ownerId', '=', ownerId))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'open'))
    .$if(contactId !== '', (query) =>
      query.where('contactId', 'in', ({ selectFrom }) =>
        selectFrom('contacts')
          .select('contacts.contactId')
          .where('rootId', '=', (root) =>
            root
              .selectFrom('contacts as asked')
              .select('asked.rootId')
              .where('asked.contactId', '=', contactId),
          ),
      ),
    )
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** Whether the person that a contact is part of has a ticket of this subject that is not settled. */
export async function openTicketAbout(store: Sql, contactId: string, subject: string): Promise<boolean> {
  const found = await store
    .selectFrom('tickets')
    .select('ticketId')
    .where('subject', '=', subject)
    .where('settledAtMs', '=', 0)
    .where('contactId', 'in', ({ selectFrom }) =>
      selectFrom('contacts as one')
        .innerJoin('contacts as asked', 'asked.rootId', 'one.rootId')
        .select('one.contactId')
        .where('asked.contactId', '=', contactId),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
