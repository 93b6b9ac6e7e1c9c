import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    `create table tickets (
      ticket_id text primary key,
      number bigint generated always as identity unique,
      revision integer not null,
      contact_id text references contacts,
      conversation_id text references conversations,
      subject text not null,
      description text not null,
      state text not null,
      priority text not null,
      owner_id text not null,
      queue_id text not null,
      tags text[] not null,
      due_at_ms bigint not null,
      created_by text not null,
      created_at_ms bigint not null,
      changed_at_ms bigint not null,
      settled_at_ms bigint not null
    )`,
    'create index tickets_contact on tickets (contact_id)',
    'create index tickets_conversation on tickets (conversation_id)',
    'create index tickets_owner on tickets (owner_id, number desc)',
    'create index tickets_state on tickets (state, number desc)',

    `create table templates (
      template_id text primary key,
      revision integer not null,
      shortcut text not null,
      title text not null,
      language text not null,
      text text not null,
      channels text[] not null,
      owner_id text not null,
      changed_by text not null,
      changed_at_ms bigint not null
    )`,
    'create unique index templates_shortcut on templates (owner_id, shortcut, language)',

    `create table dispositions (
      code text primary key,
      label_zh text not null,
      label_en text not null,
      place integer not null,
      active boolean not null
    )`,

    `create table ratings (
      conversation_id text primary key references conversations,
      stars integer not null check (stars between 1 and 5),
      comment text not null,
      agent_id text not null,
      at_ms bigint not null
    )`,
    'create index ratings_agent on ratings (agent_id, at_ms)',
    'create index ratings_at on ratings (at_ms)',

    `create table drafts (
      agent_id text not null,
      conversation_id text not null,
      text text not null,
      note boolean not null,
      at_ms bigint not null,
      primary key (agent_id, conversation_id)
    )`,

    `create table audit_log (
      entry bigint generated always as identity primary key,
      at_ms bigint not null,
      actor_id text not null,
      action text not null,
      subject_kind text not null,
      subject_id text not null,
      detail jsonb not null
    )`,
    'create index audit_log_subject on audit_log (subject_kind, subject_id, entry desc)',
    'create index audit_log_actor on audit_log (actor_id, entry desc)',
  ]);
