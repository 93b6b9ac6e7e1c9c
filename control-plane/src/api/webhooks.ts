import { WeftError } from '@weft/proto';
import { z } from 'zod';
import type { ApiOptions } from '../ports.ts';
import { type Audited, audit } from '../store/audit.ts';
import { latestDeliveries, sendAgain } from '../store/webhook-deliveries.ts';
import {
  addEndpoint,
  changeEndpoint,
  endpointsOf,
  removeEndpoint,
  requireEndpoint,
} from '../store/webhook-endpoints.ts';
import { EVENT_KINDS, type WebhookDelivery, type WebhookEndpoint } from '../store/webhook-tables.ts';
import { testBody } from '../webhooks/event-body.ts';
import { endpointUrl } from '../webhooks/public-address.ts';
import { newSecret } from '../webhooks/signature.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, Nothing, name } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_LISTED = 50;

const Kind = z.enum(EVENT_KINDS);
const Said = {
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(1_000).describe('Begins with https://, and leads to the internet.'),
  kinds: z.array(Kind).min(1).max(EVENT_KINDS.length),
  active: z.boolean().describe('Of what happens while it is off it is never told.'),
};
const EndpointBody = name(
  'WebhookEndpoint',
  "Somebody else's server that is told of events.",
  z.object({
    ...{ endpointId: z.string(), revision: z.number(), name: z.string(), url: z.string() },
    ...{ kinds: z.array(Kind), active: z.boolean(), changedBy: z.string(), changedAtMs: z.number() },
    failingSinceMs: z.number().describe('Since when nothing has got through; 0 = it works.'),
  }),
);
const EndpointList = name(
  'WebhookEndpointList',
  'All of them, by name.',
  z.object({ endpoints: z.array(EndpointBody) }),
);
const NewEndpoint = name('NewWebhookEndpoint', 'An endpoint to be added.', z.object(Said));
const AddedEndpoint = name(
  'AddedWebhookEndpoint',
  'One that was added, and what its events are signed with: nobody is told again.',
  z.object({ endpoint: EndpointBody, secret: z.string() }),
);
const EndpointChange = name(
  'WebhookEndpointChange',
  'What an endpoint is to be; its secret stays.',
  z.object({ ...Said, revision: z.int().min(1) }),
);
const TestAnswer = name(
  'WebhookTestAnswer',
  'What came of a test event.',
  z.object({
    status: z.number().describe('What it answered with; 0 = it did not.'),
    reason: z.string().describe('Why it counts as not taken; empty = it was taken.'),
    tookMs: z.number(),
  }),
);
const DeliveryBody = name(
  'WebhookDelivery',
  'An event for an endpoint, on its way or settled.',
  z.object({
    ...{ delivery: z.number(), eventId: z.string(), kind: Kind, subjectId: z.string(), atMs: z.number() },
    state: z.enum(['waiting', 'delivered', 'given-up']),
    tries: z.number(),
    dueAtMs: z.number().describe('When it is tried, while it waits.'),
    status: z.number().describe('What the latest try was answered with; 0 = with nothing.'),
    reason: z.string().describe('Why the latest try failed; empty = it did not.'),
    settledAtMs: z.number().describe('When it was delivered or given up; 0 = neither.'),
  }),
);
const DeliveryList = name(
  'WebhookDeliveryList',
  'The latest, newest first.',
  z.object({ deliveries: z.array(DeliveryBody) }),
);
const Params = z.object({ endpointId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const DeliveryParams = Params.extend({ delivery: z.string().regex(/^\d{1,15}$/) });

/** Without its secret. */
const bodyOf = ({ secret: _, ...endpoint }: WebhookEndpoint): z.infer<typeof EndpointBody> => endpoint;

const deliveryOf = ({ endpointId: _, seq: __, ...delivery }: WebhookDelivery): z.infer<typeof DeliveryBody> =>
  delivery;

export type WebhookRouteOptions = RecordRouteOptions & ApiOptions['webhooks'];

/** Who is told what happens: administrators say so. */
export function webhookRoutes(
  server: HttpServer,
  { guard, store, ids, clock, sealer, poster }: WebhookRouteOptions,
): void {
  const common = { tags: ['webhooks'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('admin');
  const subject = (endpointId: string, actorId: string, atMs: number): Omit<Audited, 'action'> => ({
    ...{ atMs, actorId, subjectKind: 'webhook', subjectId: endpointId },
  });
  /** As it is to be kept: each kind once, and an address that may be. */
  const said = ({ name: called, url, kinds, active }: z.output<typeof NewEndpoint>) => ({
    ...{ name: called, url: endpointUrl(url, poster.ownNetwork), active },
    kinds: EVENT_KINDS.filter((kind) => kinds.includes(kind)),
  });

  server.route({
    method: 'GET',
    url: '/v1/webhooks',
    onRequest,
    schema: {
      ...common,
      operationId: 'listWebhooks',
      summary: 'All endpoints that are told of events',
      response: { 200: EndpointList, default: FaultBody },
    },
    handler: async () => ({ endpoints: (await store.read(endpointsOf)).map(bodyOf) }),
  });

  server.route({
    method: 'POST',
    url: '/v1/webhooks',
    onRequest,
    schema: {
      ...common,
      operationId: 'addWebhook',
      summary: 'Adds an endpoint; its secret is told this once',
      body: NewEndpoint,
      response: { 200: AddedEndpoint, default: FaultBody },
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const text = said(request.body);
      const endpointId = ids.next('webhook');
      const secret = newSecret();
      return store.write(async (sql) => {
        const changedAtMs = Math.round(clock.now());
        const sealed = sealer.seal(secret, endpointId);
        const by = { changedBy: agentId, changedAtMs };
        const endpoint = await addEndpoint(sql, { ...text, ...by, endpointId, secret: sealed });
        const detail = { name: text.name, kinds: text.kinds, active: text.active };
        await audit(sql, { ...subject(endpointId, agentId, changedAtMs), action: 'webhook.added', detail });
        return { endpoint: bodyOf(endpoint), secret };
      });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/webhooks/:endpointId',
    onRequest,
    schema: {
      ...common,
      operationId: 'changeWebhook',
      summary: 'Changes an endpoint; refused when somebody else did first',
      params: Params,
      body: EndpointChange,
      response: { 200: EndpointBody, default: FaultBody },
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { endpointId } = request.params;
      const { revision } = request.body;
      const text = said(request.body);
      return store.write(async (sql) => {
        const changedAtMs = Math.round(clock.now());
        const before = await requireEndpoint(sql, endpointId);
        const by = { changedBy: agentId, changedAtMs };
        const after = await changeEndpoint(sql, { endpointId, revision }, { ...text, ...by });
        // Where it leads may have a secret in it: that it was changed is enough.
        const detail = {
          ...{ name: text.name, kinds: text.kinds, active: text.active },
          url: before.url === after.url ? 'the same' : 'another',
        };
        await audit(sql, { ...subject(endpointId, agentId, changedAtMs), action: 'webhook.changed', detail });
        return bodyOf(after);
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/webhooks/:endpointId',
    onRequest,
    schema: {
      ...common,
      operationId: 'removeWebhook',
      summary: 'Removes an endpoint, with what it was to be told',
      params: Params,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const { endpointId } = request.params;
      await store.write(async (sql) => {
        const { name: called } = await requireEndpoint(sql, endpointId);
        await removeEndpoint(sql, endpointId);
        const entry = { ...subject(endpointId, agentId, clock.now()), detail: { name: called } };
        await audit(sql, { ...entry, action: 'webhook.removed' });
      });
      reply.code(204);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/webhooks/:endpointId/test',
    onRequest,
    schema: {
      ...common,
      operationId: 'testWebhook',
      summary: 'Sends an endpoint a test event, and says what it answered',
      params: Params,
      response: { 200: TestAnswer, default: FaultBody },
    },
    handler: async (request) => {
      const { endpointId } = request.params;
      const { url, secret: sealed } = await store.read((sql) => requireEndpoint(sql, endpointId));
      const id = ids.next('test');
      const secret = sealer.open(sealed, endpointId);
      return poster.post({ url, secret, id, body: testBody(id, clock.now()) });
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/webhooks/:endpointId/deliveries',
    onRequest,
    schema: {
      ...common,
      operationId: 'listWebhookDeliveries',
      summary: 'What an endpoint was told lately, or is to be told',
      params: Params,
      response: { 200: DeliveryList, default: FaultBody },
    },
    handler: async (request) => {
      const { endpointId } = request.params;
      const latest = await store.read((sql) => latestDeliveries(sql, endpointId, MAX_LISTED));
      return { deliveries: latest.map(deliveryOf) };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/webhooks/:endpointId/deliveries/:delivery/again',
    onRequest,
    schema: {
      ...common,
      operationId: 'sendWebhookAgain',
      summary: 'Sends again what was given up, or at once what waits',
      params: DeliveryParams,
      response: { 200: DeliveryBody, default: FaultBody },
    },
    handler: (request) => {
      const { agentId } = guard.of(request);
      const { endpointId, delivery } = request.params;
      const which = { endpointId, delivery: Number(delivery) };
      if (!Number.isSafeInteger(which.delivery)) throw new WeftError('RECORD_NOT_FOUND');
      return store.write(async (sql) => {
        const nowMs = clock.now();
        const again = await sendAgain(sql, which, nowMs);
        const detail = { eventId: again.eventId };
        await audit(sql, { ...subject(endpointId, agentId, nowMs), action: 'webhook.sent-again', detail });
        return deliveryOf(again);
      });
    },
  });
}
