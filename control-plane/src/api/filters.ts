import { ConversationFilter, isOpen, WeftError } from '@weft/proto';
import { z } from 'zod';
import { filterOf, MAX_FILTER_FIELDS } from '../requests/filter.ts';
import { audit } from '../store/audit.ts';
import {
  addSavedFilter,
  countsOf,
  MOST_COUNTED,
  removeSavedFilter,
  renameSavedFilter,
  savedBy,
  savedFilterOf,
  savedFiltersFor,
} from '../store/saved-filters.ts';
import type { Sql } from '../store/store.ts';
import type { SavedFilter } from '../store/tables.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FieldKeyText } from './field-schemas.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { covers, type StaffMember } from './staff-guard.ts';

/** Filters that one agent has saved, and that everybody has in common. */
const MAX_SAVED = 20;

const Name = z.string().trim().min(1).max(40);
const View = z.enum(['mine', 'unassigned', 'all', 'mentions', 'followed', 'snoozed', 'closed']);
const Values = z.array(z.object({ key: FieldKeyText, value: z.string().max(400) })).max(MAX_FILTER_FIELDS);
const Filter = z.object({
  channels: z.array(z.enum(['chat', 'call', 'sms', 'email', 'wechat', 'weibo', 'phone'])).max(7),
  priorities: z.array(z.enum(['normal', 'high', 'urgent'])).max(3),
  queueId: z.string().max(64),
  tags: z.array(z.string().max(160)).max(12),
  agentId: z.string().max(64),
  awaitingAnswer: z.boolean(),
  fields: Values.default([]).describe('What the conversation is to say in fields.'),
  contactFields: Values.default([]).describe('The same of its customer.'),
});
named.add(Filter, { id: 'ConversationFilter', description: 'What a list of conversations is narrowed to.' });
const SavedFilterBody = z.object({
  ...{ filterId: z.string(), name: z.string(), view: View, filter: Filter },
  shared: z.boolean().describe("Everybody's; else one's own."),
  count: z.number().describe(`Conversations that it has now; ${MOST_COUNTED} = so many or more.`),
});
named.add(SavedFilterBody, { id: 'SavedFilter', description: 'A filter of the list, kept under a name.' });
const SavedFilterList = z.object({ filters: z.array(SavedFilterBody) });
named.add(SavedFilterList, { id: 'SavedFilterList', description: "Everybody's filters and one's own." });
const NewFilter = z.object({
  ...{ name: Name, view: View, filter: Filter },
  shared: z.boolean().describe("For everybody, which a supervisor may; else one's own."),
});
named.add(NewFilter, { id: 'NewSavedFilter', description: 'A filter to be kept.' });
const FilterName = z.object({ name: Name });
named.add(FilterName, { id: 'SavedFilterName', description: 'What a saved filter is to be called.' });
const Params = z.object({ filterId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

export interface FilterRouteOptions extends RecordRouteOptions {
  /** Tells desks that the filters are others: one agent's, or everybody's (empty). */
  readonly changed: (ownerId: string) => void;
}

/** What agents do with the filters that they keep; supervisors with everybody's. */
export function filterRoutes(
  server: HttpServer,
  { guard, store, ids, clock, changed }: FilterRouteOptions,
): void {
  const common = { tags: ['filters'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');
  const list = { 200: SavedFilterList, default: FaultBody };

  const listFor = async (sql: Sql, agentId: string) => {
    const saved = await savedFiltersFor(sql, agentId);
    const counts = await countsOf(sql, agentId, saved);
    return {
      filters: saved.map(({ filterId, name, view, filter, ownerId }, at) => {
        const { channels, priorities, ...rest } = filterOf(ConversationFilter.create(filter));
        const known = { channels: channels.filter(isKnown), priorities: priorities.filter(isKnown), ...rest };
        return { filterId, name, view, filter: known, shared: ownerId === '', count: counts[at] ?? 0 };
      }),
    };
  };

  /** Somebody else's own is nobody's business; everybody's are a supervisor's. */
  async function requireOwn(sql: Sql, filterId: string, member: StaffMember): Promise<SavedFilter> {
    const saved = await savedFilterOf(sql, filterId);
    if (saved === undefined || !['', member.agentId].includes(saved.ownerId))
      throw new WeftError('RECORD_NOT_FOUND', 'no such filter');
    if (saved.ownerId === '' && !covers(member.grant, 'supervisor'))
      throw new WeftError('FORBIDDEN', "only a supervisor may change everybody's filters");
    return saved;
  }

  const note = (sql: Sql, { agentId }: StaffMember, action: string, { filterId, name, ownerId }: Noted) =>
    audit(sql, {
      ...{ atMs: clock.now(), actorId: agentId, action, subjectKind: 'filter', subjectId: filterId },
      detail: { name, shared: ownerId === '' },
    });

  server.route({
    method: 'GET',
    url: '/v1/filters',
    onRequest,
    schema: {
      ...common,
      operationId: 'listFilters',
      summary: "Everybody's saved filters and one's own, with how many conversations each has",
      response: list,
    },
    handler: (request) => store.read((sql) => listFor(sql, guard.of(request).agentId)),
  });

  server.route({
    method: 'POST',
    url: '/v1/filters',
    onRequest,
    schema: {
      ...common,
      operationId: 'saveFilter',
      summary: 'Keeps a filter under a name',
      body: NewFilter,
      response: list,
    },
    handler: async (request) => {
      const { shared, name, view } = request.body;
      const member = guard.of(request);
      if (shared && !covers(member.grant, 'supervisor'))
        throw new WeftError('FORBIDDEN', 'only a supervisor may save a filter for everybody');
      const filter = filterOf(ConversationFilter.create(request.body.filter));
      if (isOpen(filter)) throw new WeftError('BAD_REQUEST', 'a filter that narrows nothing is not kept');
      const ownerId = shared ? '' : member.agentId;
      const saved = { filterId: ids.next('filter'), ownerId, name, view, filter };
      const listed = await store.write(async (sql) => {
        if ((await savedBy(sql, ownerId)) >= MAX_SAVED)
          throw new WeftError('NOT_AVAILABLE', `no more than ${MAX_SAVED} filters are kept`);
        await addSavedFilter(sql, { ...saved, changedBy: member.agentId, changedAtMs: clock.now() });
        await note(sql, member, 'filter.saved', saved);
        return listFor(sql, member.agentId);
      });
      changed(ownerId);
      return listed;
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/filters/:filterId',
    onRequest,
    schema: {
      ...common,
      operationId: 'renameFilter',
      summary: 'Calls a saved filter something else',
      params: Params,
      body: FilterName,
      response: list,
    },
    handler: async (request) => {
      const member = guard.of(request);
      const { filterId } = request.params;
      const { name } = request.body;
      const { ownerId, listed } = await store.write(async (sql) => {
        const saved = await requireOwn(sql, filterId, member);
        await renameSavedFilter(sql, { filterId, name, changedBy: member.agentId, changedAtMs: clock.now() });
        await note(sql, member, 'filter.renamed', { ...saved, name });
        return { ownerId: saved.ownerId, listed: await listFor(sql, member.agentId) };
      });
      changed(ownerId);
      return listed;
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/filters/:filterId',
    onRequest,
    schema: {
      ...common,
      operationId: 'removeFilter',
      summary: 'Forgets a saved filter',
      params: Params,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const member = guard.of(request);
      const ownerId = await store.write(async (sql) => {
        const saved = await requireOwn(sql, request.params.filterId, member);
        await removeSavedFilter(sql, saved.filterId);
        await note(sql, member, 'filter.removed', saved);
        return saved.ownerId;
      });
      changed(ownerId);
      reply.code(204);
    },
  });
}

type Noted = Pick<SavedFilter, 'filterId' | 'name' | 'ownerId'>;

const isKnown = <Value extends string>(
  value: Value | 'unspecified',
): value is Exclude<Value, 'unspecified'> => value !== 'unspecified';
