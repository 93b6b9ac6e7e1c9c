import type { Conversation, ConversationCounts } from '@weft/proto';
import { sql } from 'kysely';
import { selectHeads, toHead } from './heads.ts';
import type { Sql } from './store.ts';

/** Nobody's, with a customer who waits for an answer: by priority, then oldest first; those after one, if it is named. */
export async function waitingHeads(
  store: Sql,
  limit: number,
  after?: Pick<Conversation, 'priority' | 'waitingSinceMs' | 'conversationId'>,
): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '=', 'waiting')
    .where('conversations.waitingSinceMs', '>', 0)
    // A live call finds its own agent, who then has the conversation too.
    .where('conversations.callId', '=', '')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(-conversations.priority, conversations.waiting_since_ms, conversations.conversation_id)
          > (${-(after?.priority ?? 0)}::integer, ${Math.round(after?.waitingSinceMs ?? 0)}::bigint, ${after?.conversationId ?? ''})`,
      ),
    )
    .orderBy('conversations.priority', 'desc')
    .orderBy('conversations.waitingSinceMs')
    .orderBy('conversations.conversationId')
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

/** Of a queue of the rules, somebody's, without a call and with nobody who waits, in which nothing happened since a time: those first that stood still for longest. */
export async function idleHeads(
  store: Sql,
  queueId: string,
  beforeMs: number,
  limit: number,
): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '=', 'assigned')
    .where('conversations.routedQueueId', '=', queueId)
    .where('conversations.waitingSinceMs', '=', 0)
    .where('conversations.callId', '=', '')
    .where('conversations.changedAtMs', '<', Math.round(beforeMs))
    .orderBy('conversations.changedAtMs')
    .limit(limit)
    .execute();
  return rows.map(toHead);
}

/** Set aside until a time that has come, the longest overdue first. */
export async function overNaps(store: Sql, nowMs: number, limit: number): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '=', 'snoozed')
    .where('conversations.snoozedUntilMs', '>', 0)
    .where('conversations.snoozedUntilMs', '<=', Math.round(nowMs))
    .orderBy('conversations.snoozedUntilMs')
    .limit(limit)
    .execute();
  return rows.map(toHead);
}

/** How many conversations each agent has open, without those that are set aside; missing = none. */
export async function openCounts(store: Sql): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly agentId: string; readonly open: number }>`
    select agent_id, count(*)::integer as open from conversations
    where state = 'assigned' group by agent_id`.execute(store);
  return new Map(rows.map(({ agentId, open }) => [agentId, open]));
}

/** How many each view has, for every agent. */
export interface Tallies {
  readonly mine: ReadonlyMap<string, number>;
  readonly mentions: ReadonlyMap<string, number>;
  readonly snoozed: ReadonlyMap<string, number>;
  readonly followed: ReadonlyMap<string, number>;
  readonly unassigned: number;
  readonly all: number;
}

/** All of them in one statement, as of one moment. */
export async function tallies(store: Sql): Promise<Tallies> {
  const { rows } = await sql<{
    readonly view: 'all' | 'unassigned' | 'mine' | 'mentions' | 'snoozed' | 'followed';
    readonly agentId: string;
    readonly number: number;
  }>`
    select 'all' as view, '' as agent_id, count(*)::integer as number
    from conversations where state <> 'closed'
    union all select 'unassigned', '', count(*)::integer from conversations where state = 'waiting'
    union all select 'mine', agent_id, count(*)::integer
    from conversations where state = 'assigned' group by agent_id
    union all select 'snoozed', agent_id, count(*)::integer
    from conversations where state = 'snoozed' group by agent_id
    union all select 'mentions', agent_id, count(distinct conversation_id)::integer
    from mentions where seen_at_ms = 0 group by agent_id
    union all select 'followed', follower ->> 'agentId', count(*)::integer
    from conversations, jsonb_array_elements(followers) as follower
    where state <> 'closed' and followers <> '[]'::jsonb group by follower ->> 'agentId'`.execute(store);
  const of = (view: string): ReadonlyMap<string, number> =>
    new Map(rows.filter((row) => row.view === view).map(({ agentId, number }) => [agentId, number]));
  return {
    ...{ mine: of('mine'), mentions: of('mentions'), snoozed: of('snoozed'), followed: of('followed') },
    ...{ unassigned: of('unassigned').get('') ?? 0, all: of('all').get('') ?? 0 },
  };
}

/** Those of one agent. */
export const countsFor = (
  { mine, mentions, snoozed, followed, unassigned, all }: Tallies,
  agentId: string,
): ConversationCounts => ({
  ...{ mine: mine.get(agentId) ?? 0, mentions: mentions.get(agentId) ?? 0, unassigned, all },
  ...{ snoozed: snoozed.get(agentId) ?? 0, followed: followed.get(agentId) ?? 0 },
});

/** Conversations whose customers wait for longer than was promised them. */
export async function overdueCount(store: Sql, nowMs: number): Promise<number> {
  const { count } = await store
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dueAtMs', '>', 0)
    .where('dueAtMs', '<', Math.round(nowMs))
    // While a conversation is set aside, only the first answer is still due.
    .where(({ or, eb }) => or([eb('state', '<>', 'snoozed'), eb('answeredAtMs', '=', 0)]))
    .executeTakeFirstOrThrow();
  return count;
}
