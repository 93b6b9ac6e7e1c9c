import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // Parts of messages that a channel cut, until all are there.
    `create table inbound_parts (
      account_id text not null,
      value text not null,
      reference text not null,
      part integer not null,
      total integer not null,
      units bytea not null,
      source_id text not null,
      person jsonb not null,
      channel text not null,
      at_ms bigint not null,
      primary key (account_id, value, reference, part)
    )`,
    'create index inbound_parts_at on inbound_parts (at_ms)',
  ]);
