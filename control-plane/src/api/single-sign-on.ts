import { type Clock, type Log, toFault, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { People } from '../ports.ts';
import type { AuditTrail } from './audit-trail.ts';
import { readCookie } from './cookie.ts';
import type { Attempt, IdentityProvider } from './identity-provider.ts';
import { addressName, RateLimit } from './rate-limit.ts';
import { FaultBody, Nothing, SignInMethods } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { isStaff, refreshCookieFor } from './staff-login.ts';
import type { Tokens } from './tokens.ts';

/** Where the provider sends people back to, below the public address. */
export const CALLBACK_PATH = '/v1/sessions/oidc/callback';
const START_PATH = '/v1/sessions/oidc';
/** Holds an attempt while the person is at the provider. */
const COOKIE = 'weft-oidc';
/** How long they may take there. */
const ATTEMPT_LIFE_S = 600;
const MAX_ADDRESSES = 20_000;
const MAX_TARGET_LENGTH = 500;

/** A staff page of this server and nothing else: an address that leads elsewhere would make Weft a lure. */
const Target = z
  .string()
  .max(MAX_TARGET_LENGTH)
  .regex(/^\/(desk|ops|admin)\/(\?[^\s#\\]*)?$/);

const Kept = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: Target });

/** What the routes of single sign-on are made of. */
export interface SingleSignOnOptions {
  /** Undefined = people sign in with a password only. */
  readonly provider: IdentityProvider | undefined;
  /** What the provider is called on the page. */
  readonly name: string;
  readonly tokens: Tokens;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly trail: Pick<AuditTrail, 'tell'>;
  readonly signInsPerMinute: number;
  readonly publicUrl: string;
  /** Counts tries by how they ended. */
  readonly onOutcome: (outcome: 'signed-in' | 'refused' | 'limited') => void;
  /** Why nobody can sign in now; undefined = they can. */
  readonly ready: () => string | undefined;
}

/** The page with what went wrong, which it shows. */
const withProblem = (to: string, error: unknown): string => {
  const url = new URL(to, 'http://weft');
  url.searchParams.set('problem', toFault(error).code);
  return `${url.pathname}${url.search}`;
};

/**
 * GET /v1/sessions/methods, and signing in by an OpenID provider: GET
 * /v1/sessions/oidc leads there and the provider leads back to .../callback.
 * The cookie in between is not signed: whoever can set it in a browser could
 * as well set one of ours.
 */
export function singleSignOnRoutes(server: HttpServer, options: SingleSignOnOptions): void {
  const { provider, name, tokens, people, trail, clock, log } = options;
  const { signInsPerMinute, publicUrl, onOutcome, ready } = options;
  const secure = publicUrl.startsWith('https:');
  const limit = new RateLimit({
    clock,
    burst: signInsPerMinute,
    perMinute: signInsPerMinute,
    maxNames: MAX_ADDRESSES,
  });
  const cookie = (value: string, lifeS: number): string =>
    [
      `${COOKIE}=${value}`,
      `Path=${START_PATH}`,
      `Max-Age=${lifeS}`,
      'HttpOnly',
      // Comes along when the provider's page leads back here.
      'SameSite=Lax',
      ...(secure ? ['Secure'] : []),
    ].join('; ');

  server.route({
    method: 'GET',
    url: '/v1/sessions/methods',
    schema: {
      operationId: 'getSignInMethods',
      summary: 'How staff may sign in',
      tags: ['sessions'],
      response: { 200: SignInMethods, default: FaultBody },
    },
    handler: () => ({ singleSignOn: provider === undefined ? '' : name }),
  });
  if (provider === undefined) return;

  server.route({
    method: 'GET',
    url: START_PATH,
    schema: {
      operationId: 'startSingleSignOn',
      summary: 'Leads to the identity provider',
      tags: ['sessions'],
      querystring: z.object({ to: Target.default('/desk/') }),
      response: { 302: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { to } = request.query;
      try {
        const waitMs = limit.take(addressName(request.ip));
        if (waitMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs: waitMs });
        const { url, attempt } = await provider.begin();
        const kept = Buffer.from(JSON.stringify({ ...attempt, to })).toString('base64url');
        await reply.header('set-cookie', cookie(kept, ATTEMPT_LIFE_S)).redirect(url);
      } catch (error) {
        await reply.redirect(withProblem(to, error));
      }
    },
  });

  /** The attempt that this browser began; undefined when it began none, or too long ago. */
  const attemptOf = (header: string | undefined): (Attempt & { readonly to: string }) | undefined => {
    const kept = readCookie(header, COOKIE);
    if (kept === undefined) return undefined;
    try {
      return Kept.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
    } catch {
      return undefined;
    }
  };

  server.route({
    method: 'GET',
    url: CALLBACK_PATH,
    schema: {
      operationId: 'finishSingleSignOn',
      summary: 'Where the identity provider leads back to',
      description: 'Sets the refresh cookie and leads to the page, or to the page with a problem.',
      tags: ['sessions'],
      response: { 302: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const attempt = attemptOf(request.headers.cookie);
      const to = attempt?.to ?? '/desk/';
      try {
        if (attempt === undefined) throw new WeftError('SIGN_IN_REFUSED', 'nothing was begun here');
        const waitMs = limit.take(addressName(request.ip));
        if (waitMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs: waitMs });
        const reason = ready();
        if (reason !== undefined) throw new WeftError('UNAVAILABLE', reason);
        const login = await provider.finish(request.url.split('?', 2)[1] ?? '', attempt);
        const person = (await people.find(login)) ?? (await people.find(login.toLowerCase()));
        if (!isStaff(person))
          throw new WeftError('SIGN_IN_REFUSED', 'the provider knows them, Weft does not');
        limit.giveBack(addressName(request.ip));
        onOutcome('signed-in');
        const { agentId, role } = person;
        log.info({ agentId, role, by: 'oidc' }, 'signed in');
        const subject = { subjectKind: 'agent', subjectId: agentId } as const;
        trail.tell({ ...subject, actorId: agentId, action: 'agent.signed-in', detail: { by: 'oidc' } });
        const cookies = [cookie('', 0), await refreshCookieFor(tokens, person.login, person, secure)];
        await reply.header('set-cookie', cookies).redirect(to);
      } catch (error) {
        onOutcome(error instanceof WeftError && error.code === 'RATE_LIMITED' ? 'limited' : 'refused');
        await reply.header('set-cookie', cookie('', 0)).redirect(withProblem(to, error));
      }
    },
  });
}
