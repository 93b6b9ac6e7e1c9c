import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { z } from 'zod';
import { type Instance, startInstance } from './testing/instance.ts';

// The parts of OpenAPI 3.1 that the document uses; strict, so that a typo in one of its words is found.
const Ref = z.strictObject({ $ref: z.string().regex(/^#\/components\/schemas\/\w+$/) });
const Media = z.strictObject({ schema: z.looseObject({}) });
const Response = z.strictObject({
  description: z.string().min(1),
  content: z.record(z.string(), Media).optional(),
});
const Operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: z.looseObject({}),
      }),
    )
    .optional(),
  requestBody: z
    .strictObject({
      required: z.literal(true),
      content: z.strictObject({ 'application/json': z.strictObject({ schema: Ref }) }),
    })
    .optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), Response),
});
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })).optional(),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })),
    schemas: z.record(z.string(), z.looseObject({})),
  }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'delete', 'put', 'patch']), Operation),
  ),
});

const ROUTES = [
  'DELETE /v1/channels/dead-letters/{seq}',
  'DELETE /v1/channels/{accountId}',
  'DELETE /v1/channels/{accountId}/menu',
  'DELETE /v1/contacts/{contactId}/identities/{kind}/{value}',
  'DELETE /v1/contacts/{contactId}/joins/{joinId}',
  'DELETE /v1/fields/{subject}/{key}',
  'DELETE /v1/filters/{filterId}',
  'DELETE /v1/intents/{intent}',
  'DELETE /v1/macros/{macroId}',
  'DELETE /v1/nodes/{nodeId}/drain',
  'DELETE /v1/sessions',
  'DELETE /v1/templates/{templateId}',
  'DELETE /v1/webhooks/{endpointId}',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'GET /v1/attachments/{attachmentId}',
  'GET /v1/attachments/{attachmentId}/thumbnail',
  'GET /v1/audit',
  'GET /v1/calls',
  'GET /v1/channels',
  'GET /v1/channels/dead-letters',
  'GET /v1/channels/kinds',
  'GET /v1/channels/{accountId}/menu',
  'GET /v1/channels/{accountId}/webhook',
  'GET /v1/contacts',
  'GET /v1/contacts/export',
  'GET /v1/contacts/{contactId}',
  'GET /v1/contacts/{contactId}/episodes',
  'GET /v1/contacts/{contactId}/orders',
  'GET /v1/conversations/accounts',
  'GET /v1/conversations/{conversationId}/channels',
  'GET /v1/demo-shop/account',
  'GET /v1/demo-shop/orders',
  'GET /v1/demo-shop/orders/{number}',
  'GET /v1/dispositions',
  'GET /v1/drafts',
  'GET /v1/edges',
  'GET /v1/fields',
  'GET /v1/filters',
  'GET /v1/floor',
  'GET /v1/floor/calls',
  'GET /v1/floor/own-calls',
  'GET /v1/intents',
  'GET /v1/intents/versions',
  'GET /v1/invitations',
  'GET /v1/look',
  'GET /v1/macros',
  'GET /v1/mesh',
  'GET /v1/nodes',
  'GET /v1/openapi.json',
  'GET /v1/opening',
  'GET /v1/originals/view',
  'GET /v1/people',
  'GET /v1/queues/{queueId}/policy',
  'GET /v1/ratings',
  'GET /v1/reports/figures',
  'GET /v1/reports/ratings',
  'GET /v1/routing/agents',
  'GET /v1/routing/capacities',
  'GET /v1/routing/decisions',
  'GET /v1/routing/rules',
  'GET /v1/routing/versions',
  'GET /v1/routing/versions/{version}',
  'GET /v1/routing/versions/{version}/diff',
  'GET /v1/routing/waiting',
  'GET /v1/sessions/methods',
  'GET /v1/sessions/oidc',
  'GET /v1/sessions/oidc/callback',
  'GET /v1/store/backup',
  'GET /v1/tags',
  'GET /v1/templates',
  'GET /v1/tickets',
  'GET /v1/transcripts',
  'GET /v1/webhooks',
  'GET /v1/webhooks/{endpointId}/deliveries',
  'PATCH /v1/contacts/{contactId}',
  'PATCH /v1/contacts/{contactId}/notes/{noteId}',
  'PATCH /v1/fields/{subject}/{key}',
  'PATCH /v1/filters/{filterId}',
  'PATCH /v1/intents',
  'PATCH /v1/macros/{macroId}',
  'PATCH /v1/people/{agentId}',
  'PATCH /v1/templates/{templateId}',
  'PATCH /v1/tickets/{ticketId}',
  'PATCH /v1/webhooks/{endpointId}',
  'POST /v1/attachments',
  'POST /v1/channels/dead-letters/{seq}/replay',
  'POST /v1/channels/{accountId}/test',
  'POST /v1/channels/{accountId}/webhook',
  'POST /v1/contacts',
  'POST /v1/contacts/import',
  'POST /v1/contacts/{contactId}/identities',
  'POST /v1/contacts/{contactId}/joins',
  'POST /v1/contacts/{contactId}/notes',
  'POST /v1/contacts/{contactId}/proposals/{otherId}',
  'POST /v1/continuations',
  'POST /v1/continuations/redeem',
  'POST /v1/conversations',
  'POST /v1/conversations/{conversationId}/items/{seq}/resend',
  'POST /v1/fields',
  'POST /v1/filters',
  'POST /v1/intents/try',
  'POST /v1/intents/versions/{version}/restore',
  'POST /v1/macros',
  'POST /v1/macros/{macroId}/runs',
  'POST /v1/nodes/{nodeId}/drain',
  'POST /v1/opening/address',
  'POST /v1/opening/answers',
  'POST /v1/originals/{originalId}/views',
  'POST /v1/people',
  'POST /v1/people/{agentId}/password',
  'POST /v1/routing/rules',
  'POST /v1/routing/rules/validate',
  'POST /v1/routing/versions/{version}/restore',
  'POST /v1/routing/what-if',
  'POST /v1/sessions/guest',
  'POST /v1/sessions/refresh',
  'POST /v1/sessions/sign-in',
  'POST /v1/templates',
  'POST /v1/templates/{templateId}/judgement',
  'POST /v1/tickets',
  'POST /v1/transcripts',
  'POST /v1/webhooks',
  'POST /v1/webhooks/{endpointId}/deliveries/{delivery}/again',
  'POST /v1/webhooks/{endpointId}/test',
  'PUT /v1/attachments/{attachmentId}/thumbnail',
  'PUT /v1/channels/{accountId}',
  'PUT /v1/channels/{accountId}/menu',
  'PUT /v1/contacts/{contactId}/fields/{key}',
  'PUT /v1/conversations/{conversationId}/fields/{key}',
  'PUT /v1/dispositions',
  'PUT /v1/drafts/{conversationId}',
  'PUT /v1/intents/{intent}',
  'PUT /v1/invitations',
  'PUT /v1/look',
  'PUT /v1/queues/{queueId}/policy',
  'PUT /v1/routing/agents/{agentId}',
  'PUT /v1/sessions/password',
];

describe('the OpenAPI document', () => {
  let etcd: TestServer;
  let api: Instance;
  let text: string;
  let document: z.infer<typeof Document>;
  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url, {
      WEFT_CONTROL_PUBLIC_URL: 'https://weft.example',
      WEFT_CONTROL_DEMO_SHOP: 'on',
      ...{ WEFT_CONTROL_OIDC_ISSUER: 'https://login.example', WEFT_CONTROL_OIDC_CLIENT_ID: 'weft' },
      WEFT_CONTROL_OIDC_CLIENT_SECRET: 'a-secret-of-weft',
    });
    text = await (await fetch(`${api.url}/v1/openapi.json`)).text();
    document = Document.parse(JSON.parse(text));
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  it('covers every route and no other', async () => {
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(listed.sort(), ROUTES);
  });

  it('refers only to schemas that it has, and has none that nothing refers to', () => {
    const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(referred)].sort(), Object.keys(document.components.schemas).sort());
  });

  it('says of every operation what a refusal looks like and under what name it goes', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    for (const { responses, operationId } of operations) {
      if (responses['200']?.content?.['text/plain'] !== undefined) continue;
      const refusal = responses.default?.content?.['application/json']?.schema;
      assert.deepEqual(refusal, { $ref: '#/components/schemas/Fault' }, operationId);
    }
    assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const {
      tags: [tag = ''],
    } of operations)
      assert.ok(tags.has(tag), tag);
  });

  it('names the parameters of every address that has some', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        assert.deepEqual(
          (operation.parameters ?? []).flatMap(({ name, in: place }) => (place === 'path' ? [name] : [])),
          wanted,
          path,
        );
      }
    }
  });

  it('holds JSON Schemas that are read as such', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      assert.equal(schema.type, 'object', name);
      assert.equal(typeof schema.properties, 'object', name);
      assert.equal(
        '$schema' in schema || '$id' in schema,
        false,
        `${name} has a dialect or address of its own`,
      );
    }
  });
});
