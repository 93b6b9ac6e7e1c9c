import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // No desk has kept anything in it: drafts had one text, and a composer has two.
    'drop table drafts',
    `create table drafts (
      agent_id text not null,
      conversation_id text not null,
      mode text not null check (mode in ('reply', 'note')),
      reply text not null,
      note text not null,
      at_ms bigint not null,
      primary key (agent_id, conversation_id)
    )`,
    'create index drafts_conversation on drafts (conversation_id)',
  ]);
