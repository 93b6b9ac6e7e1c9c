import { sql } from 'kysely';
import type { Sql } from './store.ts';

/** Conversations that are looked at: those that changed last. */
const LATELY = 2_000;

/** What conversations are tagged with lately, most often first. */
export async function tagsInUse(store: Sql, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly tag: string }>`
    select tag from (
      select tags from conversations where tags <> '{}' order by changed_at_ms desc limit ${LATELY}
    ) as lately, unnest(lately.tags) as tag
    group by tag order by count(*) desc, tag limit ${limit}`.execute(store);
  return rows.map(({ tag }) => tag);
}
