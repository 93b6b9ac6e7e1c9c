import { WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { MeshQueries } from '../ports.ts';
import { bearerToken } from './bearer.ts';
import { FaultBody, FloorState } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** What the floor's route is made of. */
export interface FloorRouteOptions {
  readonly tokens: Tokens;
  readonly mesh: MeshQueries;
  /** Why this instance does not know the mesh now; undefined = it does. */
  readonly ready: () => string | undefined;
}

/** The people and queues of the contact centre: whom to transfer to, and the supervisors' wall. No servers, no customers. */
export function floorRoutes(server: HttpServer, { tokens, mesh, ready }: FloorRouteOptions): void {
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    const { role } = await tokens.readSession(bearerToken(request));
    if (role === 'customer') throw new WeftError('FORBIDDEN', 'only staff may see the floor');
    const reason = ready();
    if (reason !== undefined) throw new WeftError('UNAVAILABLE', reason);
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
}
