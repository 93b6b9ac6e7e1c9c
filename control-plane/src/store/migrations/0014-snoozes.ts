import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations
      add column snoozed_at_ms bigint not null default 0,
      add column snoozed_until_ms bigint not null default 0`,
    // What comes back next; few are set aside at a time.
    `create index conversations_snoozed on conversations (snoozed_until_ms) where state = 'snoozed'`,
  ]);
