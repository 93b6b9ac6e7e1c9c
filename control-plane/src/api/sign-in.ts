import { type Clock, type Log, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { MeshQueries, People } from '../ports.ts';
import type { AuditTrail } from './audit-trail.ts';
import { clearRefreshCookie, readRefreshCookie } from './cookie.ts';
import type { Passwords } from './passwords.ts';
import { FaultBody, Nothing, SignInRequest, StaffSession } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { SignInLimits } from './sign-in-limits.ts';
import { generationOf, isStaff, refreshCookieFor, staffSession } from './staff-login.ts';
import type { Tokens } from './tokens.ts';

/** What the sign-in routes are made of. */
export interface SignInOptions {
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly people: People;
  readonly mesh: MeshQueries;
  readonly clock: Clock;
  readonly log: Log;
  readonly signInsPerMinute: number;
  /** Where browsers see this API, such as "https://weft.example"; empty = wherever they asked. */
  readonly publicUrl: string;
  readonly trail: Pick<AuditTrail, 'tell'>;
  /** Counts tries by how they ended. */
  readonly onOutcome: (outcome: 'signed-in' | 'refused' | 'limited') => void;
  /** Why nobody can sign in now; undefined = they can. */
  readonly ready: () => string | undefined;
}

/**
 * SameSite takes another port of the same host for the same site: so browsers'
 * word on where a request comes from is asked for too (Fetch Metadata), or
 * where a browser gives none, its Origin. What is no browser has neither.
 */
function requireOwnPage(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': from } = request.headers;
  if (from === 'same-origin' || from === 'none') return;
  if (from === undefined) {
    if (origin === undefined) return;
    if (URL.canParse(publicUrl) && new URL(publicUrl).origin === origin) return;
    if (URL.canParse(origin) && new URL(origin).host === request.host) return;
  }
  throw new WeftError('ORIGIN_REFUSED', 'only pages of this server may sign in here');
}

/** POST sign-in, POST refresh and DELETE under /v1/sessions: sessions of agents and operators. */
export function signInRoutes(server: HttpServer, options: SignInOptions): void {
  const {
    tokens,
    passwords,
    people,
    mesh,
    clock,
    log,
    signInsPerMinute,
    publicUrl,
    onOutcome,
    ready,
    trail,
  } = options;
  const secure = publicUrl.startsWith('https:');
  const limits = new SignInLimits(tokens, clock, signInsPerMinute);

  const responses = { 200: StaffSession, default: FaultBody };

  server.route({
    method: 'POST',
    url: '/v1/sessions/sign-in',
    schema: {
      operationId: 'signIn',
      summary: 'Signs an agent or operator in',
      description:
        'Sets the refresh cookie, good for twelve hours, and a cookie by which the browser is known again, which lets nobody in.',
      tags: ['sessions'],
      body: SignInRequest,
      response: responses,
    },
    handler: async (request, reply) => {
      requireOwnPage(request, publicUrl);
      const { login, password } = request.body;
      const attempt = await limits.take(request, login).catch((error: unknown) => {
        onOutcome('limited');
        throw error;
      });
      const reason = ready();
      if (reason !== undefined) throw new WeftError('UNAVAILABLE', reason);
      const person = await people.find(login);
      // Same work and same answer whether the login exists or not.
      const fits = await passwords.verify(password, person?.passwordHash);
      if (!fits || !isStaff(person)) {
        onOutcome('refused');
        throw new WeftError('SIGN_IN_REFUSED');
      }
      // Whoever knows the password guesses nothing: the limits are for those who do not.
      attempt.giveBack();
      onOutcome('signed-in');
      const { agentId, role } = person;
      log.info({ agentId, role }, 'signed in');
      trail.tell({ actorId: agentId, action: 'agent.signed-in', subjectKind: 'agent', subjectId: agentId });
      reply.header('set-cookie', [
        await refreshCookieFor(tokens, login, person, secure),
        await limits.cookieFor(request, login, secure),
      ]);
      return staffSession(tokens, mesh, person);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/sessions/refresh',
    schema: {
      operationId: 'refreshSession',
      summary: 'A new session token for whoever holds the refresh cookie; 204 where nobody has signed in',
      tags: ['sessions'],
      security: [{ refreshCookie: [] }],
      response: { ...responses, 204: Nothing },
    },
    handler: async (request, reply) => {
      requireOwnPage(request, publicUrl);
      const cookie = readRefreshCookie(request.headers.cookie);
      // No fault: every page asks when it is opened, and most who open it the first time have never signed in.
      if (cookie === undefined) return await reply.code(204).send();
      const { login, generation, issuedAtMs } = await tokens.readRefresh(cookie);
      const person = await people.find(login);
      // Who was shut out and let in again begins anew: somebody else may hold what was given before.
      const stays =
        isStaff(person) && generationOf(person) === generation && issuedAtMs >= person.signedOutMs;
      if (!stays) {
        throw new WeftError('TOKEN_INVALID', 'sign in again');
      }
      return staffSession(tokens, mesh, person);
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/sessions',
    schema: {
      operationId: 'signOut',
      summary: 'Forgets the refresh cookie',
      tags: ['sessions'],
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      requireOwnPage(request, publicUrl);
      reply.header('set-cookie', clearRefreshCookie(secure)).code(204);
    },
  });
}
