import { type Clock, type Log, WeftError } from '@weft/proto';
import type { MeshQueries, People } from '../ports.ts';
import type { AuditTrail } from './audit-trail.ts';
import { bearerToken } from './bearer.ts';
import type { Passwords } from './passwords.ts';
import { OwnPassword } from './people-schemas.ts';
import { RateLimit } from './rate-limit.ts';
import { FaultBody, StaffSession } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { isStaff, refreshCookieFor, staffSession } from './staff-login.ts';
import type { StaffRecords } from './staff-records.ts';
import type { Tokens } from './tokens.ts';

const MAX_PEOPLE = 5_000;

export interface OwnPasswordOptions {
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly people: People;
  readonly mesh: MeshQueries;
  readonly records: StaffRecords;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
  readonly signInsPerMinute: number;
  /** Cookies over TLS only. */
  readonly secure: boolean;
}

/** PUT /v1/sessions/password: who is signed in takes another password. */
export function ownPasswordRoute(server: HttpServer, options: OwnPasswordOptions): void {
  const { tokens, passwords, people, mesh, records, trail, clock, log, signInsPerMinute, secure } = options;
  const limit = new RateLimit({
    ...{ clock, burst: signInsPerMinute, perMinute: signInsPerMinute, maxNames: MAX_PEOPLE },
  });

  server.route({
    method: 'PUT',
    url: '/v1/sessions/password',
    schema: {
      operationId: 'changeOwnPassword',
      summary: 'Another password for who is signed in',
      description:
        'Sets a new refresh cookie and gives a new session. Sessions of the old password end, but for the one that is named.',
      tags: ['sessions'],
      security: [{ bearer: [] }],
      body: OwnPassword,
      response: { 200: StaffSession, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { subjectId } = await tokens.readSession(bearerToken(request));
      const person = people.byId(subjectId);
      if (!isStaff(person)) throw new WeftError('FORBIDDEN', 'only people with a password may do this');
      // Whoever sits down at somebody's open desk is not to guess the rest.
      const retryAfterMs = limit.take(subjectId);
      if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
      const { password, newPassword, sessionId } = request.body;
      if (!(await passwords.verify(password, person.passwordHash)))
        throw new WeftError('SIGN_IN_REFUSED', 'this is not the present password');
      limit.giveBack(subjectId);
      const changed = await records.setPassword(subjectId, newPassword, sessionId);
      if (!isStaff(changed)) throw new WeftError('FORBIDDEN');
      log.info({ agentId: subjectId }, 'password changed');
      const action = 'agent.password-changed';
      await trail.note({ actorId: subjectId, action, subjectKind: 'agent', subjectId });
      reply.header('set-cookie', await refreshCookieFor(tokens, changed.login, changed, secure));
      return staffSession(tokens, mesh, changed);
    },
  });
}
