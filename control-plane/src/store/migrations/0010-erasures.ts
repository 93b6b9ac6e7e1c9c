import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What these contacts wrote until then is to go, as their platform's rules ask for.
    `create table erasures (
      contact_id text primary key references contacts,
      at_ms bigint not null
    )`,
  ]);
