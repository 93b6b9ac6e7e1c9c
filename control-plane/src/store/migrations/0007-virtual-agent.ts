import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations
      add column held_until_ms bigint not null default 0,
      add column asked_seq integer not null default 0,
      add column agent_due boolean not null default false,
      add column bot_silent boolean not null default false`,
  ]);
