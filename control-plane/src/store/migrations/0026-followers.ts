import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // As in the contract: agents with how far they have read.
    `alter table conversations add column followers jsonb not null default '[]'`,
    // Most conversations have none: writing those costs nothing more. In the order of lists.
    `create index conversations_followed on conversations (changed_at_ms desc, conversation_id desc)
      where state <> 'closed' and followers <> '[]'::jsonb`,
    // What is over stays followed, should it be opened again; it is gone through when an account ends.
    `create index conversations_followers on conversations (conversation_id) where followers <> '[]'::jsonb`,
  ]);
