import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // Where events are sent. The secret is sealed by a key that the database does not have.
    `create table webhook_endpoints (
      endpoint_id text primary key,
      revision integer not null,
      name text not null,
      url text not null,
      kinds text[] not null,
      active boolean not null,
      secret text not null,
      failing_since_ms bigint not null,
      changed_by text not null,
      changed_at_ms bigint not null
    )`,
    // What is to be sent, and what was. Which item or ticket it is about, never its words: these are read when it goes.
    // No endpoint is referred to: one that is removed at that moment is no reason to refuse a message.
    `create table webhook_deliveries (
      delivery bigint generated always as identity primary key,
      endpoint_id text not null,
      event_id text not null,
      kind text not null,
      subject_id text not null,
      seq integer not null,
      at_ms bigint not null,
      state text not null default 'waiting',
      tries integer not null default 0,
      due_at_ms bigint not null,
      status integer not null default 0,
      reason text not null default '',
      settled_at_ms bigint not null default 0,
      unique (endpoint_id, event_id)
    )`,
    `create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at_ms, delivery)
      where state = 'waiting'`,
    // What an earlier event of the same conversation or ticket is found by: it goes first.
    `create index webhook_deliveries_before on webhook_deliveries (endpoint_id, subject_id, delivery)
      where state = 'waiting'`,
    `create index webhook_deliveries_newest on webhook_deliveries (endpoint_id, delivery desc)`,
  ]);
