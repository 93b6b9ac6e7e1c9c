import { type MeshCall, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { CallHistory } from '../facts/history.ts';
import type { ServiceDay } from '../facts/service-day.ts';
import type { MeshQueries } from '../ports.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import { type CustomerName, customerNames } from '../store/customer-names.ts';
import type { Store } from '../store/store.ts';
import { overdueCount } from '../store/workload.ts';
import { bearerToken } from './bearer.ts';
import { FaultBody, FloorCalls, FloorState, OwnCalls } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';
import type { Tokens } from './tokens.ts';

/** What the floor's route is made of. */
export interface FloorRouteOptions {
  readonly tokens: Tokens;
  readonly guard: StaffGuard;
  readonly mesh: MeshQueries;
  readonly history: Pick<CallHistory, 'of'>;
  readonly serviceDay: Pick<ServiceDay, 'of'>;
  readonly rules: Pick<RoutingRules, 'current'>;
  readonly store: Store;
  readonly clock: { now(): number };
  /** Why this instance does not know the mesh now; undefined = it does. */
  readonly ready: () => string | undefined;
}

/** A live call as a supervisor sees it: whose, with whom, and who else is in it. `known`: the customer as the store has them. */
function floorCallOf({ callId, kind, answeredAtMs, held, legs }: MeshCall, known: CustomerName | undefined) {
  const nameOf = (role: 'customer' | 'agent'): string =>
    legs.find(({ participant, part }) => participant?.role === role && part === 'unspecified')?.participant
      ?.displayName ?? '';
  return {
    ...{ callId, kind, answeredAtMs, held, agentName: nameOf('agent') },
    ...{ customerName: known?.name ?? nameOf('customer'), customerNameClaimed: known?.claimed ?? false },
    guests: legs
      .filter(({ part }) => part !== 'unspecified')
      .map(({ participant, part }) => ({ displayName: participant?.displayName ?? '', part })),
  };
}

/**
 * The people and queues of the contact centre: whom to transfer to, and the
 * supervisors' wall. No servers; customers' names for supervisors only.
 */
export function floorRoutes(server: HttpServer, options: FloorRouteOptions): void {
  const { tokens, guard, mesh, store, clock, ready } = options;
  const requireReady = (): void => {
    const reason = ready();
    if (reason !== undefined) throw new WeftError('UNAVAILABLE', reason);
  };
  /** The wall and the day's list are worth looking at while the store is away: then sessions' own names stand there. */
  const namesOf = (conversationIds: readonly string[]): Promise<ReadonlyMap<string, CustomerName>> =>
    store.read((sql) => customerNames(sql, conversationIds)).catch(() => new Map());
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    const { role } = await tokens.readSession(bearerToken(request));
    if (role === 'customer') throw new WeftError('FORBIDDEN', 'only staff may see the floor');
    requireReady();
  };
  server.route({
    method: 'GET',
    url: '/v1/floor',
    onRequest,
    schema: {
      tags: ['mesh'],
      security: [{ bearer: [] }],
      operationId: 'getFloor',
      summary: 'Agents and queues as they are now, and how the day has been',
      response: { 200: FloorState, default: FaultBody },
    },
    handler: async () => {
      const { atMs, agents, queues, calls } = mesh.mesh();
      // The wall is worth looking at while the store is away.
      const overdue = await store.read((sql) => overdueCount(sql, clock.now())).catch(() => undefined);
      return {
        atMs,
        agents,
        queues: queues.map(({ queueId, waiting, oldestRequestedAtMs }) => ({
          ...{ queueId, waiting, oldestSinceMs: oldestRequestedAtMs },
        })),
        calls: calls.filter(({ stage }) => stage === 'active').length,
        service: serviceToday(options),
        overdue,
      };
    },
  });
  server.route({
    method: 'GET',
    url: '/v1/floor/calls',
    onRequest: guard.allow('supervisor'),
    schema: {
      tags: ['mesh'],
      security: [{ bearer: [] }],
      operationId: 'listFloorCalls',
      summary: 'The answered calls, for supervisors',
      response: { 200: FloorCalls, default: FaultBody },
    },
    handler: async () => {
      requireReady();
      const calls = mesh.calls().filter(({ stage, answeredAtMs }) => stage === 'active' && answeredAtMs > 0);
      const names = await namesOf(calls.map(({ callId }) => mesh.conversationOf(callId)));
      return {
        calls: calls
          .map((call) => floorCallOf(call, names.get(mesh.conversationOf(call.callId))))
          .sort((a, b) => a.answeredAtMs - b.answeredAtMs || (a.callId < b.callId ? -1 : 1)),
      };
    },
  });
  server.route({
    method: 'GET',
    url: '/v1/floor/own-calls',
    onRequest: guard.allow('agent'),
    schema: {
      tags: ['mesh'],
      security: [{ bearer: [] }],
      operationId: 'listOwnCalls',
      summary: "Whom one's calls of the last 24 hours were with",
      response: { 200: OwnCalls, default: FaultBody },
    },
    handler: async (request) => {
      const calls = options.history.of(guard.of(request).agentId);
      const names = await namesOf(calls.map(({ conversationId }) => conversationId));
      return {
        calls: calls.flatMap(({ callId, conversationId }) => {
          const known = names.get(conversationId);
          return known === undefined
            ? []
            : [{ callId, customerName: known.name, customerNameClaimed: known.claimed }];
        }),
      };
    },
  });
}

/** The rules' queues as they served today. */
function serviceToday({ serviceDay, rules }: Pick<FloorRouteOptions, 'serviceDay' | 'rules'>) {
  return [...rules.current.queues.values()]
    .map(({ queueId, rule }) => {
      const { title, serviceLevel } = rule;
      const day = serviceDay.of(queueId);
      const { answered, abandoned, averageWaitMs, promised, late } = day;
      const share = day.serviceLevel(serviceLevel.seconds);
      return {
        ...{ queueId, title, answered, abandoned, averageWaitMs, promised, late },
        percent: share === undefined ? undefined : Math.round(share * 1_000) / 10,
        ...{ goalPercent: serviceLevel.percent, goalSeconds: serviceLevel.seconds },
      };
    })
    .sort((a, b) => b.answered + b.abandoned + b.promised - (a.answered + a.abandoned + a.promised));
}
