import { type Clock, isId, WeftError } from '@weft/proto';
import { z } from 'zod';
import { originalHeaders, originalPage } from '../channels/email/original-page.ts';
import { type OpenFile, showOriginal } from '../channels/email/originals.ts';
import type { Attachments } from '../conversations/attachments.ts';
import type { People } from '../ports.ts';
import { RateLimit } from './rate-limit.ts';
import { FaultBody, FileBytes, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';
import { MAX_TOKEN_LENGTH, type Tokens } from './tokens.ts';

/** Mails of one agent in the long run, and at once: making one safe costs some milliseconds. */
const PER_MINUTE = 60;
const BURST = 20;
const MAX_AGENTS = 20_000;

const OriginalParams = z.object({ originalId: z.string().max(64) });
const ViewRequest = z.object({
  remotePictures: z
    .boolean()
    .describe('Pictures from elsewhere are fetched, which tells whoever wrote the mail that it is read.'),
});
const TicketQuery = z.object({ ticket: z.string().max(MAX_TOKEN_LENGTH) });
const OriginalView = z.object({
  path: z.string().describe('Where a frame finds it, within a minute.'),
  remotePictures: z.int().min(0).describe('Pictures that are fetched from elsewhere when they are shown.'),
});
named.add(ViewRequest, { id: 'OriginalViewRequest', description: 'How a mail is to be shown.' });
named.add(OriginalView, { id: 'OriginalView', description: 'A mail as it looked, made safe to be framed.' });

export interface OriginalOptions {
  readonly tokens: Tokens;
  readonly guard: StaffGuard;
  readonly people: People;
  readonly attachments: Attachments;
  readonly clock: Clock;
}

/**
 * For agents: the HTML of a customer's mail, made safe, in a document of its own
 * for a frame without scripts. A frame sends no token, so it is let in by a
 * ticket that whoever has the token asks for.
 */
export function originalRoutes(server: HttpServer, options: OriginalOptions): void {
  const { tokens, guard, people, attachments, clock } = options;
  const limit = new RateLimit({ clock, perMinute: PER_MINUTE, burst: BURST, maxNames: MAX_AGENTS });
  const fileFor =
    (agentId: string): OpenFile =>
    (attachmentId) =>
      attachments.open({ role: 'agent', subjectId: agentId, name: '', account: '' }, attachmentId);

  server.route({
    method: 'POST',
    url: '/v1/originals/:originalId/views',
    onRequest: guard.allow('agent'),
    schema: {
      ...{ tags: ['attachments'], security: [{ bearer: [] }] },
      operationId: 'viewOriginal',
      summary: "Lets a frame show a customer's mail as it looked",
      params: OriginalParams,
      body: ViewRequest,
      response: { 201: OriginalView, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const { originalId } = request.params;
      const asked = request.body.remotePictures;
      if (!isId(originalId)) throw new WeftError('ATTACHMENT_NOT_FOUND');
      const retryAfterMs = limit.take(agentId);
      if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
      const { remotePictures } = await showOriginal(originalId, asked, fileFor(agentId));
      const { token } = await tokens.issueOriginal({ agentId, originalId, remotePictures: asked });
      return reply.code(201).send({ path: `/v1/originals/view?ticket=${token}`, remotePictures });
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/originals/view',
    schema: {
      tags: ['attachments'],
      operationId: 'originalDocument',
      summary: 'A mail as it looked, for a frame',
      querystring: TicketQuery,
      response: { 200: FileBytes, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId, originalId, remotePictures } = await tokens.readOriginal(request.query.ticket);
      if (people.byId(agentId) === undefined) throw new WeftError('FORBIDDEN');
      const { html } = await showOriginal(originalId, remotePictures, fileFor(agentId));
      return reply.headers(originalHeaders(remotePictures)).send(originalPage(html));
    },
  });
}
