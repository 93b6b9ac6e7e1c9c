import type { Section } from './admin.ts';
import type { Readable } from './basics.ts';

/** What an endpoint may be told of. */
export type WebhookKind =
  | 'conversation.created'
  | 'conversation.assigned'
  | 'conversation.resolved'
  | 'conversation.reopened'
  | 'message.created'
  | 'rating.given'
  | 'ticket.created'
  | 'ticket.changed';

export interface WebhookDraft {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly WebhookKind[];
  readonly active: boolean;
}

/** Somebody else's server that is told of events. */
export interface Webhook extends WebhookDraft {
  readonly endpointId: string;
  readonly revision: number;
  /** 0 = it works. */
  readonly failingSinceMs: number;
}

/** What came of a test event. */
export interface WebhookAnswer {
  /** 0 = there was none. */
  readonly status: number;
  /** Empty = it has taken it. */
  readonly reason: string;
  readonly tookMs: number;
}

export interface WebhookDelivery {
  readonly delivery: number;
  readonly eventId: string;
  readonly kind: string;
  readonly atMs: number;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly tries: number;
  /** When it is tried next, while it waits. */
  readonly dueAtMs: number;
  readonly status: number;
  readonly reason: string;
}

export interface WebhooksSnapshot extends Section {
  readonly endpoints: readonly Webhook[];
  /** Whose change holds since a moment ago; empty = none. */
  readonly saved: string;
  /** Somebody else saved what was to be saved here. */
  readonly overtaken: boolean;
  /** Of the endpoint that was just added; it is not told again. */
  readonly secret: { readonly endpointId: string; readonly secret: string } | undefined;
  /** Of which endpoint the rest is; empty = none. */
  readonly openId: string;
  readonly answer: WebhookAnswer | undefined;
  /** The latest first. */
  readonly deliveries: readonly WebhookDelivery[];
}

/** Who is told of events, as an administrator says it. */
export interface WebhooksEditor extends Readable<WebhooksSnapshot> {
  load(): void;
  add(draft: WebhookDraft): void;
  change(webhook: Webhook, draft: WebhookDraft): void;
  remove(endpointId: string): void;
  /** Looks at what one was told; empty = at none. */
  open(endpointId: string): void;
  /** Sends it a test event. */
  test(endpointId: string): void;
  sendAgain(delivery: number): void;
  /** The secret is noted down. */
  forgetSecret(): void;
}
