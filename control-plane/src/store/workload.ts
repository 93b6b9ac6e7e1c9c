import type { Conversation, ConversationCounts } from '@weft/proto';
import { sql } from 'kysely';
import { selectHeads, toHead } from './heads.ts';
import type { Sql } from './store.ts';

/** Nobody's, with a customer who waits for an answer: by priority, then oldest first. */
export async function waitingHeads(store: Sql, limit: number): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '=', 'waiting')
    .where('conversations.waitingSinceMs', '>', 0)
    // A live call finds its own agent, who then has the conversation too.
    .where('conversations.callId', '=', '')
    .orderBy('conversations.priority', 'desc')
    .orderBy('conversations.waitingSinceMs')
    .limit(limit)
    .execute();
  return rows.map(toHead);
}

/** Somebody's, but of none of these agents, with a customer who waits for an answer: oldest first. */
export async function unansweredHeads(
  store: Sql,
  exceptAgentIds: readonly string[],
  limit: number,
): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '=', 'assigned')
    .where('conversations.waitingSinceMs', '>', 0)
    .where(sql<boolean>`conversations.agent_id <> all(${exceptAgentIds}::text[])`)
    .orderBy('conversations.waitingSinceMs')
    .limit(limit)
    .execute();
  return rows.map(toHead);
}

/** How many open conversations each agent has; missing = none. */
export async function openCounts(store: Sql): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly agentId: string; readonly open: number }>`
    select agent_id, count(*)::integer as open from conversations
    where state = 'assigned' group by agent_id`.execute(store);
  return new Map(rows.map(({ agentId, open }) => [agentId, open]));
}

/** How many each view has for each of these agents, in one reading. */
export async function countsOf(
  store: Sql,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, ConversationCounts>> {
  const mine = await openCounts(store);
  const { rows: totals } = await sql<{ readonly unassigned: number; readonly all: number }>`
    select count(*) filter (where state = 'waiting')::integer as unassigned, count(*)::integer as all
    from conversations where state <> 'closed'`.execute(store);
  const { rows: named } = await sql<{ readonly agentId: string; readonly mentions: number }>`
    select agent_id, count(distinct conversation_id)::integer as mentions from mentions
    where seen_at_ms = 0 group by agent_id`.execute(store);
  const mentions = new Map(named.map((row) => [row.agentId, row.mentions]));
  const { unassigned = 0, all = 0 } = totals[0] ?? {};
  return new Map(
    agentIds.map((agentId) => [
      agentId,
      { mine: mine.get(agentId) ?? 0, unassigned, all, mentions: mentions.get(agentId) ?? 0 },
    ]),
  );
}

/** Conversations whose customers wait for longer than was promised them. */
export async function overdueCount(store: Sql, nowMs: number): Promise<number> {
  const { count } = await store
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dueAtMs', '>', 0)
    .where('dueAtMs', '<', Math.round(nowMs))
    .executeTakeFirstOrThrow();
  return count;
}
