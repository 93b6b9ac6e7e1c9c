import { WeftError } from '@weft/proto';
import { z } from 'zod';
import type { WaitingWork } from '../ports.ts';
import { HINDRANCES } from '../routing/engine/index.ts';
import { bearerToken } from './bearer.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

const count = z.int().min(0);

const WaitingList = z.object({
  waiting: z.array(
    z.object({
      ...{ kind: z.enum(['call', 'callback', 'conversation']), workId: z.string(), channel: z.string() },
      name: z.string().describe("The customer's, if known."),
      ...{ queueId: z.string(), step: count.describe('From 0.'), waitedMs: z.number() },
      because: z.enum(HINDRANCES),
      agentId: z.string().describe('For whom it is kept, or who is to answer.'),
      agentName: z.string(),
      needs: z.array(
        z.object({
          ...{ skill: z.string(), level: z.number() },
          agents: count.describe('Signed on, with that level at least.'),
        }),
      ),
      condition: z.string().describe("The step's."),
      meetCondition: count.describe('Signed on, and the condition holds for them.'),
      signedOn: count,
      suit: count.describe('Signed on, and may have it.'),
      available: count.describe('Of those who may have it.'),
      withRoom: count.describe('Of those who are available.'),
      changesInMs: z.number().optional().describe('Until a step widens or a queue opens, if ever.'),
    }),
  ),
});
named.add(WaitingList, {
  id: 'WaitingList',
  description: 'What waits for an agent, in the order that the rules give it, and why nobody has it yet.',
});

/** Why nobody yet: for agents at their desks and for whoever looks at the wall. */
export function waitingRoutes(
  server: HttpServer,
  { tokens, waitingWork }: { readonly tokens: Tokens; readonly waitingWork: WaitingWork },
): void {
  server.route({
    method: 'GET',
    url: '/v1/routing/waiting',
    onRequest: async (request) => {
      const { role } = await tokens.readSession(bearerToken(request));
      if (role === 'customer') throw new WeftError('FORBIDDEN', 'only staff may see what waits');
    },
    schema: {
      tags: ['routing'],
      security: [{ bearer: [] }],
      operationId: 'listWaiting',
      summary: 'Calls and conversations without an agent, and why',
      querystring: z.object({
        workId: z
          .string()
          .regex(/^[A-Za-z0-9_-]{0,64}$/)
          .default('')
          .describe('Of this call or conversation only.'),
      }),
      response: { 200: WaitingList, default: FaultBody },
    },
    handler: async ({ query: { workId } }) => {
      const waiting = await waitingWork.why();
      const wanted = workId === '' ? waiting : waiting.filter((piece) => piece.workId === workId);
      return { waiting: wanted.map((piece) => ({ ...piece, needs: [...piece.needs] })) };
    },
  });
}
