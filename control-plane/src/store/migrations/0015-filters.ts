import type { Kysely } from 'kysely';
import { run } from './statements.ts';

// What is open is looked through by the indexes of the views: it is never more than a floor of agents has before it.
// What is closed only grows, and seldom changes: an index for what narrows it costs little there.
const CLOSED = `changed_at_ms desc, conversation_id desc) where state = 'closed'`;

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `alter table conversations add column routed_queue_id text not null default ''`,
    // Where somebody gave it to a queue it is known; of the others when their customers write next.
    `update conversations set routed_queue_id = queue_id where queue_id <> 'default'`,
    `create index conversations_closed_queue on conversations (routed_queue_id, ${CLOSED}`,
    `create index conversations_closed_agent on conversations (agent_id, ${CLOSED}`,
    `create index conversations_closed_channel on conversations (channel, ${CLOSED}`,
    `create index conversations_closed_urgent on conversations (${CLOSED} and priority > 0`,

    `create table saved_filters (
      filter_id text primary key,
      owner_id text not null,
      name text not null,
      view text not null,
      filter jsonb not null,
      changed_by text not null,
      changed_at_ms bigint not null
    )`,
    'create unique index saved_filters_name on saved_filters (owner_id, name)',
  ]);
