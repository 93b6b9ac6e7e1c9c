import { type Directory, isReadable, keys, LOOK_LIMITS, type Log, type View, WeftError } from '@weft/proto';
import { z } from 'zod';
import { requireAdmin } from './admin-token.ts';
import type { AuditTrail } from './audit-trail.ts';
import { FaultBody, name } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** For how long browsers and proxies may keep it, in seconds: an open widget asks again every ten. */
const MAX_AGE_S = 5;
/** Words in two languages, at three bytes a character, are below. */
const MAX_LOOK_BYTES = 16_384;
/** Version of what has never been written. */
const NEVER = '0';

/** One line in each language. What begins a new line, or is no character that is seen, has no place in it. */
const words = (most: number, what: string) => {
  const line = z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u)
    .default('');
  return z
    .strictObject({ en: line, zh: line })
    .default({ en: '', zh: '' })
    .describe(`${what} Empty = what Weft says by itself.`);
};

/** How widgets look and what they say; as it comes in, and as it goes out. */
export const Look = name(
  'Look',
  'How widgets look and what they say. It is what pages offer, not what the service allows.',
  z.strictObject({
    company: words(LOOK_LIMITS.company, "The company's name, in the widget's head."),
    greeting: words(LOOK_LIMITS.greeting, 'What the widget begins with.'),
    launcher: words(LOOK_LIMITS.launcher, 'On the button that opens the chat.'),
    away: words(LOOK_LIMITS.away, 'In the chat outside the business hours.'),
    colour: z
      .string()
      .toLowerCase()
      .regex(/^(#[0-9a-f]{6})?$/)
      .default('')
      .describe("Under white text, so it is refused (COLOUR_UNREADABLE) below 4.5 : 1. Empty = Weft's own."),
    side: z
      .enum(['left', 'right'])
      .default('right')
      .describe("The launcher's corner, where the page says none."),
    calls: z.boolean().default(true).describe('Whether voice and video calls are offered.'),
    files: z.boolean().default(true).describe('Whether files are offered in the chat.'),
    version: z
      .string()
      .regex(/^\d{1,20}$/)
      .optional()
      .describe(
        'Of what holds. Given back with a change, that is refused (CONFLICT) where another came first.',
      ),
  }),
);

type LookBody = z.output<typeof Look>;

/** The members that differ, by name: what an audit log may say of it. */
function changedOf(before: LookBody, after: LookBody): readonly string[] {
  const said = Object.entries({ ...after, version: before.version });
  const was: Readonly<Record<string, unknown>> = before;
  return said.flatMap(([member, value]) =>
    JSON.stringify(was[member]) === JSON.stringify(value) ? [] : [member],
  );
}

export interface LookOptions {
  readonly tokens: Tokens;
  readonly directory: Directory;
  /** The document, kept up to date. */
  readonly view: View;
  readonly log: Log;
  readonly trail: AuditTrail;
}

/** How widgets look: one document in etcd, watched, so that reading asks nobody. Loaders read it from other companies' pages. */
export function lookRoutes(server: HttpServer, { tokens, directory, view, log, trail }: LookOptions): void {
  const present = (): LookBody => {
    const { value, revision } = view.entries.get(keys.look) ?? { value: '{}', revision: NEVER };
    const { data, error } = Look.safeParse(JSON.parse(value));
    if (error !== undefined) log.warn({ error: error.message }, 'the look of widgets cannot be read');
    return { ...(data ?? Look.parse({})), version: revision };
  };

  server.route({
    method: 'GET',
    url: '/v1/look',
    schema: {
      operationId: 'getLook',
      summary: 'How widgets look and what they say',
      tags: ['look'],
      response: { 200: Look, default: FaultBody },
    },
    handler: async (_request, reply) => {
      // It is no secret, and says nothing of who asks.
      reply.headers({ 'cache-control': `public, max-age=${MAX_AGE_S}`, 'access-control-allow-origin': '*' });
      return present();
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/look',
    bodyLimit: MAX_LOOK_BYTES,
    schema: {
      operationId: 'setLook',
      summary: 'Replaces how widgets look and what they say; open ones follow within seconds',
      tags: ['look'],
      security: [{ bearer: [] }],
      body: Look,
      response: { 200: Look, default: FaultBody },
    },
    handler: async (request) => {
      const { subjectId: actorId } = await requireAdmin(request, tokens, directory);
      const { version, ...look } = request.body;
      if (look.colour !== '' && !isReadable(look.colour)) throw new WeftError('COLOUR_UNREADABLE');
      const before = present();
      const revision = await directory.transact([
        {
          ...{ do: 'put', key: keys.look, value: JSON.stringify(look) },
          ...(version === undefined ? {} : { expect: version === NEVER ? 'absent' : { revision: version } }),
        },
      ]);
      if (revision === undefined) throw new WeftError('CONFLICT', 'another look was saved meanwhile');
      const kept = { ...look, version: revision };
      await trail.note({
        ...{ subjectKind: 'look', subjectId: '', actorId, action: 'look.changed' },
        detail: { changed: changedOf(before, kept) },
      });
      return kept;
    },
  });
}
