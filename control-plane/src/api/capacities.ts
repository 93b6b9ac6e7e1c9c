import type { Directory } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DEFAULT_CAPACITY, RuleSet } from '../routing/engine/index.ts';
import { RuleStore } from '../routing/rule-store.ts';
import { requireAdmin } from './admin-token.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

const count = z.int().min(0);

const CapacityList = z.object({
  capacities: z.array(
    z.object({
      name: z.string(),
      builtIn: z.boolean().describe('The rules do not name it: it is what Weft begins with.'),
      units: count,
      channels: z.record(
        z.string(),
        z.object({
          ...{ cost: count, most: count, exclusive: z.boolean() },
          interrupts: z.array(z.string()),
        }),
      ),
    }),
  ),
});
named.add(CapacityList, { id: 'CapacityList', description: 'How much agents can have in hand, by name.' });

/** The capacities that agents may have: those of the rules, and the one that is always there. */
export function capacityRoutes(
  server: HttpServer,
  { tokens, directory }: { readonly tokens: Tokens; readonly directory: Directory },
): void {
  const store = new RuleStore(directory);
  server.route({
    method: 'GET',
    url: '/v1/routing/capacities',
    onRequest: async (request: FastifyRequest) => {
      await requireAdmin(request, tokens, directory);
    },
    schema: {
      tags: ['routing'],
      security: [{ bearer: [] }],
      operationId: 'listCapacities',
      summary: 'How much agents can have in hand',
      response: { 200: CapacityList, default: FaultBody },
    },
    handler: async () => {
      const kept = await store.current();
      const own = kept === undefined ? {} : RuleSet.parse(kept.rules).capacities;
      const all = { default: DEFAULT_CAPACITY, ...own };
      return {
        capacities: Object.entries(all).map(([name, { units, channels }]) => ({
          ...{ name, units, builtIn: !Object.hasOwn(own, name) },
          channels: Object.fromEntries(
            Object.entries(channels).map(([channel, { interrupts, ...rest }]) => [
              channel,
              { ...rest, interrupts: [...interrupts] },
            ]),
          ),
        })),
      };
    },
  });
}
