import { type Clock, WeftError } from '@weft/proto';
import { NAMELESS } from '../contacts/identify.ts';
import { tidyName } from '../contacts/tidy-name.ts';
import type { MeshQueries } from '../ports.ts';
import { reachableEdges } from './edges.ts';
import { addressName, RateLimit } from './rate-limit.ts';
import { FaultBody, GuestRequest, GuestSession } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { allowsOrigin } from './settings.ts';
import type { ShopVisits } from './shop-visits.ts';
import { type Bearer, GUEST_MEMORY_MS, type Tokens } from './tokens.ts';

const PATH = '/v1/sessions/guest';
const MAX_ADDRESSES = 20_000;
/** How long a browser may keep the answer to a preflight, in seconds. */
const PREFLIGHT_AGE_S = 600;

/** What the guest route is made of. */
export interface GuestOptions {
  readonly tokens: Tokens;
  readonly visits: ShopVisits;
  readonly mesh: MeshQueries;
  readonly clock: Clock;
  readonly origins: readonly string[];
  readonly guestsPerMinute: number;
}

/** Who the visitor was; undefined when the token says nothing that can be believed. Never an error: a visitor cannot mend it. */
async function earlier(tokens: Tokens, previous: string | undefined): Promise<Bearer | undefined> {
  if (previous === undefined || previous === '') return undefined;
  const bearer = await tokens.readSession(previous, GUEST_MEMORY_MS).catch((error: unknown) => {
    if (error instanceof WeftError) return undefined;
    throw error;
  });
  return bearer?.role === 'customer' ? bearer : undefined;
}

/**
 * POST /v1/sessions/guest: a session token for whoever visits. It is served
 * while etcd is away too, so that a live call can resume.
 */
export function guestRoutes(server: HttpServer, options: GuestOptions): void {
  const { tokens, visits, mesh, clock, origins, guestsPerMinute } = options;
  const limit = new RateLimit({
    clock,
    burst: guestsPerMinute,
    perMinute: guestsPerMinute,
    maxNames: MAX_ADDRESSES,
  });

  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (request.routeOptions.url !== PATH) return;
    reply.header('vary', 'Origin');
    if (origin !== undefined && allowsOrigin(origins, origin))
      reply.header('access-control-allow-origin', origin);
  });

  server.route({
    method: 'OPTIONS',
    url: PATH,
    schema: { hide: true },
    handler: (_request, reply) =>
      reply
        .headers({
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type',
          'access-control-max-age': PREFLIGHT_AGE_S,
        })
        .code(204)
        .send(),
  });

  server.route({
    method: 'POST',
    url: PATH,
    schema: {
      operationId: 'startGuestSession',
      summary: 'A session for a visitor',
      tags: ['sessions'],
      body: GuestRequest,
      response: { 200: GuestSession, default: FaultBody },
    },
    handler: async (request) => {
      const waitMs = limit.take(addressName(request.ip));
      if (waitMs > 0)
        throw new WeftError('RATE_LIMITED', 'too many guest sessions from here', { retryAfterMs: waitMs });
      const before = await earlier(tokens, request.body.previous);
      const visit = await visits.start(before, request.body.account);
      const { subjectId, account, refusedAccount } = visit;
      const kept = before?.subjectId === subjectId ? before.name : '';
      const name = tidyName(visit.name) || tidyName(request.body.name ?? '') || kept || NAMELESS;
      const issued = await tokens.issueSession({ subjectId, role: 'customer', name, account });
      return { ...issued, subjectId, refusedAccount, edges: reachableEdges(mesh) };
    },
  });
}
