import type { Sql } from './store.ts';
import type { Draft } from './tables.ts';

/** Keeps what an agent has written and not sent; an empty text forgets it. */
export async function putDraft(store: Sql, draft: Draft): Promise<void> {
  const { agentId, conversationId, text, note, atMs } = draft;
  if (text === '') {
    await store
      .deleteFrom('drafts')
      .where('agentId', '=', agentId)
      .where('conversationId', '=', conversationId)
      .execute();
    return;
  }
  await store
    .insertInto('drafts')
    .values(draft)
    .onConflict((conflict) =>
      conflict
        .columns(['agentId', 'conversationId'])
        .doUpdateSet({ text, note, atMs })
        // A desk that was away must not bring an older text back.
        .where('drafts.atMs', '<=', atMs),
    )
    .execute();
}

/** An agent's drafts, last written first: at most 200. */
export function draftsOf(store: Sql, agentId: string): Promise<Draft[]> {
  return store
    .selectFrom('drafts')
    .selectAll()
    .where('agentId', '=', agentId)
    .orderBy('atMs', 'desc')
    .limit(200)
    .execute();
}
