import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `create table macros (
      macro_id text primary key,
      revision integer not null,
      name text not null unique,
      steps jsonb not null,
      changed_by text not null,
      changed_at_ms bigint not null
    )`,
  ]);
