import type { Kysely } from 'kysely';
import { run } from './statements.ts';

export const up = (database: Kysely<unknown>): Promise<void> =>
  run(database, [
    // Who stops messages does so at one account and means the company.
    'create index channel_contacts_out on channel_contacts (kind, value) where opted_out_at_ms is not null',
  ]);
