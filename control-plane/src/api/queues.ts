import { type Directory, keys, QueuePolicy, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { AuditTrail } from './audit-trail.ts';
import { bearerToken } from './bearer.ts';
import { requireOperator } from './mesh.ts';
import { FaultBody, PolicyChange, PolicyState, QueueParams } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** What the queues' routes are made of. */
export interface QueueRouteOptions {
  readonly tokens: Tokens;
  readonly directory: Directory;
  readonly trail: Pick<AuditTrail, 'note'>;
}

/** What operators set per queue. It is kept in etcd; every instance takes it for the calls that begin afterwards. */
export function queueRoutes(server: HttpServer, { tokens, directory, trail }: QueueRouteOptions): void {
  const onRequest = (request: FastifyRequest): Promise<void> => requireOperator(request, tokens);
  const common = { tags: ['mesh'], security: [{ bearer: [] }], params: QueueParams };

  server.route({
    method: 'GET',
    url: '/v1/queues/:queueId/policy',
    onRequest,
    schema: {
      ...common,
      operationId: 'getQueuePolicy',
      summary: "A queue's policy; that of a queue for which none was set is all off",
      response: { 200: PolicyState, default: FaultBody },
    },
    handler: async (request) => {
      const { queueId } = request.params;
      return stateOf(queueId, (await read(directory, queueId)).policy);
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/queues/:queueId/policy',
    onRequest,
    schema: {
      ...common,
      operationId: 'setQueuePolicy',
      summary: "Sets a queue's policy for the calls that begin from now on",
      body: PolicyChange,
      response: { 200: PolicyState, default: FaultBody },
    },
    handler: async (request) => {
      const { queueId } = request.params;
      const { policy, expect } = await read(directory, queueId);
      const changed = { ...policy, queueId, hotAudio: request.body.hotAudio };
      const key = keys.queue(queueId);
      const value = QueuePolicy.toJson(changed);
      if ((await directory.transact([{ do: 'put', key, value, expect }])) === undefined)
        throw new WeftError('CONFLICT');
      const { subjectId: actorId } = await tokens.readSession(bearerToken(request));
      await trail.note({
        ...{ actorId, action: 'queue.policy-set', subjectKind: 'queue', subjectId: queueId },
        detail: { hotAudio: request.body.hotAudio },
      });
      return stateOf(queueId, changed);
    },
  });
}

const stateOf = (queueId: string, { hotAudio }: { readonly hotAudio: boolean }) => ({ queueId, hotAudio });

async function read(directory: Directory, queueId: string) {
  const entry = await directory.get(keys.queue(queueId));
  if (entry === undefined) return { policy: QueuePolicy.create({ queueId }), expect: 'absent' } as const;
  return { policy: QueuePolicy.fromJson(entry.value), expect: { revision: entry.revision } };
}
