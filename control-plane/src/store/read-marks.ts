import type { Sql } from './store.ts';

/** How far an agent has read a conversation; never back. */
export async function markRead(
  store: Sql,
  mark: { readonly agentId: string; readonly conversationId: string; readonly seq: number },
): Promise<void> {
  await store
    .insertInto('readMarks')
    .values(mark)
    .onConflict((conflict) =>
      conflict
        .columns(['agentId', 'conversationId'])
        .doUpdateSet({ seq: mark.seq })
        .where('readMarks.seq', '<', mark.seq),
    )
    .execute();
}

/** How far this agent has read each of these conversations; missing = nothing. */
export async function readMarks(
  store: Sql,
  agentId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await store
    .selectFrom('readMarks')
    .select(['conversationId', 'seq'])
    .where('agentId', '=', agentId)
    .where('conversationId', 'in', conversationIds)
    .execute();
  return new Map(rows.map(({ conversationId, seq }) => [conversationId, seq]));
}
