import type { Kysely } from 'kysely';
import { run } from './statements.ts';

// Times are milliseconds since the epoch, as in the contract. Texts that name one
// of few things are the contract's own words, which only the contract checks.

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `create table conversations (
      conversation_id text primary key,
      contact_id text not null,
      state text not null,
      channel text not null,
      agent_id text not null,
      agent_name text not null,
      queue_id text not null,
      last_seq integer not null,
      revision integer not null,
      preview text not null,
      preview_author text not null,
      opened_at_ms bigint not null,
      changed_at_ms bigint not null,
      waiting_since_ms bigint not null,
      closed_at_ms bigint not null,
      customer_read_seq integer not null,
      agent_read_seq integer not null,
      customer_delivered_seq integer not null,
      unread integer not null,
      call_id text not null,
      rating integer not null,
      tags text[] not null,
      priority integer not null,
      page jsonb,
      disposition text not null default ''
    )`,
    'create index conversations_contact on conversations (contact_id, changed_at_ms desc)',
    // One index for each view, in the order it is read in.
    `create index conversations_mine on conversations (agent_id, changed_at_ms desc, conversation_id desc)
      where state <> 'closed'`,
    `create index conversations_unassigned on conversations (changed_at_ms desc, conversation_id desc)
      where state = 'waiting'`,
    `create index conversations_open on conversations (changed_at_ms desc, conversation_id desc)
      where state <> 'closed'`,
    `create index conversations_closed on conversations (changed_at_ms desc, conversation_id desc)
      where state = 'closed'`,
    `create index conversations_call on conversations (call_id) where call_id <> ''`,

    `create table items (
      conversation_id text not null references conversations,
      seq integer not null,
      revision integer not null,
      client_id text not null,
      author_kind text not null,
      author_id text not null,
      author_name text not null,
      channel text not null,
      at_ms bigint not null,
      status text not null,
      failure text not null,
      note boolean not null,
      edited_at_ms bigint not null,
      deleted boolean not null,
      body jsonb,
      mentions text[] not null,
      terms text[] not null,
      primary key (conversation_id, seq)
    )`,
    'create index items_revision on items (conversation_id, revision)',
    // The same id of the same author is the same item, however often it comes.
    'create unique index items_client on items (conversation_id, author_kind, author_id, client_id)',
    'create index items_terms on items using gin (terms)',

    `create table stream_positions (
      stream text not null,
      partition integer not null,
      position bigint not null,
      primary key (stream, partition)
    )`,

    `create table watchers (
      session_id text not null,
      conversation_id text not null,
      subject_id text not null,
      role text not null,
      partition integer not null,
      since_ms bigint not null,
      primary key (session_id, conversation_id)
    )`,
    'create index watchers_partition on watchers (partition)',

    `create table mentions (
      agent_id text not null,
      conversation_id text not null,
      seq integer not null,
      at_ms bigint not null,
      seen_at_ms bigint not null default 0,
      primary key (agent_id, conversation_id, seq)
    )`,
    'create index mentions_unseen on mentions (agent_id, at_ms desc) where seen_at_ms = 0',

    `create table read_marks (
      agent_id text not null,
      conversation_id text not null,
      seq integer not null,
      primary key (agent_id, conversation_id)
    )`,

    `create table attachments (
      attachment_id text primary key,
      conversation_id text not null,
      author_kind text not null,
      author_id text not null,
      file_name text not null,
      media_type text not null,
      bytes integer not null,
      width integer not null,
      height integer not null,
      thumbnail boolean not null,
      sha256 text not null,
      at_ms bigint not null,
      posted boolean not null
    )`,
    'create index attachments_conversation on attachments (conversation_id)',
    'create index attachments_unposted on attachments (at_ms) where not posted',
  ]);
