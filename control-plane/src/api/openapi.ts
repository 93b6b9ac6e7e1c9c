import swagger from '@fastify/swagger';
import { WEFT_VERSION } from '@weft/proto';
import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { FaultBody, Nothing, named, PlainText } from './schemas.ts';
import type { HttpServer } from './server.ts';

/** The named schemas without their own dialect and address: the document gives both. */
function components(): Record<string, object> {
  const { schemas } = z.toJSONSchema(named, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}

/** A reference for a schema with a name, else the schema itself. */
function describe(schema: z.ZodType): object {
  const id = named.get(schema)?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', metadata: named });
  return rest;
}

const response = (schema: unknown): object => {
  if (schema === Nothing) return { type: 'null', description: 'Done' };
  if (!(schema instanceof z.ZodType)) return {};
  return { description: named.get(schema)?.description ?? 'Done', ...describe(schema) };
};

/** A route's zod schemas as JSON Schema. */
function translate(schema: FastifySchema): FastifySchema {
  const { body, params, querystring, response: responses, ...rest } = schema;
  const plain = Object.values(responses ?? {}).includes(PlainText);
  return {
    ...rest,
    ...(plain ? { produces: ['text/plain'] } : {}),
    ...(body instanceof z.ZodType ? { body: describe(body) } : {}),
    ...(params instanceof z.ZodType ? { params: describe(params) } : {}),
    ...(querystring instanceof z.ZodType ? { querystring: describe(querystring) } : {}),
    response: Object.fromEntries(
      Object.entries(responses ?? {}).map(([status, one]) => [status, response(one)]),
    ),
  };
}

const Document = z.looseObject({ components: z.looseObject({}) });

/**
 * Gathers the routes added after this into an OpenAPI 3.1 document, made from
 * the same schemas that check and write, and serves it at /v1/openapi.json.
 */
export async function documentRoutes(server: HttpServer, publicUrl: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Weft control plane',
        version: WEFT_VERSION,
        description: 'Sessions for pages, and what operators see and do. Errors are those of docs/errors.md.',
      },
      ...(publicUrl === '' ? {} : { servers: [{ url: publicUrl }] }),
      tags: [
        { name: 'sessions', description: 'Who is there and where they connect to' },
        { name: 'attachments', description: 'Files of conversations' },
        { name: 'conversations', description: 'For customers: their own, as a mail' },
        { name: 'invitations', description: 'When widgets invite visitors to write' },
        { name: 'look', description: 'How widgets look and what they say' },
        { name: 'webhooks', description: 'For administrators: who is told what happens' },
        { name: 'mesh', description: 'For operators' },
        { name: 'routing', description: 'For who decides by which rules work is given out' },
        { name: 'intents', description: 'For who says what the virtual agent understands' },
        { name: 'contacts', description: 'For agents: who customers are' },
        { name: 'orders', description: "The demo shop's order service, as a real shop offers one" },
        { name: 'tickets', description: 'For agents: matters that outlive a conversation' },
        { name: 'templates', description: 'For agents: texts that are sent often' },
        { name: 'macros', description: 'For agents: several steps by one press' },
        { name: 'fields', description: "For agents: fields of the company's own, and what they say" },
        { name: 'filters', description: 'For agents: filters of the list that are kept under a name' },
        { name: 'people', description: 'Who can sign in; for administrators' },
        { name: 'records', description: 'For agents, and some for supervisors and admins' },
        { name: 'reports', description: 'How the contact centre did, for supervisors' },
        { name: 'channels', description: "Channels' accounts, for admins, and their webhooks, for vendors" },
        { name: 'probes', description: 'For whoever watches over the process' },
      ],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          refreshCookie: { type: 'apiKey', in: 'cookie', name: 'weft-refresh' },
        },
      },
    },
    convertConstToEnum: false,
    transform: ({ schema, url }) => ({ schema: schema === undefined ? {} : translate(schema), url }),
    transformObject: (documentObject) => {
      const document = Document.parse('openapiObject' in documentObject ? documentObject.openapiObject : {});
      return { ...document, components: { ...document.components, schemas: components() } };
    },
  });
  server.route({
    method: 'GET',
    url: '/v1/openapi.json',
    schema: {
      operationId: 'getOpenApi',
      summary: 'This document',
      tags: ['probes'],
      response: { 200: z.looseObject({}), default: FaultBody },
    },
    handler: () => ({ ...server.swagger() }),
  });
}
