import { sql } from 'kysely';
import { narrowedTo, shownIn } from './narrowing.ts';
import type { Sql } from './store.ts';
import { json, type SavedFilter } from './tables.ts';

/** Conversations counted for one filter; a list with more says that there are so many. */
export const MOST_COUNTED = 1_000;

/** By name: everybody's first, then an agent's own. */
export function savedFiltersFor(store: Sql, agentId: string): Promise<SavedFilter[]> {
  return store
    .selectFrom('savedFilters')
    .selectAll()
    .where('ownerId', 'in', ['', agentId])
    .orderBy('ownerId')
    .orderBy('name')
    .execute();
}

/** By id; undefined when there is none. */
export const savedFilterOf = (store: Sql, filterId: string): Promise<SavedFilter | undefined> =>
  store.selectFrom('savedFilters').selectAll().where('filterId', '=', filterId).executeTakeFirst();

/** How many this owner has (empty = everybody's). */
export async function savedBy(store: Sql, ownerId: string): Promise<number> {
  const { rows } = await sql<{ readonly saved: number }>`
    select count(*)::integer as saved from saved_filters where owner_id = ${ownerId}`.execute(store);
  return rows[0]?.saved ?? 0;
}

/** Throws CONFLICT when the owner has one of this name. */
export async function addSavedFilter(store: Sql, saved: SavedFilter): Promise<void> {
  await store
    .insertInto('savedFilters')
    .values({ ...saved, filter: json(saved.filter) })
    .execute();
}

/** Throws CONFLICT when the owner has another one of this name. */
export async function renameSavedFilter(
  store: Sql,
  { filterId, name, changedBy, changedAtMs }: Omit<SavedFilter, 'ownerId' | 'view' | 'filter'>,
): Promise<void> {
  await store
    .updateTable('savedFilters')
    .set({ name, changedBy, changedAtMs })
    .where('filterId', '=', filterId)
    .execute();
}

export async function removeSavedFilter(store: Sql, filterId: string): Promise<void> {
  await store.deleteFrom('savedFilters').where('filterId', '=', filterId).execute();
}

/** How many conversations each has for this agent, in their order, at most MOST_COUNTED: one statement for all. */
export async function countsOf(
  store: Sql,
  agentId: string,
  saved: readonly Pick<SavedFilter, 'view' | 'filter'>[],
): Promise<readonly number[]> {
  if (saved.length === 0) return [];
  const counts = saved.map(({ view, filter }) => {
    const all = [shownIn(view, agentId), ...narrowedTo(filter)];
    return sql`(select count(*)::integer from (
      select from conversations where ${sql.join(all, sql` and `)} limit ${MOST_COUNTED}) as found)`;
  });
  const { rows } = await sql<{ readonly counts: readonly number[] }>`
    select array[${sql.join(counts)}] as counts`.execute(store);
  return rows[0]?.counts ?? saved.map(() => 0);
}
