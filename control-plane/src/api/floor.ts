import { type MeshCall, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { MeshQueries } from '../ports.ts';
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
export function floorRoutes(server: HttpServer, { tokens, guard, mesh, ready }: FloorRouteOptions): void {
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
      summary: 'Agents and queues as they are now',
      response: { 200: FloorState, default: FaultBody },
    },
    handler: () => {
      const { atMs, agents, queues, calls } = mesh.mesh();
      return {
        atMs,
        agents,
        queues: queues.map(({ queueId, waiting, oldestRequestedAtMs }) => ({
          ...{ queueId, waiting, oldestSinceMs: oldestRequestedAtMs },
        })),
        calls: calls.filter(({ stage }) => stage === 'active').length,
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
      const calls = mesh.calls().filter(({ stage }) => stage === 'active');
      return {
        calls: calls
          .map(floorCallOf)
          .sort((a, b) => a.answeredAtMs - b.answeredAtMs || (a.callId < b.callId ? -1 : 1)),
      };
    },
  });
}
