import { sql } from 'kysely';
import { followedBy } from './narrowing.ts';
import type { Sql } from './store.ts';

/** The agents who follow any conversation, whether it is over or not. */
export async function followersOfAll(store: Sql): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly agentId: string }>`
    select distinct follower ->> 'agentId' as agent_id
    from conversations, jsonb_array_elements(followers) as follower
    where followers <> '[]'::jsonb`.execute(store);
  return rows.map(({ agentId }) => agentId);
}

/** What an agent follows, whether it is over or not, by id: at most `limit`, after an id. */
export async function conversationsFollowed(
  store: Sql,
  wanted: { readonly agentId: string; readonly afterId: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('conversations')
    .select('conversationId')
    .where(followedBy(wanted.agentId))
    .where('conversationId', '>', wanted.afterId)
    .orderBy('conversationId')
    .limit(wanted.limit)
    .execute();
  return rows.map(({ conversationId }) => conversationId);
}
