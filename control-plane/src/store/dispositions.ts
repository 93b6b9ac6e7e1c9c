import type { Sql } from './store.ts';
import type { Disposition } from './tables.ts';

/** What conversations may be closed as, in their order. */
export function dispositions(store: Sql): Promise<Disposition[]> {
  return store.selectFrom('dispositions').selectAll().orderBy('place').orderBy('code').execute();
}

/** Replaces the list. What conversations were closed as before stays with them. */
export async function putDispositions(store: Sql, list: readonly Disposition[]): Promise<void> {
  await store.deleteFrom('dispositions').execute();
  if (list.length > 0) await store.insertInto('dispositions').values(list).execute();
}
