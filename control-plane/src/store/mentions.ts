import type { Sql } from './store.ts';

/** One agent named in one note. */
export interface Mention {
  readonly agentId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly atMs: number;
}

/** Remembers mentions; those that are there stay as they are. */
export async function putMentions(store: Sql, mentions: readonly Mention[]): Promise<void> {
  if (mentions.length === 0) return;
  await store
    .insertInto('mentions')
    .values(mentions)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

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
