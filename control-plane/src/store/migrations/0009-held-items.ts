import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // Until then an item on its way out waits for its customer's morning.
    'alter table items add column held_until_ms bigint not null default 0',
    `create index items_held on items (held_until_ms) where status = 'queued-out' and held_until_ms > 0`,
  ]);
