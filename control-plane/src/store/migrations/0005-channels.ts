import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What came in, for good: the same thing delivered again finds where it went.
    `create table inbound_sources (
      account_id text not null,
      source_id text not null,
      conversation_id text not null,
      at_ms bigint not null,
      primary key (account_id, source_id)
    )`,
    `create table channel_contacts (
      account_id text not null,
      kind text not null,
      value text not null,
      contact_id text not null,
      shown text not null,
      display_name text not null,
      known boolean not null,
      arrivals jsonb not null,
      sent_at_ms jsonb not null,
      opted_out_at_ms bigint,
      primary key (account_id, kind, value)
    )`,
    // Where an answer on a channel goes: as the customer wrote last.
    `create table channel_threads (
      conversation_id text not null,
      channel text not null,
      account_id text not null,
      kind text not null,
      value text not null,
      shown text not null,
      display_name text not null,
      in_reply_to text[] not null,
      at_ms bigint not null,
      primary key (conversation_id, channel)
    )`,
    `create table deliveries (
      conversation_id text not null,
      seq integer not null,
      revision integer not null,
      account_id text not null,
      state text not null,
      tries integer not null,
      segments integer not null,
      code text not null,
      at_ms bigint not null,
      primary key (conversation_id, seq, revision)
    )`,
    // A row is made by whoever comes first: the carrier's answer, or the receipt.
    `create table carrier_messages (
      account_id text not null,
      carrier_id text not null,
      conversation_id text not null,
      seq integer not null,
      revision integer not null,
      status text not null,
      failure text not null,
      at_ms bigint not null,
      primary key (account_id, carrier_id)
    )`,
    'create index carrier_messages_item on carrier_messages (conversation_id, seq, revision)',
    // What is to go out and has not gone: few, and looked for by whoever takes a partition over.
    `create index items_queued on items (conversation_id, seq) where status = 'queued-out'`,
    'create index conversations_contact_changed on conversations (contact_id, changed_at_ms desc)',
  ]);
