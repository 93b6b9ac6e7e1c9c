import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { Watcher } from './tables.ts';

/** A session hears of a conversation from now on; of more than `most` the oldest hear no more. */
export async function watch(store: Sql, watcher: Omit<Watcher, 'focused'>, most: number): Promise<void> {
  const { sinceMs, displayName, conversationId } = watcher;
  await store
    .insertInto('watchers')
    .values({ ...watcher, focused: false })
    .onConflict((conflict) =>
      conflict.columns(['sessionId', 'conversationId']).doUpdateSet({ sinceMs, displayName }),
    )
    .execute();
  await store
    .deleteFrom('watchers')
    .where('conversationId', '=', conversationId)
    .where('sessionId', 'in', ({ selectFrom }) =>
      selectFrom('watchers')
        .select('sessionId')
        .where('conversationId', '=', conversationId)
        .orderBy('sinceMs', 'desc')
        .offset(most),
    )
    .execute();
}

/** Who watches these conversations. */
export function watchersOf(store: Sql, conversationIds: readonly string[]): Promise<Watcher[]> {
  if (conversationIds.length === 0) return Promise.resolve([]);
  return store
    .selectFrom('watchers')
    .selectAll()
    .where(sql<boolean>`conversation_id = any(${conversationIds}::text[])`)
    .execute();
}

/** The session looks at this conversation (empty = at none) and no longer at those that are given back. */
export async function focusWatcher(store: Sql, watcher: Omit<Watcher, 'focused'>): Promise<string[]> {
  const { sessionId, conversationId, sinceMs, displayName } = watcher;
  const before = await store
    .updateTable('watchers')
    .set({ focused: false })
    .where('sessionId', '=', sessionId)
    .where('focused', '=', true)
    .returning('conversationId')
    .execute();
  if (conversationId !== '') {
    await store
      .insertInto('watchers')
      .values({ ...watcher, focused: true })
      .onConflict((conflict) =>
        conflict
          .columns(['sessionId', 'conversationId'])
          .doUpdateSet({ focused: true, sinceMs, displayName }),
      )
      .execute();
  }
  return before.map((row) => row.conversationId);
}

/** A session has ended: it hears of nothing. The conversations that it looked at are given back. */
export async function unwatchSession(store: Sql, sessionId: string): Promise<string[]> {
  const gone = await store
    .deleteFrom('watchers')
    .where('sessionId', '=', sessionId)
    .returning(['conversationId', 'focused'])
    .execute();
  return gone.filter(({ focused }) => focused).map(({ conversationId }) => conversationId);
}

/** Those that came before a time hear no more. */
export async function unwatchBefore(store: Sql, atMs: number): Promise<void> {
  await store.deleteFrom('watchers').where('sinceMs', '<', Math.round(atMs)).execute();
}
