import { type Clock, type Directory, keys, type Log, type Timer, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { MeshQueries } from '../ports.ts';
import { requireRole } from './bearer.ts';
import { reachableEdges } from './edges.ts';
import { codeDigest, newCode } from './one-time-code.ts';
import { addressName, RateLimit } from './rate-limit.ts';
import { Continuation, FaultBody, GuestSession, RedeemRequest } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Bearer, Tokens } from './tokens.ts';

/** How long a code is good. */
const CODE_LIFE_MS = 10 * 60_000;
/** Codes of one customer. */
const CODES_PER_MINUTE = 6;
/** Tries from one address: all codes there are would take longer than the universe is old. */
const TRIES_PER_MINUTE = 10;
const MAX_NAMES = 20_000;
/** Codes of this instance that are good at one moment. */
const MAX_CODES = 10_000;

export interface ContinuationOptions {
  readonly tokens: Tokens;
  readonly mesh: MeshQueries;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
}

const Kept = z.object({
  subjectId: z.string(),
  name: z.string(),
  account: z.string(),
  goodUntilMs: z.number(),
});

/**
 * A customer goes on at another device: the first asks for a one-time code, the second shows it and gets a session
 * as the same customer. Codes are kept in etcd under their digest, bound to this process and deleted when their time
 * is over, and whoever deletes one first has used it.
 */
export function continuationRoutes(server: HttpServer, options: ContinuationOptions): void {
  const { tokens, mesh, directory, clock, log } = options;
  const limit = (perMinute: number): RateLimit =>
    new RateLimit({ clock, burst: perMinute, perMinute, maxNames: MAX_NAMES });
  const [codes, tries] = [limit(CODES_PER_MINUTE), limit(TRIES_PER_MINUTE)];
  /** One for each code that is good. */
  const ends = new Set<Timer>();
  server.addHook('onClose', async () => {
    for (const end of ends) end.cancel();
  });

  const within = (bucket: RateLimit, name: string, what: string): void => {
    const retryAfterMs = bucket.take(name);
    if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', what, { retryAfterMs });
  };

  async function keep(bearer: Bearer): Promise<string> {
    if (ends.size >= MAX_CODES) throw new WeftError('RATE_LIMITED', 'too many codes are good at the moment');
    const code = newCode();
    const key = keys.continuation(codeDigest(code));
    const value = JSON.stringify({ ...bearer, goodUntilMs: clock.now() + CODE_LIFE_MS });
    const kept = await directory.transact([{ do: 'put', key, value, leased: true, expect: 'absent' }]);
    if (kept === undefined) throw new WeftError('CONFLICT');
    const end = clock.after(CODE_LIFE_MS, () => {
      ends.delete(end);
      directory
        .transact([{ do: 'delete', key }])
        .catch((error: unknown) => log.info({ error: String(error) }, 'a code that is too old not deleted'));
    });
    ends.add(end);
    return code;
  }

  async function use(code: string): Promise<Bearer> {
    const key = keys.continuation(codeDigest(code));
    const entry = await directory.get(key);
    const kept = entry === undefined ? undefined : Kept.safeParse(JSON.parse(entry.value)).data;
    if (entry === undefined || kept === undefined || kept.goodUntilMs < clock.now())
      throw new WeftError('CODE_REFUSED');
    const { revision } = entry;
    const first = await directory.transact([{ do: 'delete', key, expect: { revision } }]);
    if (first === undefined) throw new WeftError('CODE_REFUSED');
    const { subjectId, name, account } = kept;
    return { subjectId, name, account, role: 'customer' };
  }

  server.route({
    method: 'POST',
    url: '/v1/continuations',
    schema: {
      operationId: 'startContinuation',
      summary: 'A one-time code with which the customer goes on at another device',
      tags: ['sessions'],
      security: [{ bearer: [] }],
      response: { 200: Continuation, default: FaultBody },
    },
    handler: async (request) => {
      const bearer = await requireRole(request, tokens, 'customer');
      within(codes, bearer.subjectId, 'too many codes of this customer');
      return { code: await keep(bearer), goodForMs: CODE_LIFE_MS };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/continuations/redeem',
    schema: {
      operationId: 'redeemContinuation',
      summary: 'A session as the customer who got the code',
      tags: ['sessions'],
      body: RedeemRequest,
      response: { 200: GuestSession, default: FaultBody },
    },
    handler: async (request) => {
      within(tries, addressName(request.ip), 'too many codes tried from here');
      const bearer = await use(request.body.code);
      const issued = await tokens.issueSession(bearer);
      const { subjectId } = bearer;
      return { ...issued, subjectId, refusedAccount: '', edges: reachableEdges(mesh) };
    },
  });
}
