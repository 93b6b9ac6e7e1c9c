import { WeftError } from '@weft/proto';
import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { Ticket, TicketPriority, TicketState } from './tables.ts';
import { noteEvent } from './webhook-events.ts';

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

/** Opens a ticket; it gets the next number, and endpoints that want it are to be told. */
export async function openTicket(store: Sql, { atMs, tags, ...ticket }: NewTicket): Promise<Ticket> {
  const { ticketId: subjectId } = ticket;
  await noteEvent(store, { kind: 'ticket.created', subjectId, seq: 1, atMs });
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
 * Changes a ticket that is still at the revision that its changer saw, and says so to endpoints that want it. Throws
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
  await noteEvent(store, { kind: 'ticket.changed', subjectId: ticketId, seq: after.revision, atMs });
  return { before, after };
}

/** Which tickets are wanted; what is empty or undefined narrows nothing. */
export interface TicketWish {
  /** And of those joined with it. */
  readonly contactId: string;
  readonly ownerId: string;
  readonly unowned: boolean;
  readonly state: TicketState | undefined;
  /** Solved or closed; false = neither. */
  readonly settled: boolean | undefined;
  /** A number, or words that the subject has. */
  readonly search: string;
  readonly order: 'newest' | 'oldest';
  /** The number that the page before ended with; 0 = from the start. Numbers never change, so nothing is twice or left out. */
  readonly beyond: number;
  readonly limit: number;
}

const MAX_WORDS = 8;

/** Tickets by number. */
export function listTickets(store: Sql, wanted: TicketWish): Promise<Ticket[]> {
  const { contactId, ownerId, unowned, state, settled, search, order, beyond, limit } = wanted;
  const number = /^#?(\d{1,9})$/.exec(search.trim())?.[1];
  const words = search
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  return store
    .selectFrom('tickets')
    .selectAll()
    .$if(beyond > 0, (query) => query.where('number', order === 'newest' ? '<' : '>', beyond))
    .$if(unowned, (query) => query.where('ownerId', '=', ''))
    .$if(settled !== undefined, (query) => query.where('settledAtMs', settled === true ? '>' : '=', 0))
    .$if(words.length > 0, (query) =>
      query.where(({ eb, or, and }) =>
        or([
          ...(number === undefined ? [] : [eb('number', '=', Number(number))]),
          // No pattern: a per cent sign is what somebody wrote.
          and(words.map((word) => sql<boolean>`strpos(lower(subject), lower(${word})) > 0`)),
        ]),
      ),
    )
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
    .orderBy('number', order === 'newest' ? 'desc' : 'asc')
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
