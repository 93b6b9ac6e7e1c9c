import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations
      add column preview_seq integer not null default 0,
      add column previous_agent_id text not null default ''`,
    // What is given out, in the order it is given out in; and what may have to be taken back.
    `create index conversations_waiting on conversations (priority desc, waiting_since_ms)
      where state = 'waiting' and waiting_since_ms > 0 and call_id = ''`,
    `create index conversations_unanswered on conversations (waiting_since_ms)
      where state = 'assigned' and waiting_since_ms > 0`,
    // Watchers are found by what they watch, by any instance.
    'alter table watchers drop column partition',
    `alter table watchers
      add column display_name text not null default '',
      add column focused boolean not null default false`,
    'create index watchers_conversation on watchers (conversation_id, since_ms)',
    'create index watchers_since on watchers (since_ms)',
  ]);
