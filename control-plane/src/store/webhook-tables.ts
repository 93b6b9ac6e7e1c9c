import type { GeneratedAlways, Selectable } from 'kysely';

/** What endpoints may be told of. */
export const EVENT_KINDS = [
  ...(['conversation.created', 'conversation.assigned', 'conversation.resolved'] as const),
  ...(['conversation.reopened', 'message.created', 'rating.given'] as const),
  ...(['ticket.created', 'ticket.changed'] as const),
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** Somebody else's server that is told of events. */
export interface WebhookEndpointTable {
  endpointId: string;
  revision: number;
  name: string;
  url: string;
  kinds: EventKind[];
  /** Of what happens while it is off it is never told. */
  active: boolean;
  /** Sealed. */
  secret: string;
  /** Since when nothing has got through; 0 = the last one did, or none was tried. */
  failingSinceMs: number;
  changedBy: string;
  changedAtMs: number;
}

export type WebhookEndpoint = Selectable<WebhookEndpointTable>;

/** An event for one endpoint, on its way or settled. */
export interface WebhookDeliveryTable {
  /** In the order that events happened to each conversation and ticket. */
  delivery: GeneratedAlways<number>;
  endpointId: string;
  /** The same at every endpoint and every try. */
  eventId: string;
  kind: EventKind;
  /** The conversation's or ticket's id. */
  subjectId: string;
  /** The item's number, 0 = the conversation itself; the ticket's revision. */
  seq: number;
  atMs: number;
  state: 'waiting' | 'delivered' | 'given-up';
  tries: number;
  dueAtMs: number;
  /** What the endpoint last answered with; 0 = it did not. */
  status: number;
  /** Why the last try failed; empty = it did not. */
  reason: string;
  settledAtMs: number;
}

export type WebhookDelivery = Selectable<WebhookDeliveryTable>;
