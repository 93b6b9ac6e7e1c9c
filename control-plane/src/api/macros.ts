import { type Conversation, type Principal, WeftError } from '@weft/proto';
import { z } from 'zod';
import { runMacro } from '../conversations/run-macro.ts';
import type { ApiOptions } from '../ports.ts';
import { tagsOf } from '../requests/tags.ts';
import { audit } from '../store/audit.ts';
import { personOf } from '../store/contacts.ts';
import { headsOf } from '../store/heads.ts';
import {
  addMacro,
  changeMacro,
  type Macro,
  type MacroStep,
  macroOf,
  macrosOf,
  removeMacro,
} from '../store/macros.ts';
import type { Sql } from '../store/store.ts';
import { templateOf } from '../store/templates.ts';
import { actingAgent } from './acting-agent.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_STEPS = 12;
const MAX_TAGS = 12;
const YEAR_MINUTES = 366 * 24 * 60;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const text = (most: number) => z.string().trim().max(most);
const tags = z.array(text(40).min(1)).max(MAX_TAGS).default([]);

const StepBody = z.discriminatedUnion('do', [
  z.object({ do: z.literal('take') }),
  z.object({ do: z.literal('tag'), add: tags, remove: tags }),
  z.object({ do: z.literal('prioritize'), priority: z.number().int().min(0).max(1_000) }),
  z.object({ do: z.literal('reply'), templateId: id.describe("One of everybody's, which is approved.") }),
  z.object({ do: z.literal('note'), text: text(4_000).min(1) }),
  z.object({ do: z.literal('transfer'), queueId: id, note: text(4_000).default('') }),
  z.object({
    do: z.literal('snooze'),
    minutes: z.number().int().min(0).max(YEAR_MINUTES).describe('0 = until the customer writes.'),
  }),
  z.object({ do: z.literal('close'), disposition: text(200).default('') }),
]);

const MacroFields = { name: text(80).min(1), steps: z.array(StepBody).min(1).max(MAX_STEPS) };
const MacroBody = z.object({
  ...{ macroId: z.string(), revision: z.number(), ...MacroFields },
  ...{ changedBy: z.string(), changedAtMs: z.number() },
});
named.add(MacroBody, { id: 'Macro', description: 'Several steps by one press.' });
const MacroList = z.object({ macros: z.array(MacroBody) });
named.add(MacroList, { id: 'MacroList', description: 'All of them, by name.' });
const NewMacro = z.object(MacroFields);
named.add(NewMacro, { id: 'NewMacro', description: 'A macro to be added.' });
const revision = z.number().int().min(1);
const MacroChange = z.object({ ...MacroFields, revision });
named.add(MacroChange, { id: 'MacroChange', description: 'What a macro is to do.' });
const MacroRunRequest = z.object({
  conversationId: id,
  revision: revision.describe('That the agent saw: nobody does what they have not read.'),
  runId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,48}$/)
    .describe("This press's own: sent again, nothing is written twice."),
});
named.add(MacroRunRequest, { id: 'MacroRun', description: 'A macro, and with what.' });
const MacroResult = z.object({
  done: z.number().describe('Steps that are done, from the first one on.'),
  refused: FaultBody.optional().describe('Why the next one is not, and none after it; absent = all are.'),
});
named.add(MacroResult, { id: 'MacroResult', description: 'What became of it.' });
const MacroParams = z.object({ macroId: id });

/** Steps as they are kept. Throws BAD_REQUEST for what could never be done. */
function stepsOf(steps: readonly z.infer<typeof StepBody>[]): readonly MacroStep[] {
  const end = steps.findIndex((step) => step.do === 'close');
  if (end >= 0 && end < steps.length - 1)
    throw new WeftError('BAD_REQUEST', 'steps: nothing is done with what is closed');
  return steps.map((step) => {
    if (step.do !== 'tag') return step;
    if (step.add.length + step.remove.length === 0)
      throw new WeftError('BAD_REQUEST', 'steps: no tag is named');
    return { do: 'tag', add: tagsOf(step.add), remove: tagsOf(step.remove) };
  });
}

/** As agents see it: lists may be changed by whoever has one. */
const bodyOf = (macro: Macro): z.infer<typeof MacroBody> => ({
  ...macro,
  steps: macro.steps.map((step) =>
    step.do === 'tag' ? { ...step, add: [...step.add], remove: [...step.remove] } : step,
  ),
});

/** Nobody is greeted by a number or an address that stands where no name is known. */
const greeted = (name: string): string => (/^[+\d\s()-]*$|@/u.test(name) ? '' : name);

async function valuesOf(
  sql: Sql,
  { contactId, contactName }: Conversation,
  who: Principal,
): Promise<Readonly<Record<string, string>>> {
  const [root] = (await personOf(sql, contactId))?.contacts ?? [];
  const names = { 'contact.name': greeted(contactName), 'agent.name': who.displayName };
  return { ...root?.attributes, ...names };
}

export type MacroRouteOptions = RecordRouteOptions & Pick<ApiOptions, 'serve' | 'log'>;

/** What administrators make of several steps, and agents do by one press. */
export function macroRoutes(
  server: HttpServer,
  { guard, store, ids, clock, serve, log }: MacroRouteOptions,
): void {
  const common = { tags: ['macros'], security: [{ bearer: [] }] };
  const one = { 200: MacroBody, default: FaultBody };

  /** Every template that it sends is everybody's. */
  async function requireTemplates(sql: Sql, steps: readonly MacroStep[]): Promise<void> {
    for (const step of steps) {
      if (step.do !== 'reply') continue;
      const template = await templateOf(sql, step.templateId);
      if (template === undefined || template.ownerId !== '')
        throw new WeftError('BAD_REQUEST', "steps: a reply is one of everybody's templates");
    }
  }

  server.route({
    method: 'GET',
    url: '/v1/macros',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'listMacros',
      summary: 'All macros with what they do',
      response: { 200: MacroList, default: FaultBody },
    },
    handler: async () => ({ macros: (await store.read(macrosOf)).map(bodyOf) }),
  });

  server.route({
    method: 'POST',
    url: '/v1/macros',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'addMacro',
      summary: 'Adds a macro',
      body: NewMacro,
      response: one,
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { name } = request.body;
      const steps = stepsOf(request.body.steps);
      return store.write(async (sql) => {
        await requireTemplates(sql, steps);
        const changedAtMs = clock.now();
        const macro = await addMacro(sql, ids.next('macro'), {
          name,
          steps,
          changedBy: agentId,
          changedAtMs,
        });
        const subject = { subjectKind: 'macro', subjectId: macro.macroId, detail: { name } } as const;
        await audit(sql, { ...subject, actorId: agentId, action: 'macro.added', atMs: changedAtMs });
        return bodyOf(macro);
      });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/macros/:macroId',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'changeMacro',
      summary: 'Changes a macro; refused when somebody else did first',
      params: MacroParams,
      body: MacroChange,
      response: one,
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { macroId } = request.params;
      const { name, revision: seen } = request.body;
      const steps = stepsOf(request.body.steps);
      return store.write(async (sql) => {
        if ((await macroOf(sql, macroId)) === undefined)
          throw new WeftError('RECORD_NOT_FOUND', 'no such macro');
        await requireTemplates(sql, steps);
        const changedAtMs = clock.now();
        const change = { name, steps, changedBy: agentId, changedAtMs };
        const macro = await changeMacro(sql, { macroId, revision: seen }, change);
        const subject = { subjectKind: 'macro', subjectId: macroId, detail: { name } } as const;
        await audit(sql, { ...subject, actorId: agentId, action: 'macro.changed', atMs: changedAtMs });
        return bodyOf(macro);
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/macros/:macroId',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'removeMacro',
      summary: 'Removes a macro',
      params: MacroParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const { macroId } = request.params;
      await store.write(async (sql) => {
        const macro = await macroOf(sql, macroId);
        if (macro === undefined || !(await removeMacro(sql, macroId)))
          throw new WeftError('RECORD_NOT_FOUND', 'no such macro');
        const subject = { subjectKind: 'macro', subjectId: macroId, detail: { name: macro.name } } as const;
        await audit(sql, { ...subject, actorId: agentId, action: 'macro.removed', atMs: clock.now() });
      });
      reply.code(204);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/macros/:macroId/runs',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'runMacro',
      summary: 'Does the steps with a conversation, until one is refused; refused when others were read',
      params: MacroParams,
      body: MacroRunRequest,
      response: { 200: MacroResult, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId, name } = guard.of(request);
      const { conversationId, revision: seen, runId } = request.body;
      const who = actingAgent({ agentId, name });
      const headOf = async (asked: string): Promise<Conversation> => {
        const head = (await store.read((sql) => headsOf(sql, [asked]))).get(asked);
        if (head === undefined) throw new WeftError('CONVERSATION_NOT_FOUND');
        return head;
      };
      const macro = await store.read((sql) => macroOf(sql, request.params.macroId));
      if (macro === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such macro');
      if (macro.revision !== seen) throw new WeftError('CONFLICT', 'the macro is another one by now');
      const { contactId } = await headOf(conversationId);
      const outcome = await runMacro(
        {
          ...{ headOf, serve, clock, log },
          templateOf: (templateId) => store.read((sql) => templateOf(sql, templateId)),
          valuesOf: (head, by) => store.read((sql) => valuesOf(sql, head, by)),
        },
        { macro, conversationId, runId, who },
      );
      const { done, fault } = outcome;
      const detail = {
        ...{ macroId: macro.macroId, name: macro.name, contactId, done },
        ...(fault === undefined ? {} : { failed: macro.steps[done]?.do, code: fault.code }),
      };
      const subject = { subjectKind: 'conversation', subjectId: conversationId, detail } as const;
      await store.write((sql) =>
        audit(sql, { ...subject, actorId: agentId, action: 'macro.run', atMs: clock.now() }),
      );
      if (fault === undefined) return { done };
      const { code = 'INTERNAL', message = '', retryAfterMs = 0 } = fault;
      return { done, refused: { code, message, retryAfterMs } };
    },
  });
}
