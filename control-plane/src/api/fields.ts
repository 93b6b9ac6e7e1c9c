import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { fieldText } from '../requests/field-value.ts';
import { audit } from '../store/audit.ts';
import {
  addField,
  anyField,
  changeField,
  type Field,
  type FieldKey,
  fieldsOf,
  removeField,
  requireField,
} from '../store/fields.ts';
import type { Sql } from '../store/store.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FieldKeyText, FieldSubject } from './field-schemas.ts';
import { FaultBody, Nothing, name } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_CHOICES = 20;

const Line = (most: number) => z.string().trim().min(1).max(most);
const Said = {
  label: Line(40),
  choices: z.array(Line(40)).max(MAX_CHOICES).default([]).describe('Of a choice; for any other kind none.'),
};
const Kind = z.enum(['text', 'number', 'yes-no', 'date', 'choice']);
const FieldBody = name(
  'Field',
  'Something that the company wants to know of customers or conversations.',
  z.object({
    ...{
      subject: FieldSubject,
      key: z.string(),
      kind: Kind,
      label: z.string(),
      choices: z.array(z.string()),
    },
    ...{ revision: z.number(), changedBy: z.string(), changedAtMs: z.number() },
  }),
);
const FieldList = name('FieldList', 'All of them, by label.', z.object({ fields: z.array(FieldBody) }));
const NewField = name(
  'NewField',
  'A field to be added; one that was removed comes back with its values.',
  z.object({ subject: FieldSubject, key: FieldKeyText, kind: Kind, ...Said }),
);
const FieldChange = name(
  'FieldChange',
  'How a field is called, and what may be chosen; its kind stays.',
  z.object({ ...Said, revision: z.int().min(1) }),
);
const Params = z.object({ subject: FieldSubject, key: FieldKeyText });

/** One line each, each once; a choice has some. */
function choicesOf(kind: Field['kind'], choices: readonly string[]): readonly string[] {
  if (kind !== 'choice') return [];
  const named = [...new Set(choices.map(fieldText))].filter((one) => one !== '');
  if (named.length === 0) throw new WeftError('BAD_REQUEST', 'choices: there is nothing to choose from');
  return named;
}

const bodyOf = ({ removed: _, ...field }: Field): z.infer<typeof FieldBody> => ({
  ...field,
  choices: [...field.choices],
});

export interface FieldRouteOptions extends Omit<RecordRouteOptions, 'ids'> {
  /** Tells desks that the fields are others. */
  readonly changed: () => void;
}

/** The fields of the company's own: administrators make them, agents are shown them. */
export function fieldRoutes(server: HttpServer, { guard, store, clock, changed }: FieldRouteOptions): void {
  const common = { tags: ['fields'], security: [{ bearer: [] }] };
  const one = { 200: FieldBody, default: FaultBody };

  /** Does it and writes down who did, together; then desks are told. */
  async function kept<Result>(
    { agentId, action, ...field }: FieldKey & { readonly agentId: string; readonly action: string },
    work: (sql: Sql, by: Pick<Field, 'changedBy' | 'changedAtMs'>) => Promise<Result>,
  ): Promise<Result> {
    const result = await store.write(async (sql) => {
      const atMs = clock.now();
      const done = await work(sql, { changedBy: agentId, changedAtMs: atMs });
      const label = (await anyField(sql, field))?.label ?? '';
      await audit(sql, {
        ...{ atMs, actorId: agentId, action, subjectKind: 'field' },
        ...{ subjectId: `${field.subject}.${field.key}`, detail: { name: label } },
      });
      return done;
    });
    changed();
    return result;
  }

  server.route({
    method: 'GET',
    url: '/v1/fields',
    onRequest: guard.allow('agent'),
    schema: {
      ...common,
      operationId: 'listFields',
      summary: "All fields of the company's own",
      response: { 200: FieldList, default: FaultBody },
    },
    handler: async () => ({ fields: (await store.read(fieldsOf)).map(bodyOf) }),
  });

  server.route({
    method: 'POST',
    url: '/v1/fields',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'addField',
      summary: 'Adds a field, or brings back one that was removed',
      body: NewField,
      response: one,
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { subject, key, kind, label } = request.body;
      const choices = choicesOf(kind, request.body.choices);
      return kept({ agentId, action: 'field.added', subject, key }, async (sql, by) =>
        bodyOf(await addField(sql, { subject, key, kind }, { label: fieldText(label), choices, ...by })),
      );
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/fields/:subject/:key',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'changeField',
      summary: 'Changes how a field is called and what may be chosen; refused when somebody else did first',
      params: Params,
      body: FieldChange,
      response: one,
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { subject, key } = request.params;
      const { label, choices, revision } = request.body;
      return kept({ agentId, action: 'field.changed', subject, key }, async (sql, by) => {
        const { kind } = await requireField(sql, { subject, key });
        const text = { label: fieldText(label), choices: choicesOf(kind, choices), ...by };
        return bodyOf(await changeField(sql, { subject, key, revision }, text));
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/fields/:subject/:key',
    onRequest: guard.allow('admin'),
    schema: {
      ...common,
      operationId: 'removeField',
      summary: 'Hides a field with its values, which stay',
      params: Params,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const { subject, key } = request.params;
      await kept({ agentId, action: 'field.removed', subject, key }, async (sql, by) => {
        await requireField(sql, { subject, key });
        await removeField(sql, { subject, key }, by);
      });
      reply.code(204);
    },
  });
}
