import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { unknownVariables } from '../contacts/template-text.ts';
import { audit } from '../store/audit.ts';
import type { Sql } from '../store/store.ts';
import type { Template } from '../store/tables.ts';
import {
  addTemplate,
  changeTemplate,
  removeTemplate,
  saysOtherwise,
  templateOf,
  templatesFor,
} from '../store/templates.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import { covers, type StaffMember } from './staff-guard.ts';

const TemplateFields = {
  shortcut: z.string().regex(/^[\p{L}\p{N}_-]{1,40}$/u),
  title: z.string().trim().min(1).max(80),
  language: z.string().trim().max(35).default(''),
  text: z.string().min(1).max(4_000),
  channels: z
    .array(z.enum(['chat', 'sms', 'email', 'wechat', 'weibo']))
    .max(5)
    .default([]),
};

const TemplateBody = z.object({
  ...{ templateId: z.string(), revision: z.number(), shortcut: z.string(), title: z.string() },
  ...{ language: z.string(), text: z.string(), channels: z.array(z.string()) },
  ownerId: z.string().describe("The agent whose own it is; empty = everybody's."),
  ...{ changedBy: z.string(), changedAtMs: z.number() },
  approval: z
    .enum(['pending', 'approved', 'rejected'])
    .describe('Only what is approved is offered to agents.'),
  judgedBy: z.string().describe('Who approved or rejected these words; empty = nobody has yet.'),
  judgedAtMs: z.number().describe('0 = not judged yet.'),
  reason: z.string().describe('Why it was rejected; empty = it was not.'),
});
named.add(TemplateBody, { id: 'Template', description: 'A text that is sent often.' });
const TemplateList = z.object({ templates: z.array(TemplateBody) });
named.add(TemplateList, { id: 'TemplateList', description: "Everybody's templates and one's own." });
const NewTemplate = z.object({
  ...TemplateFields,
  shared: z.boolean().describe("Everybody's, which a supervisor makes; else one's own."),
});
named.add(NewTemplate, { id: 'NewTemplate', description: 'A template to be added.' });
const TemplateChange = z.object({ ...TemplateFields, revision: z.number().int().min(1) });
named.add(TemplateChange, { id: 'TemplateChange', description: 'What a template is to say.' });
const TemplateJudgement = z.object({
  revision: z.number().int().min(1).describe('That was read: nobody approves words they have not seen.'),
  approved: z.boolean(),
  reason: z.string().trim().max(400).default('').describe('Why not; needed to reject.'),
});
named.add(TemplateJudgement, {
  id: 'TemplateJudgement',
  description: "Whether a template's words may be sent.",
});
const TemplateParams = z.object({ templateId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** Nobody has judged these words yet. */
const PENDING = { approval: 'pending', judgedBy: '', judgedAtMs: 0, reason: '' } as const;
/** One's own words need nobody's leave: they could be typed as well. */
const OWN = { ...PENDING, approval: 'approved' } as const;

/** What the audit log calls it. */
const nameOf = ({ shortcut, language }: Template) => ({ shortcut, language });

function requireKnown(text: string): void {
  const [unknown] = unknownVariables(text);
  if (unknown !== undefined)
    throw new WeftError(
      'BAD_REQUEST',
      `at column ${unknown.column}: there is no variable {{${unknown.name}}}`,
    );
}

/** What agents and supervisors do with templates. */
export function templateRoutes(server: HttpServer, { guard, store, ids, clock }: RecordRouteOptions): void {
  const common = { tags: ['templates'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');
  const one = { 200: TemplateBody, default: FaultBody };

  /** Somebody else's own template is nobody's business; everybody's are a supervisor's. */
  async function requireOwn(sql: Sql, templateId: string, member: StaffMember): Promise<Template> {
    const template = await templateOf(sql, templateId);
    if (template === undefined || !['', member.agentId].includes(template.ownerId))
      throw new WeftError('RECORD_NOT_FOUND', 'no such template');
    if (template.ownerId === '' && !covers(member.grant, 'supervisor'))
      throw new WeftError('FORBIDDEN', "only a supervisor may change everybody's templates");
    return template;
  }

  server.route({
    method: 'GET',
    url: '/v1/templates',
    onRequest,
    schema: {
      ...common,
      operationId: 'listTemplates',
      summary: "Everybody's templates and one's own; those that are not approved only for supervisors",
      response: { 200: TemplateList, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId, grant } = guard.of(request);
      const approved = !covers(grant, 'supervisor');
      return { templates: await store.read((sql) => templatesFor(sql, agentId, approved)) };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/templates',
    onRequest,
    schema: {
      ...common,
      operationId: 'addTemplate',
      summary: 'Adds a template',
      body: NewTemplate,
      response: one,
    },
    handler: (request) => {
      const { shared, ...text } = request.body;
      const { agentId, grant } = guard.of(request);
      if (shared && !covers(grant, 'supervisor'))
        throw new WeftError('FORBIDDEN', "only a supervisor may add everybody's templates");
      requireKnown(text.text);
      return store.write(async (sql) => {
        const changedAtMs = clock.now();
        const own = { templateId: ids.next('template'), ownerId: shared ? '' : agentId };
        const by = { changedBy: agentId, changedAtMs, ...(shared ? PENDING : OWN) };
        const template = await addTemplate(sql, { ...text, ...own, ...by });
        const entry = { actorId: agentId, action: 'template.added', subjectId: template.templateId };
        await audit(sql, { ...entry, atMs: changedAtMs, subjectKind: 'template', detail: nameOf(template) });
        return template;
      });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/templates/:templateId',
    onRequest,
    schema: {
      ...common,
      operationId: 'changeTemplate',
      summary: 'Changes a template; refused when somebody else did first',
      params: TemplateParams,
      body: TemplateChange,
      response: one,
    },
    handler: (request) => {
      const { templateId } = request.params;
      const { revision, ...text } = request.body;
      const member = guard.of(request);
      requireKnown(text.text);
      return store.write(async (sql) => {
        const before = await requireOwn(sql, templateId, member);
        const judged = before.ownerId === '' && saysOtherwise(before, text) ? PENDING : {};
        const change = { ...text, ...judged, changedBy: member.agentId, changedAtMs: clock.now() };
        const template = await changeTemplate(sql, templateId, revision, change);
        const entry = { actorId: member.agentId, action: 'template.changed', subjectId: templateId };
        const subject = { subjectKind: 'template', detail: nameOf(template) } as const;
        await audit(sql, { ...entry, atMs: change.changedAtMs, ...subject });
        return template;
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/templates/:templateId/judgement',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'judgeTemplate',
      summary: "Approves or rejects everybody's template; refused when its words are others by now",
      params: TemplateParams,
      body: TemplateJudgement,
      response: one,
    },
    handler: (request) => {
      const { templateId } = request.params;
      const { revision, approved, reason } = request.body;
      const member = guard.of(request);
      if (!approved && reason === '')
        throw new WeftError('BAD_REQUEST', 'reason: whoever wrote it must know why it was rejected');
      return store.write(async (sql) => {
        const { ownerId } = await requireOwn(sql, templateId, member);
        if (ownerId !== '') throw new WeftError('BAD_REQUEST', "one's own template needs no approval");
        const judgedAtMs = clock.now();
        const template = await changeTemplate(sql, templateId, revision, {
          ...{ judgedBy: member.agentId, judgedAtMs },
          ...(approved ? { approval: 'approved', reason: '' } : { approval: 'rejected', reason }),
        });
        const action = approved ? 'template.approved' : 'template.rejected';
        const entry = { actorId: member.agentId, action, subjectId: templateId, atMs: judgedAtMs };
        // Which words: they may be others by the time somebody asks.
        const detail = { ...nameOf(template), revision: template.revision, text: template.text, reason };
        await audit(sql, { ...entry, subjectKind: 'template', detail });
        return template;
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/templates/:templateId',
    onRequest,
    schema: {
      ...common,
      operationId: 'removeTemplate',
      summary: 'Removes a template',
      params: TemplateParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { templateId } = request.params;
      const member = guard.of(request);
      await store.write(async (sql) => {
        const template = await requireOwn(sql, templateId, member);
        await removeTemplate(sql, templateId);
        const entry = { actorId: member.agentId, action: 'template.removed', subjectId: templateId };
        const subject = { subjectKind: 'template', detail: nameOf(template) } as const;
        await audit(sql, { ...entry, atMs: clock.now(), ...subject });
      });
      reply.code(204);
    },
  });
}
