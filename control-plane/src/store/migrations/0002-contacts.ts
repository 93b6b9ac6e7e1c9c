import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // A join is one pointer, so that undoing it is taking the pointer away: nothing else of either contact changes.
    // root_id follows from the pointers; it is kept so that lists need no recursion.
    `create table contacts (
      contact_id text primary key,
      joined_into text references contacts,
      root_id text not null references contacts deferrable initially deferred,
      display_name text not null,
      level text not null,
      value integer not null,
      language text not null,
      attributes jsonb not null,
      terms text[] not null,
      created_at_ms bigint not null,
      changed_at_ms bigint not null
    )`,
    'create index contacts_root on contacts (root_id)',
    'create index contacts_joined on contacts (joined_into) where joined_into is not null',
    'create index contacts_terms on contacts using gin (terms)',
    'create index contacts_recent on contacts (changed_at_ms desc, contact_id desc) where joined_into is null',
    'alter table conversations add foreign key (contact_id) references contacts',

    `create table identities (
      contact_id text not null references contacts,
      kind text not null,
      value text not null,
      shown text not null,
      verified boolean not null,
      source text not null,
      since_ms bigint not null,
      primary key (contact_id, kind, value)
    )`,
    // A verified identity has one owner; a claim may be anybody's.
    'create unique index identities_owner on identities (kind, value) where verified',
    'create index identities_value on identities (kind, value)',

    `create table contact_joins (
      join_id text primary key,
      contact_id text not null references contacts,
      into_id text not null references contacts,
      cause text not null,
      evidence jsonb not null,
      by_id text not null,
      at_ms bigint not null,
      undone_at_ms bigint not null default 0,
      undone_by text not null default ''
    )`,
    'create unique index contact_joins_standing on contact_joins (contact_id) where undone_at_ms = 0',
    'create index contact_joins_into on contact_joins (into_id)',

    `create table join_proposals (
      contact_id text not null references contacts,
      other_id text not null references contacts,
      score double precision not null,
      reasons jsonb not null,
      state text not null,
      at_ms bigint not null,
      settled_at_ms bigint not null default 0,
      settled_by text not null default '',
      primary key (contact_id, other_id),
      check (contact_id < other_id)
    )`,
    'create index join_proposals_other on join_proposals (other_id)',
    `create index join_proposals_open on join_proposals (score desc) where state = 'open'`,

    `create table contact_notes (
      note_id text primary key,
      contact_id text not null references contacts,
      author_id text not null,
      author_name text not null,
      text text not null,
      at_ms bigint not null,
      edited_at_ms bigint not null default 0
    )`,
    'create index contact_notes_contact on contact_notes (contact_id, at_ms desc)',
  ]);
