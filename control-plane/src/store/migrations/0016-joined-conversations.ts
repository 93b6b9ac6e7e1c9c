import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations
      add column continued_in text not null default '',
      add column continued_by text not null default ''`,
    // What went on in one; most go on nowhere.
    `create index conversations_continued on conversations (continued_in) where continued_in <> ''`,

    // Joins that were made, or taken back, and whose contacts' conversations were not looked at since.
    'alter table contact_joins add column unsettled boolean not null default false',
    'create index contact_joins_unsettled on contact_joins (join_id) where unsettled',

    // That two conversations are to be one, or two again: decided here, and then told to them.
    `create table conversation_joins (
      join_id text primary key,
      conversation_id text not null references conversations,
      into_id text not null references conversations,
      since_ms bigint not null,
      messages integer not null,
      at_ms bigint not null,
      state text not null
    )`,
    `create unique index conversation_joins_standing on conversation_joins (conversation_id)
      where state <> 'parted'`,
    'create index conversation_joins_into on conversation_joins (into_id)',
    `create index conversation_joins_untold on conversation_joins (at_ms) where state in ('joining', 'parting')`,
  ]);
