import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // Since when the customer is heard no more; 0 = they are heard.
    'alter table conversations add column blocked_at_ms bigint not null default 0',
  ]);
