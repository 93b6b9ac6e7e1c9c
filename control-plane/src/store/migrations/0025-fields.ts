import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What was removed stays, so that its values mean the same should it come back.
    `create table fields (
      subject text not null,
      key text not null,
      revision integer not null,
      label text not null,
      kind text not null,
      choices jsonb not null,
      removed boolean not null,
      changed_by text not null,
      changed_at_ms bigint not null,
      primary key (subject, key)
    )`,
    // As in the contract: a list of keys with values.
    `alter table conversations add column fields jsonb not null default '[]'`,
    // Values by key; an empty one was taken away here, whatever a joined contact says.
    `alter table contacts add column fields jsonb not null default '{}'`,
    // Most of both have no fields: writing those costs nothing more.
    `create index conversations_closed_fields on conversations using gin (fields jsonb_path_ops)
      where state = 'closed' and fields <> '[]'::jsonb`,
    `create index contacts_fields on contacts using gin (fields jsonb_path_ops) where fields <> '{}'::jsonb`,
  ]);
