import { type Clock, type Directory, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { IntentDocument } from '../intents/document.ts';
import { IntentStore, type KeptIntents } from '../intents/intent-store.ts';
import { outlook } from '../intents/outlook.ts';
import { seedDocument } from '../intents/seed.ts';
import type { LiveIntents } from '../intents/watched-intents.ts';
import { requireAdmin } from './admin-token.ts';
import type { AuditTrail } from './audit-trail.ts';
import {
  IntentChange,
  IntentGuessBody,
  IntentOutcome,
  IntentParams,
  IntentSentence,
  IntentToSave,
  IntentVersion,
  IntentVersionList,
  IntentVersionParams,
} from './intent-schemas.ts';
import { FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** Four hundred examples of one intent in each language are below. */
const MAX_INTENT_BYTES = 400_000;

/** What the routes of intents are made of. */
export interface IntentRouteOptions {
  readonly tokens: Tokens;
  readonly directory: Directory;
  /** What is decided by now. */
  readonly live: LiveIntents;
  /** Whether customers are answered by it. */
  readonly virtualAgent: boolean;
  readonly clock: Clock;
  readonly trail: AuditTrail;
}

/**
 * What the virtual agent understands: examples and policies, versioned, learnt anew at every change by every
 * instance, without a restart. For administrators.
 */
export function intentRoutes(
  server: HttpServer,
  { tokens, directory, live, virtualAgent, clock, trail }: IntentRouteOptions,
): void {
  const store = new IntentStore(directory);
  const plain: KeptIntents = {
    ...{ version: 0, savedAtMs: 0, author: '', note: '', copyOf: 0 },
    document: seedDocument(),
  };
  const common = { tags: ['intents'], security: [{ bearer: [] }] };
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    await requireAdmin(request, tokens, directory);
  };
  const present = async (): Promise<KeptIntents> => (await store.current()) ?? plain;
  const save = async (
    request: FastifyRequest,
    change: {
      readonly document: IntentDocument;
      readonly basedOn: number;
      readonly note: string;
      /** What of it is changed, for the audit log. */
      readonly detail: Readonly<Record<string, unknown>>;
      /** Absent = it is no earlier version. */
      readonly copyOf?: number;
    },
  ) => {
    const { name, subjectId: actorId } = await requireAdmin(request, tokens, directory);
    const { detail, ...kept } = change;
    const saved = await store.save({ copyOf: 0, ...kept, author: name, nowMs: clock.now() });
    if (!saved.ok) return { ok: false, version: change.basedOn, problems: [...saved.problems] };
    const { version } = saved.kept;
    const action = change.copyOf === undefined ? 'intents.saved' : 'intents.restored';
    await trail.note({ actorId, action, subjectKind: 'intents', subjectId: String(version), detail });
    return { ok: true, version, problems: [] };
  };
  const outcome = { 200: IntentOutcome, default: FaultBody };

  server.route({
    method: 'GET',
    url: '/v1/intents',
    onRequest,
    schema: {
      ...common,
      operationId: 'listIntents',
      summary: 'The intents that hold, with their examples',
      response: { 200: IntentVersion, default: FaultBody },
    },
    handler: async () => {
      const { document, ...head } = await present();
      return { ...head, ...document, learntVersion: live.version, virtualAgent };
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/intents/:intent',
    bodyLimit: MAX_INTENT_BYTES,
    onRequest,
    schema: {
      ...common,
      operationId: 'setIntent',
      summary: 'Sets an intent; what is wrong is told, and then nothing is saved',
      params: IntentParams,
      body: IntentToSave,
      response: outcome,
    },
    handler: async (request) => {
      const { spec, note, basedOn } = request.body;
      const { document } = await present();
      const intents = { ...document.intents, [request.params.intent]: spec };
      const detail = { intent: request.params.intent };
      return save(request, { document: { ...document, intents }, note, basedOn, detail });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/intents/:intent',
    onRequest,
    schema: {
      ...common,
      operationId: 'removeIntent',
      summary: 'Takes an intent out',
      params: IntentParams,
      body: IntentChange,
      response: outcome,
    },
    handler: async (request) => {
      const { note, basedOn } = request.body;
      const { document } = await present();
      const { [request.params.intent]: gone, ...intents } = document.intents;
      if (gone === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such intent');
      const detail = { removed: request.params.intent };
      return save(request, { document: { ...document, intents }, note, basedOn, detail });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/intents',
    onRequest,
    schema: {
      ...common,
      operationId: 'changeIntents',
      summary: 'Changes what holds for all intents',
      body: IntentChange,
      response: outcome,
    },
    handler: async (request) => {
      const { note, basedOn, threshold } = request.body;
      const { document } = await present();
      const next = { ...document, ...(threshold === undefined ? {} : { threshold }) };
      return save(request, { document: next, note, basedOn, detail: { threshold: next.threshold } });
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/intents/versions',
    onRequest,
    schema: {
      ...common,
      operationId: 'listIntentVersions',
      summary: 'Versions of the intents, without their examples',
      response: { 200: IntentVersionList, default: FaultBody },
    },
    handler: async () => ({ versions: [...(await store.versions())] }),
  });

  server.route({
    method: 'POST',
    url: '/v1/intents/versions/:version/restore',
    onRequest,
    schema: {
      ...common,
      operationId: 'restoreIntents',
      summary: 'Makes an earlier version hold again, as the next one',
      params: IntentVersionParams,
      body: IntentChange,
      response: outcome,
    },
    handler: async (request) => {
      const { version: copyOf } = request.params;
      const { note, basedOn } = request.body;
      const kept = copyOf === 0 ? plain : await store.version(copyOf);
      if (kept === undefined) throw new WeftError('RECORD_NOT_FOUND', `version ${copyOf} is not kept`);
      return save(request, { document: kept.document, note, basedOn, copyOf, detail: { copyOf } });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/intents/try',
    onRequest,
    schema: {
      ...common,
      operationId: 'tryIntents',
      summary: 'What a sentence seems to want, and why',
      body: IntentSentence,
      response: { 200: IntentGuessBody, default: FaultBody },
    },
    handler: async ({ body }) => {
      const { engine, version } = live;
      if (engine === undefined) throw new WeftError('UNAVAILABLE', 'the intents are being learnt');
      const decision = engine.decide(body.text);
      return { ...decision, because: [...decision.because], outlook: outlook(engine, decision), version };
    },
  });
}
