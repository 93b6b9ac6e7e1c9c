import type { Readable } from 'node:stream';
import { type Clock, isId, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { Attachments } from '../conversations/attachments.ts';
import { THUMBNAIL_TYPE } from '../conversations/file-keeper.ts';
import { RateLimit } from './rate-limit.ts';
import { AttachmentParams, FaultBody, FileBytes, Nothing, UploadedFile, UploadQuery } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Bearer, Tokens } from './tokens.ts';

/** Files of one person in the long run, and at once. */
const UPLOADS_PER_MINUTE = 30;
const UPLOAD_BURST = 20;
const MAX_SUBJECTS = 20_000;

export interface AttachmentRouteOptions {
  readonly tokens: Tokens;
  readonly attachments: Attachments;
  readonly clock: Clock;
}

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** A name in a header (RFC 6266): plain letters for old programs, the whole of it in UTF-8 for the others. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`;

/** A file is something to keep, never to run. */
const FOR_KEEPING = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, max-age=3600, immutable',
} as const;

/**
 * Files of conversations: sent as they are, as the body of a POST, and given
 * back as something to keep, never to run. Only with a session's token in the
 * header, so that no other site can ask in somebody's name.
 */
export async function attachmentRoutes(server: HttpServer, options: AttachmentRouteOptions): Promise<void> {
  const { tokens, attachments, clock } = options;
  const bounds = { clock, perMinute: UPLOADS_PER_MINUTE, burst: UPLOAD_BURST, maxNames: MAX_SUBJECTS };
  const limit = new RateLimit(bounds);
  const thumbnailLimit = new RateLimit(bounds);
  const bearerOf = async (request: FastifyRequest): Promise<Bearer> => {
    const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new WeftError('TOKEN_INVALID', "a session's token is needed");
    return tokens.readSession(token);
  };
  const common = { tags: ['attachments'], security: [{ bearer: [] }] };

  await server.register((scope: HttpServer, _options, done) => {
    // The body is a file, whatever type it is said to have: it goes to the handler as it comes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));

    scope.route({
      method: 'POST',
      url: '/v1/attachments',
      schema: {
        ...common,
        operationId: 'uploadAttachment',
        summary: 'Takes a file in for a conversation; what it is is found in its bytes',
        querystring: UploadQuery,
        response: { 201: UploadedFile, default: FaultBody },
      },
      handler: async (request, reply) => {
        const who = await bearerOf(request);
        const retryAfterMs = limit.take(who.subjectId);
        if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
        const { name, conversationId } = request.query;
        // The parser above has put the stream there; a request without a body has none.
        const bytes = (request.body ?? []) as Readable;
        const attachment = await attachments.take(who, conversationId, name, bytes);
        return reply.code(201).send(attachment);
      },
    });

    scope.route({
      method: 'PUT',
      url: '/v1/attachments/:attachmentId/thumbnail',
      schema: {
        ...common,
        operationId: 'uploadThumbnail',
        summary: 'Takes a small JPEG of a picture from whoever sent the picture',
        params: AttachmentParams,
        response: { 204: Nothing, default: FaultBody },
      },
      handler: async (request, reply) => {
        const who = await bearerOf(request);
        const retryAfterMs = thumbnailLimit.take(who.subjectId);
        if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
        const bytes = (request.body ?? []) as Readable;
        await attachments.takeThumbnail(who, request.params.attachmentId, bytes);
        return reply.code(204).send();
      },
    });
    done();
  });

  server.route({
    method: 'GET',
    url: '/v1/attachments/:attachmentId',
    schema: {
      ...common,
      operationId: 'downloadAttachment',
      summary: 'The file of a conversation that one may see',
      params: AttachmentParams,
      response: { 200: FileBytes, default: FaultBody },
    },
    handler: async (request, reply) => {
      const who = await bearerOf(request);
      const { attachmentId } = request.params;
      if (!isId(attachmentId)) throw new WeftError('ATTACHMENT_NOT_FOUND');
      const { attachment, bytes, size } = await attachments.open(who, attachmentId);
      return reply
        .headers({
          ...FOR_KEEPING,
          'content-type': attachment.mediaType,
          'content-length': size,
          'content-disposition': disposition(attachment.fileName),
        })
        .send(bytes);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/attachments/:attachmentId/thumbnail',
    schema: {
      ...common,
      operationId: 'downloadThumbnail',
      summary: 'A picture of a conversation that one may see, small',
      params: AttachmentParams,
      response: { 200: FileBytes, default: FaultBody },
    },
    handler: async (request, reply) => {
      const who = await bearerOf(request);
      const { bytes, size } = await attachments.open(who, request.params.attachmentId, 'thumbnail');
      return reply
        .headers({
          ...FOR_KEEPING,
          'content-type': THUMBNAIL_TYPE,
          'content-length': size,
          'content-disposition': disposition('thumbnail.jpg'),
        })
        .send(bytes);
    },
  });
}
