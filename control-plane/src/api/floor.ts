import { type MeshCall, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { ServiceDay } from '../facts/service-day.ts';
import type { MeshQueries } from '../ports.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import type { Store } from '../store/store.ts';
import { overdueCount } from '../store/workload.ts';
import { bearerToken } from './bearer.ts';
import { FaultBody, FloorCalls, FloorState } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';
import type { Tokens } from './tokens.ts';

/** What the floor's route is made of. */
export interface FloorRouteOptions {
  readonly tokens: Tokens;
  readonly guard: StaffGuard;
  readonly mesh: MeshQueries;
  readonly serviceDay: Pick<ServiceDay, 'of'>;
  readonly rules: Pick<RoutingRules, 'current'>;
  readonly store: Store;
  readonly clock: { now(): number };
  /** Why this instance does not know the mesh now; undefined = it does. */
  readonly ready: () => string | undefined;
}

/** A live call as a supervisor sees it: whose, with whom, and who else is in it. */
function floorCallOf({ callId, kind, answeredAtMs, held, legs }: MeshCall) {
  const nameOf = (role: 'customer' | 'agent'): string =>
    legs.find(({ participant, part }) => participant?.role === role && part === 'unspecified')?.participant
      ?.displayName ?? '';
  return {
    ...{ callId, kind, answeredAtMs, held, customerName: nameOf('customer'), agentName: nameOf('agent') },
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
    handler: () => {
      requireReady();
      const calls = mesh.calls().filter(({ stage, answeredAtMs }) => stage === 'active' && answeredAtMs > 0);
      return {
        calls: calls
          .map(floorCallOf)
          .sort((a, b) => a.answeredAtMs - b.answeredAtMs || (a.callId < b.callId ? -1 : 1)),
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
