import { type Directory, keys, type Log, type View, WeftError } from '@weft/proto';
import type { z } from 'zod';
import { requireAdmin } from './admin-token.ts';
import type { AuditTrail } from './audit-trail.ts';
import { FaultBody, InvitationRules } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** For how long browsers and proxies may keep the rules, in seconds. */
const MAX_AGE_S = 60;
/** Fifty rules with words in two languages are below. */
const MAX_RULES_BYTES = 131_072;
/** Version of what has never been written. */
const NEVER = '0';

export interface InvitationOptions {
  readonly tokens: Tokens;
  readonly directory: Directory;
  /** The rules, kept up to date. */
  readonly view: View;
  readonly log: Log;
  readonly trail: AuditTrail;
}

/**
 * The rules by which widgets invite visitors to write: one document in etcd, watched, so that reading asks nobody.
 * Widgets decide by themselves; nothing about a visit comes here.
 */
export function invitationRoutes(
  server: HttpServer,
  { tokens, directory, view, log, trail }: InvitationOptions,
): void {
  const present = (): z.output<typeof InvitationRules> => {
    const { value, revision } = view.entries.get(keys.invitations) ?? {
      value: '{"rules":[]}',
      revision: NEVER,
    };
    const { data, error } = InvitationRules.safeParse(JSON.parse(value));
    if (error !== undefined) log.warn({ error: error.message }, 'invitation rules cannot be read');
    return { rules: data?.rules ?? [], version: revision };
  };

  server.route({
    method: 'GET',
    url: '/v1/invitations',
    schema: {
      operationId: 'listInvitations',
      summary: 'When widgets invite visitors to write, and with which words',
      tags: ['invitations'],
      response: { 200: InvitationRules, default: FaultBody },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', `public, max-age=${MAX_AGE_S}`);
      return present();
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/invitations',
    bodyLimit: MAX_RULES_BYTES,
    schema: {
      operationId: 'setInvitations',
      summary: 'Replaces the rules; they hold within a minute',
      tags: ['invitations'],
      security: [{ bearer: [] }],
      body: InvitationRules,
      response: { 200: InvitationRules, default: FaultBody },
    },
    handler: async (request) => {
      const { subjectId: actorId } = await requireAdmin(request, tokens, directory);
      const { rules, version } = request.body;
      const ids = rules.map(({ ruleId }) => ruleId);
      if (new Set(ids).size < ids.length) throw new WeftError('BAD_REQUEST', 'two rules have one id');
      const revision = await directory.transact([
        {
          ...{ do: 'put', key: keys.invitations, value: JSON.stringify({ rules }) },
          ...(version === undefined ? {} : { expect: version === NEVER ? 'absent' : { revision: version } }),
        },
      ]);
      if (revision === undefined) throw new WeftError('CONFLICT', 'other rules were saved meanwhile');
      const subject = { subjectKind: 'invitations', subjectId: '' } as const;
      await trail.note({ ...subject, actorId, action: 'invitations.replaced', detail: { rules: ids } });
      return { rules, version: revision };
    },
  });
}
