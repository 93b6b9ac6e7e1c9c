import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // The name is what the customer says, and nobody else: agents are told so.
    'alter table contacts add column name_claimed boolean not null default false',
  ]);
