import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table channel_contacts add column confirmed_source_id text not null default '',
      add column confirmed_at_ms bigint not null default 0`,
  ]);
