import type { Sql } from './store.ts';
import type { Watcher } from './tables.ts';

/** A session hears of a conversation (empty id = of its lists) from now on. */
export async function watch(store: Sql, watcher: Watcher): Promise<void> {
  await store
    .insertInto('watchers')
    .values(watcher)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A session has ended: it hears of nothing. */
export async function unwatchSession(store: Sql, sessionId: string): Promise<void> {
  await store.deleteFrom('watchers').where('sessionId', '=', sessionId).execute();
}

/** Everybody who watches what belongs to a partition, for its new owner. */
export function watchersOf(store: Sql, partition: number): Promise<Watcher[]> {
  return store.selectFrom('watchers').selectAll().where('partition', '=', partition).execute();
}
