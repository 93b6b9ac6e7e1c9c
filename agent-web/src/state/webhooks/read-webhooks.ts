import { each, type Fields, fieldsOf, flag, number, text, texts } from '../fields.ts';
import type { Webhook, WebhookAnswer, WebhookDelivery, WebhookKind } from '../types.ts';

/** Every kind that this page knows, in the order that they are shown. */
export const WEBHOOK_KINDS = [
  ...(['message.created', 'conversation.created', 'conversation.assigned'] as const),
  ...(['conversation.resolved', 'conversation.reopened', 'rating.given'] as const),
  ...(['ticket.created', 'ticket.changed'] as const),
] as const satisfies readonly WebhookKind[];
const STATES = ['waiting', 'delivered', 'given-up'] as const;

export function webhookOf(answer: unknown): Webhook {
  const one = fieldsOf(answer);
  const kinds = texts(one.kinds);
  return {
    ...{ endpointId: text(one.endpointId), revision: number(one.revision), name: text(one.name) },
    ...{ url: text(one.url), active: flag(one.active), failingSinceMs: number(one.failingSinceMs) },
    kinds: WEBHOOK_KINDS.filter((kind) => kinds.includes(kind)),
  };
}

export const webhooksOf = (answer: unknown): readonly Webhook[] =>
  each(fieldsOf(answer).endpoints, webhookOf);

export function addedWebhookOf(answer: unknown): { readonly webhook: Webhook; readonly secret: string } {
  const { endpoint, secret } = fieldsOf(answer);
  return { webhook: webhookOf(endpoint), secret: text(secret) };
}

export function webhookAnswerOf(answer: unknown): WebhookAnswer {
  const { status, reason, tookMs } = fieldsOf(answer);
  return { status: number(status), reason: text(reason), tookMs: number(tookMs) };
}

const deliveryOf = (one: Fields): WebhookDelivery => ({
  ...{ delivery: number(one.delivery), eventId: text(one.eventId), kind: text(one.kind) },
  ...{ atMs: number(one.atMs), tries: number(one.tries), dueAtMs: number(one.dueAtMs) },
  state: STATES.find((state) => state === one.state) ?? 'waiting',
  ...{ status: number(one.status), reason: text(one.reason) },
});

export const webhookDeliveriesOf = (answer: unknown): readonly WebhookDelivery[] =>
  each(fieldsOf(answer).deliveries, deliveryOf);
