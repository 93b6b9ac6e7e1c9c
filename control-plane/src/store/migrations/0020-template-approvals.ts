import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What was in use before anybody approved anything stays in use.
    `alter table templates
      add column approval text not null default 'approved',
      add column judged_by text not null default '',
      add column judged_at_ms bigint not null default 0,
      add column reason text not null default ''`,
  ]);
