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

/** Sessions have ended: they hear of nothing. The conversations that each looked at are given back, in their order. */
export async function unwatchSessions(
  store: Sql,
  sessionIds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const gone = await store
    .deleteFrom('watchers')
    .where(sql<boolean>`session_id = any(${sessionIds}::text[])`)
    .returning(['sessionId', 'conversationId', 'focused'])
    .execute();
  const focused = Map.groupBy(
    gone.filter((row) => row.focused),
    ({ sessionId }) => sessionId,
  );
  return sessionIds.map((id) => (focused.get(id) ?? []).map(({ conversationId }) => conversationId));
}

/** Those that came before a time hear no more. */
export async function unwatchBefore(store: Sql, atMs: number): Promise<void> {
  await store.deleteFrom('watchers').where('sinceMs', '<', Math.round(atMs)).execute();
}

/** Customers' pages that hear of conversations of these contacts' persons; joins that were taken back may have let them. */
export async function customerWatchersOf(
  store: Sql,
  contactIds: readonly string[],
): Promise<readonly Pick<Watcher, 'sessionId' | 'conversationId' | 'subjectId'>[]> {
  return store
    .selectFrom('watchers')
    .innerJoin('conversations', 'conversations.conversationId', 'watchers.conversationId')
    .innerJoin('contacts', 'contacts.contactId', 'conversations.contactId')
    .select(['watchers.sessionId', 'watchers.conversationId', 'watchers.subjectId'])
    .where('watchers.role', '=', 'customer')
    .where(
      sql<boolean>`contacts.root_id in (
        select asked.root_id from contacts as asked where asked.contact_id = any(${contactIds}::text[]))`,
    )
    .execute();
}

/** The session hears of this conversation no more. */
export async function unwatch(
  store: Sql,
  { sessionId, conversationId }: Pick<Watcher, 'sessionId' | 'conversationId'>,
): Promise<void> {
  await store
    .deleteFrom('watchers')
    .where('sessionId', '=', sessionId)
    .where('conversationId', '=', conversationId)
    .execute();
}
