import type { Sql } from './store.ts';

/** The agent has looked at the conversation up to this item; false = no mention was unseen. */
export async function seeMentions(
  store: Sql,
  seen: {
    readonly agentId: string;
    readonly conversationId: string;
    readonly upToSeq: number;
    readonly atMs: number;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable('mentions')
    .set({ seenAtMs: seen.atMs })
    .where('agentId', '=', seen.agentId)
    .where('conversationId', '=', seen.conversationId)
    .where('seq', '<=', seen.upToSeq)
    .where('seenAtMs', '=', 0)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
