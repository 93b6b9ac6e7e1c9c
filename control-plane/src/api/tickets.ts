import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { audit } from '../store/audit.ts';
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

const TicketList = z.object({
  tickets: z.array(TicketBody),
  below: z.number().describe('What to ask for next; 0 = these were the last.'),
});
named.add(TicketList, { id: 'TicketList', description: 'Tickets, newest first.' });

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
  below: z
    .string()
    .regex(/^\d{1,12}$/)
    .default('0'),
});

const bodyOf = (ticket: Ticket) => ({
  ...ticket,
  contactId: ticket.contactId ?? '',
  conversationId: ticket.conversationId ?? '',
});

/** What agents do with tickets. */
export function ticketRoutes(server: HttpServer, { guard, store, ids, clock }: RecordRouteOptions): void {
  const common = { tags: ['tickets'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');

  server.route({
    method: 'GET',
    url: '/v1/tickets',
    onRequest,
    schema: {
      ...common,
      operationId: 'listTickets',
      summary: 'Tickets, newest first',
      querystring: TicketQuery,
      response: { 200: TicketList, default: FaultBody },
    },
    handler: async (request) => {
      const { contactId, ownerId, state, below } = request.query;
      const wanted = { contactId, ownerId, state, below: Number(below), limit: MAX_LISTED };
      const tickets = await store.read((sql) => listTickets(sql, wanted));
      const last = tickets.length === MAX_LISTED ? (tickets.at(-1)?.number ?? 0) : 0;
      return { tickets: tickets.map(bodyOf), below: last };
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
