import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations
      add column due_at_ms bigint not null default 0,
      add column answered_at_ms bigint not null default 0`,
    'create index conversations_due on conversations (due_at_ms) where due_at_ms > 0',
  ]);
