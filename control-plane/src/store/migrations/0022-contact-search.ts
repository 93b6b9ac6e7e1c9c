import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // What each word begins with: an index over it answers who types while they type, which none over whole words can.
    `create function beginnings_of(terms text[]) returns text[]
      language sql immutable strict parallel safe cost 10000
      as $$ select coalesce(array_agg(distinct left(word, many)), '{}')
        from unnest(terms) as word, generate_series(1, least(length(word), 40)) as many $$`,
    'create index contacts_beginnings on contacts using gin (beginnings_of(terms)) with (fastupdate = off)',
    // What waits to be sorted in is read through at every search, and nothing but a vacuum ends it: an embedded store has none.
    'alter index contacts_terms set (fastupdate = off)',
    `select gin_clean_pending_list('contacts_terms')`,
    'create index identities_beginning on identities (value text_pattern_ops)',
    // The same order whatever language the server was built with; who has no name comes last.
    `create index contacts_by_name on contacts
      ((display_name = ''), (lower(display_name) collate "C"), contact_id) where joined_into is null`,
    `create index contacts_created on contacts (created_at_ms desc, contact_id desc) where joined_into is null`,
    `create index contacts_level on contacts (level) where joined_into is null and level <> ''`,
  ]);
