import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    'create index conversations_tags on conversations using gin (tags)',
    // For what agents tagged with lately; most have none.
    `create index conversations_tagged on conversations (changed_at_ms desc) where tags <> '{}'`,
  ]);
