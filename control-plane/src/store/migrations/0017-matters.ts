import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What became of a conversation each time it was closed: the head knows the last time only.
    `create table matters (
      conversation_id text not null references conversations,
      from_seq integer not null,
      to_seq integer not null,
      channel text not null,
      queue_id text not null,
      agent_id text not null,
      agent_name text not null,
      disposition text not null,
      opened_at_ms bigint not null,
      answered_at_ms bigint not null,
      closed_at_ms bigint not null,
      received integer not null,
      sent integer not null,
      calls integer not null,
      missed_calls integer not null,
      primary key (conversation_id, to_seq)
    )`,
    'create index matters_closed on matters (closed_at_ms)',

    // What was closed before is one matter: when it was opened again in between is not looked for.
    `insert into matters
      select conversation_id, 1, last_seq, channel,
        case routed_queue_id when '' then queue_id else routed_queue_id end, agent_id, agent_name, disposition,
        opened_at_ms, answered_at_ms, closed_at_ms, 0, 0, 0, 0
      from conversations where state = 'closed' and continued_in = ''`,
    `update matters set received = said.received, sent = said.sent, calls = said.calls,
        missed_calls = said.missed_calls
      from (
        select conversation_id,
          count(*) filter (where author_kind = 'customer' and body ->> 'case' in ('text', 'attachment')) as received,
          count(*) filter (where author_kind in ('agent', 'bot') and not note
            and body ->> 'case' in ('text', 'attachment')) as sent,
          count(*) filter (where body ->> 'case' = 'call'
            and coalesce((body -> 'value' ->> 'answeredAtMs')::float8, 0) > 0) as calls,
          count(*) filter (where body ->> 'case' = 'call'
            and coalesce((body -> 'value' ->> 'answeredAtMs')::float8, 0) = 0) as missed_calls
        from items group by conversation_id
      ) as said
      where said.conversation_id = matters.conversation_id`,

    // A customer rates each matter: what they said of an earlier one stays.
    'alter table ratings add column to_seq integer not null default 0',
    `update ratings set to_seq = matters.to_seq from matters
      where matters.conversation_id = ratings.conversation_id`,
    'alter table ratings drop constraint ratings_pkey',
    'alter table ratings add primary key (conversation_id, to_seq)',
  ]);
