import { WeftError } from '@weft/proto';
import { z } from 'zod';
import type { ApiOptions } from '../ports.ts';
import { fieldText, fieldValue } from '../requests/field-value.ts';
import { audit } from '../store/audit.ts';
import { setContactField } from '../store/field-values.ts';
import { requireField } from '../store/fields.ts';
import { actingAgent } from './acting-agent.ts';
import type { TellContacts } from './contact-news.ts';
import { ContactBody } from './contact-schemas.ts';
import { type RecordRouteOptions, readCard } from './contacts.ts';
import { FieldKeyText } from './field-schemas.ts';
import { FaultBody, Nothing, name } from './schemas.ts';
import type { HttpServer } from './server.ts';

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** More than any value has, so that it is refused by what its field takes. */
const Value = z.string().max(1_000);
const NewValue = name(
  'FieldValue',
  'What a field is to say.',
  z.object({
    value: Value.describe(
      'A number in decimals, "yes" or "no", a day as "2026-11-30", a word; empty = nothing.',
    ),
    seen: Value.describe('What it said as it was shown; refused when it says something else by now.'),
  }),
);

export interface FieldValueRouteOptions extends Omit<RecordRouteOptions, 'ids'> {
  readonly serve: ApiOptions['serve'];
  readonly tell: TellContacts;
}

/** What agents say in the company's own fields, of customers and of conversations. Each change is audited. */
export function fieldValueRoutes(
  server: HttpServer,
  { guard, store, clock, serve, tell }: FieldValueRouteOptions,
): void {
  const common = { tags: ['fields'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');

  server.route({
    method: 'PUT',
    url: '/v1/contacts/:contactId/fields/:key',
    onRequest,
    schema: {
      ...common,
      operationId: 'setContactField',
      summary: 'Says something of a customer; refused when somebody else did first',
      params: z.object({ contactId: id, key: FieldKeyText }),
      body: NewValue,
      response: { 200: ContactBody, default: FaultBody },
    },
    handler: async (request) => {
      const member = guard.of(request);
      const { contactId, key } = request.params;
      const seen = fieldText(request.body.seen);
      const kept = store.write(async (sql) => {
        const value = fieldValue(await requireField(sql, { subject: 'contact', key }), request.body.value);
        const atMs = clock.now();
        if (await setContactField(sql, contactId, { key, value, seen }, atMs))
          await audit(sql, {
            ...{ atMs, actorId: member.agentId, action: 'contact.field-set', subjectKind: 'contact' },
            ...{ subjectId: contactId, detail: { field: key } },
          });
        return readCard(sql, contactId);
      });
      try {
        const card = await kept;
        await tell(actingAgent(member), [contactId]);
        return card;
      } catch (error) {
        // Whoever saw something else, as before two contacts were joined, is shown what there is.
        if (error instanceof WeftError && error.code === 'CONFLICT')
          await tell(actingAgent(member), [contactId]);
        throw error;
      }
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/conversations/:conversationId/fields/:key',
    onRequest,
    schema: {
      ...common,
      operationId: 'setConversationField',
      summary: 'Says something of a conversation; refused when somebody else did first',
      params: z.object({ conversationId: id, key: FieldKeyText }),
      body: NewValue,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const member = guard.of(request);
      const { conversationId, key } = request.params;
      const seen = fieldText(request.body.seen);
      const field = await store.read((sql) => requireField(sql, { subject: 'conversation', key }));
      const value = fieldValue(field, request.body.value);
      await serve(actingAgent(member), { name: 'set-field', conversationId, key, value, seen });
      await store.write((sql) =>
        audit(sql, {
          ...{ atMs: clock.now(), actorId: member.agentId, action: 'conversation.field-set' },
          ...{ subjectKind: 'conversation', subjectId: conversationId, detail: { field: key } },
        }),
      );
      reply.code(204);
    },
  });
}
