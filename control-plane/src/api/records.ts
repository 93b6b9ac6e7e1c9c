import { z } from 'zod';
import { audit, auditedBefore } from '../store/audit.ts';
import { namesOfSubjects } from '../store/audited-names.ts';
import { dispositions, putDispositions } from '../store/dispositions.ts';
import { draftsOf, putDraft } from '../store/drafts.ts';
import { ratingsSince } from '../store/ratings.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, FileBytes, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_LISTED = 200;

const text = (most: number) => z.string().trim().max(most);
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const digits = z.string().regex(/^\d{1,15}$/);

const Disposition = z.object({
  code: id,
  labelZh: text(80).min(1),
  labelEn: text(80).min(1),
  active: z.boolean().describe('Offered when a conversation is closed.'),
});
named.add(Disposition, { id: 'Disposition', description: 'What a conversation may be closed as.' });
const DispositionList = z.object({
  dispositions: z
    .array(Disposition)
    .max(200)
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'a code stands twice'),
});
named.add(DispositionList, { id: 'DispositionList', description: 'All of them, in their order.' });

const RatingList = z.object({
  ratings: z.array(
    z.object({
      agentId: z.string().describe("Empty = everybody's together."),
      count: z.number(),
      average: z.number(),
    }),
  ),
});
named.add(RatingList, { id: 'RatingList', description: 'How customers rated, 1 to 5.' });

/** Characters; what is too long for one message stays in the composer. */
const MAX_DRAFT = 100_000;
const Draft = z.object({
  mode: z.enum(['reply', 'note']).describe('Which of both is shown.'),
  ...{ reply: z.string().max(MAX_DRAFT), note: z.string().max(MAX_DRAFT) },
  atMs: z.number().int().min(0).describe('When it was written. An older one changes nothing.'),
});
named.add(Draft, {
  id: 'Draft',
  description: 'What was written and not sent; without any text it is forgotten.',
});
const DraftList = z.object({ drafts: z.array(Draft.extend({ conversationId: z.string() })) });
named.add(DraftList, { id: 'DraftList', description: "One's drafts, last written first." });

const AuditList = z.object({
  entries: z.array(
    z.object({
      ...{ entry: z.number(), atMs: z.number(), actorId: z.string(), action: z.string() },
      ...{ subjectKind: z.string(), subjectId: z.string(), detail: z.record(z.string(), z.unknown()) },
      subjectName: z
        .string()
        .describe(
          'What it is called today, a conversation by its customer; empty = it has no name, or none any more.',
        ),
    }),
  ),
  before: z.number().describe('What to ask for next; 0 = these were the last.'),
});
named.add(AuditList, { id: 'AuditList', description: 'Who saw and changed what, newest first.' });

/** Dispositions, ratings, drafts, and the audit log. */
export function recordRoutes(server: HttpServer, { guard, store, clock }: RecordRouteOptions): void {
  const common = { tags: ['records'], security: [{ bearer: [] }] };

  server.route({
    method: 'GET',
    url: '/v1/dispositions',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'listDispositions',
      summary: 'What conversations may be closed as',
      response: { 200: DispositionList, default: FaultBody },
    },
    handler: async () => ({ dispositions: await store.read(dispositions) }),
  });

  server.route({
    method: 'PUT',
    url: '/v1/dispositions',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'putDispositions',
      summary: 'Replaces the list',
      body: DispositionList,
      response: { 200: DispositionList, default: FaultBody },
    },
    handler: async (request) => {
      const list = request.body.dispositions.map((one, place) => ({ ...one, place }));
      const { agentId } = guard.of(request);
      await store.write(async (sql) => {
        await putDispositions(sql, list);
        const entry = { actorId: agentId, action: 'dispositions.replaced', subjectId: '' };
        await audit(sql, { ...entry, atMs: clock.now(), subjectKind: 'disposition' });
      });
      return { dispositions: list };
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/ratings',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'listRatings',
      summary: 'How customers rated since a time: everybody, and each agent; agents see their own',
      querystring: z.object({ sinceMs: digits.default('0') }),
      response: { 200: RatingList, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId, grant } = guard.of(request);
      const ratings = await store.read((sql) => ratingsSince(sql, Number(request.query.sinceMs)));
      const seen = ratings.filter(
        (one) => grant !== 'agent' || one.agentId === '' || one.agentId === agentId,
      );
      return { ratings: seen };
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/drafts',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'listDrafts',
      summary: "One's drafts",
      response: { 200: DraftList, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId } = guard.of(request);
      return { drafts: await store.read((sql) => draftsOf(sql, agentId)) };
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/drafts/:conversationId',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'putDraft',
      summary: 'Keeps a draft',
      params: z.object({ conversationId: id }),
      body: Draft,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const { conversationId } = request.params;
      await store.write((sql) => putDraft(sql, { agentId, conversationId, ...request.body }));
      reply.code(204);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/store/backup',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'backUpStore',
      summary: 'The embedded store as a compressed archive; a PostgreSQL is backed up by its own tools',
      response: { 200: FileBytes, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const archive = await store.backup();
      const entry = { actorId: agentId, action: 'store.backed-up', subjectId: '' };
      await store.write((sql) => audit(sql, { ...entry, atMs: clock.now(), subjectKind: 'audit' }));
      const disposition = 'attachment; filename="weft-store.tar.gz"';
      return reply
        .headers({ 'content-type': 'application/gzip', 'content-disposition': disposition })
        .send(Buffer.from(archive));
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/audit',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'listAudit',
      summary: 'Who saw and changed what; that it was read is written down too',
      querystring: z.object({
        before: digits.default('0'),
        subjectId: text(64).default(''),
        actorId: text(64).default(''),
      }),
      response: { 200: AuditList, default: FaultBody },
    },
    handler: (request) => {
      const { before, subjectId, actorId } = request.query;
      const { agentId } = guard.of(request);
      return store.write(async (sql) => {
        const wanted = { before: Number(before), subjectId, actorId, limit: MAX_LISTED };
        const entries = await auditedBefore(sql, wanted);
        const entry = { actorId: agentId, action: 'audit.seen', subjectId };
        await audit(sql, { ...entry, atMs: clock.now(), subjectKind: 'audit' });
        const nameOf = await namesOfSubjects(sql, entries);
        return {
          entries: entries.map((one) => ({ ...one, subjectName: nameOf(one) })),
          before: entries.length === MAX_LISTED ? (entries.at(-1)?.entry ?? 0) : 0,
        };
      });
    },
  });
}
