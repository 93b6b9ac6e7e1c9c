import { WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { MeshQueries } from '../ports.ts';
import type { AuditTrail } from './audit-trail.ts';
import { bearerToken } from './bearer.ts';
import { CallList, DrainState, FaultBody, MeshState, NodeList, NodeParams } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** What the operators' routes are made of. */
export interface MeshRouteOptions {
  readonly tokens: Tokens;
  readonly mesh: MeshQueries;
  readonly trail: Pick<AuditTrail, 'tell'>;
  /** Why this instance does not know the mesh now; undefined = it does. */
  readonly ready: () => string | undefined;
}

/** A drain, or that it was taken back, as the audit log has it. */
export const drained = (nodeId: string, on: boolean) =>
  ({ action: on ? 'node.drained' : 'node.undrained', subjectKind: 'node', subjectId: nodeId }) as const;

/** Throws TOKEN_INVALID, TOKEN_EXPIRED, or FORBIDDEN for whoever is not an operator (RFC 6750). */
export async function requireOperator(request: FastifyRequest, tokens: Tokens): Promise<void> {
  const { role } = await tokens.readSession(bearerToken(request));
  if (role !== 'operator') throw new WeftError('FORBIDDEN', 'only operators may see and steer the mesh');
}

/** What operators see and do: the mesh, its nodes and calls, draining. 503 with the reason while it would be stale. */
export function meshRoutes(server: HttpServer, { tokens, mesh, trail, ready }: MeshRouteOptions): void {
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    await requireOperator(request, tokens);
    const reason = ready();
    if (reason !== undefined) throw new WeftError('UNAVAILABLE', reason);
  };
  const common = { tags: ['mesh'], security: [{ bearer: [] }] };

  server.route({
    method: 'GET',
    url: '/v1/mesh',
    onRequest,
    schema: {
      ...common,
      operationId: 'getMesh',
      summary: 'The whole mesh: nodes, edges, calls, agents, queues',
      response: { 200: MeshState, default: FaultBody },
    },
    handler: () => mesh.mesh(),
  });

  server.route({
    method: 'GET',
    url: '/v1/nodes',
    onRequest,
    schema: {
      ...common,
      operationId: 'listNodes',
      summary: 'The media nodes with what they carry',
      response: { 200: NodeList, default: FaultBody },
    },
    handler: () => ({ nodes: [...mesh.nodes()] }),
  });

  server.route({
    method: 'GET',
    url: '/v1/calls',
    onRequest,
    schema: {
      ...common,
      operationId: 'listCalls',
      summary: 'The live calls',
      response: { 200: CallList, default: FaultBody },
    },
    handler: () => ({ calls: [...mesh.calls()] }),
  });

  for (const on of [true, false]) {
    server.route({
      method: on ? 'POST' : 'DELETE',
      url: '/v1/nodes/:nodeId/drain',
      onRequest,
      schema: {
        ...common,
        operationId: on ? 'drainNode' : 'undrainNode',
        summary: on ? 'Tells a media node to take no new calls' : 'Takes a drain back',
        params: NodeParams,
        response: { 200: DrainState, default: FaultBody },
      },
      handler: async (request) => {
        const { nodeId } = request.params;
        const { subjectId: actorId } = await tokens.readSession(bearerToken(request));
        await mesh.drain(nodeId, on);
        trail.tell({ actorId, ...drained(nodeId, on) });
        return { nodeId, draining: on };
      },
    });
  }
}
