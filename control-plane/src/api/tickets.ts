import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { ServiceTerms } from '../conversations/service-terms.ts';
import type { People } from '../ports.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import { audit } from '../store/audit.ts';
import { type Person, personsOf } from '../store/contacts.ts';
import { statesOf } from '../store/heads.ts';
import type { Ticket } from '../store/tables.ts';
import { changeTicket, listTickets, openTicket } from '../store/tickets.ts';
import { type RecordRouteOptions, requirePerson } from './contacts.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_LISTED = 100;

const text = (most: number) => z.string().trim().max(most);
const optionalId = z.string().regex(/^[A-Za-z0-9_-]{0,64}$/);
const State = z.enum(['open', 'pending', 'solved', 'closed']);
const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
const tags = z.array(text(40).min(1)).max(20);
const timeMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const TicketBody = z.object({
  ...{ ticketId: z.string(), number: z.number(), revision: z.number(), contactId: z.string() },
  ...{ conversationId: z.string(), subject: z.string(), description: z.string(), state: State },
  ...{ priority: Priority, ownerId: z.string(), queueId: z.string(), tags: z.array(z.string()) },
  ...{ dueAtMs: z.number(), createdBy: z.string(), createdAtMs: z.number(), changedAtMs: z.number() },
  settledAtMs: z.number().describe('When it was solved or closed; 0 = is not.'),
});
named.add(TicketBody, { id: 'Ticket', description: 'A matter that outlives its conversation.' });

const TicketRow = z.object({
  ...TicketBody.shape,
  contactName: z.string().describe('As the person is called now; empty = no name is known.'),
});
named.add(TicketRow, { id: 'TicketRow', description: 'A ticket in a list, with whose matter it is.' });

const TicketList = z.object({
  tickets: z.array(TicketRow),
  below: z.number().describe('What to ask for next; 0 = these were the last.'),
});
named.add(TicketList, { id: 'TicketList', description: 'Tickets, by number.' });

const NewTicket = z.object({
  subject: text(200).min(1),
  description: text(10_000).default(''),
  contactId: optionalId.default(''),
  conversationId: optionalId.default(''),
  priority: Priority.default('normal'),
  ownerId: optionalId.default(''),
  queueId: optionalId.default(''),
  tags: tags.default([]),
  dueAtMs: timeMs.default(0),
});
named.add(NewTicket, { id: 'NewTicket', description: 'A ticket to be opened.' });

const TicketChange = z.object({
  revision: z.number().int().min(1).describe('The revision that the change is made from.'),
  subject: text(200).min(1).optional(),
  description: text(10_000).optional(),
  state: State.optional(),
  priority: Priority.optional(),
  ownerId: optionalId.optional(),
  queueId: optionalId.optional(),
  tags: tags.optional(),
  dueAtMs: timeMs.optional(),
});
named.add(TicketChange, { id: 'TicketChange', description: 'What is to change; what is absent stays.' });

const TicketParams = z.object({ ticketId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const TicketQuery = z.object({
  contactId: optionalId.default(''),
  ownerId: optionalId.default(''),
  state: State.optional(),
  unowned: z.enum(['true', 'false']).default('false').describe('Only those that nobody owns.'),
  settled: z.enum(['true', 'false']).optional().describe('Whether solved or closed; absent = either.'),
  search: z.string().max(80).default('').describe('A number, or words of the subject.'),
  order: z.enum(['newest', 'oldest']).default('newest'),
  below: z
    .string()
    .regex(/^\d{1,9}$/)
    .default('0')
    .describe('What the page before said; with the oldest first the next ones are above it.'),
});

const bodyOf = (ticket: Ticket) => ({
  ...ticket,
  contactId: ticket.contactId ?? '',
  conversationId: ticket.conversationId ?? '',
});

/** What each contact's person is called. */
const namesIn = (persons: ReadonlyMap<string, Person>): ReadonlyMap<string, string> =>
  new Map(
    [...persons.values()].flatMap(({ contacts }) => {
      const name = contacts.find(({ displayName }) => displayName !== '')?.displayName ?? '';
      return contacts.map(({ contactId }) => [contactId, name] as const);
    }),
  );

export interface TicketRouteOptions extends RecordRouteOptions {
  readonly people: Pick<People, 'byId'>;
  readonly rules: Pick<RoutingRules, 'current'>;
}

/** What agents do with tickets. */
export function ticketRoutes(
  server: HttpServer,
  { guard, store, ids, clock, people, rules }: TicketRouteOptions,
): void {
  /** Whoever is to have one must be there to see it. Throws BAD_REQUEST. */
  const requireOwner = (ownerId: string): void => {
    if (ownerId !== '' && people.byId(ownerId)?.role !== 'agent')
      throw new WeftError('BAD_REQUEST', 'ownerId: there is no such agent');
  };
  const terms = new ServiceTerms(rules, clock);
  /** Work in a queue that nobody has is seen by nobody. Throws BAD_REQUEST. */
  const requireQueue = (queueId: string): void => {
    if (queueId !== '' && !terms.hasQueue(queueId))
      throw new WeftError('BAD_REQUEST', 'queueId: there is no such queue');
  };
  const common = { tags: ['tickets'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');

  server.route({
    method: 'GET',
    url: '/v1/tickets',
    onRequest,
    schema: {
      ...common,
      operationId: 'listTickets',
      summary: 'Tickets by number, page by page, of a person, an owner, a state, or by words',
      querystring: TicketQuery,
      response: { 200: TicketList, default: FaultBody },
    },
    handler: async (request) => {
      const { below, unowned, settled, ...rest } = request.query;
      const wish = {
        ...{ ...rest, state: rest.state, beyond: Number(below), unowned: unowned === 'true' },
        settled: settled === undefined ? undefined : settled === 'true',
      };
      const { agentId } = guard.of(request);
      return store.write(async (sql) => {
        // One more tells whether there is another page.
        const found = await listTickets(sql, { ...wish, limit: MAX_LISTED + 1 });
        const tickets = found.slice(0, MAX_LISTED);
        const ids = tickets.flatMap(({ contactId }) => contactId ?? []);
        const entry = { actorId: agentId, action: 'tickets.listed', subjectKind: 'ticket' } as const;
        const detail = { contactId: wish.contactId, numbers: tickets.map(({ number }) => number) };
        await audit(sql, { ...entry, subjectId: '', atMs: clock.now(), detail });
        const names = namesIn(await personsOf(sql, [...new Set(ids)]));
        return {
          tickets: tickets.map((one) => ({
            ...bodyOf(one),
            contactName: names.get(one.contactId ?? '') ?? '',
          })),
          below: found.length > MAX_LISTED ? (tickets.at(-1)?.number ?? 0) : 0,
        };
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/tickets',
    onRequest,
    schema: {
      ...common,
      operationId: 'openTicket',
      summary: 'Opens a ticket',
      body: NewTicket,
      response: { 200: TicketBody, default: FaultBody },
    },
    handler: (request) => {
      const { contactId, conversationId, ...rest } = request.body;
      const { agentId } = guard.of(request);
      requireOwner(rest.ownerId);
      requireQueue(rest.queueId);
      return store.write(async (sql) => {
        if (contactId !== '') await requirePerson(sql, contactId);
        if (conversationId !== '' && !(await statesOf(sql, [conversationId])).has(conversationId))
          throw new WeftError('CONVERSATION_NOT_FOUND');
        const atMs = clock.now();
        const ticket = await openTicket(sql, {
          ...rest,
          ticketId: ids.next('ticket'),
          contactId: contactId || null,
          conversationId: conversationId || null,
          createdBy: agentId,
          atMs,
        });
        const entry = { atMs, actorId: agentId, action: 'ticket.opened', subjectId: ticket.ticketId };
        await audit(sql, { ...entry, subjectKind: 'ticket', detail: { contactId, conversationId } });
        return bodyOf(ticket);
      });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/tickets/:ticketId',
    onRequest,
    schema: {
      ...common,
      operationId: 'changeTicket',
      summary: 'Changes a ticket; refused when somebody else did first',
      params: TicketParams,
      body: TicketChange,
      response: { 200: TicketBody, default: FaultBody },
    },
    handler: (request) => {
      const { ticketId } = request.params;
      const { revision, ...change } = request.body;
      const { agentId } = guard.of(request);
      return store.write(async (sql) => {
        const atMs = clock.now();
        const { before, after } = await changeTicket(sql, ticketId, revision, change, atMs);
        // Whose it is already may have left: what else is changed of it is no reason to refuse.
        if (before.ownerId !== after.ownerId) requireOwner(after.ownerId);
        if (before.queueId !== after.queueId) requireQueue(after.queueId);
        const detail = {
          fields: Object.keys(change),
          ...(before.state === after.state ? {} : { state: [before.state, after.state] }),
          ...(before.ownerId === after.ownerId ? {} : { ownerId: [before.ownerId, after.ownerId] }),
        };
        const entry = { atMs, actorId: agentId, action: 'ticket.changed', subjectId: ticketId };
        await audit(sql, { ...entry, subjectKind: 'ticket', detail });
        return bodyOf(after);
      });
    },
  });
}
