import { sql } from 'kysely';
import type { Range } from './matters.ts';
import type { Sql } from './store.ts';

/** How customers rated since a time: all, or one agent's. */
export interface RatingSummary {
  /** Empty = everybody's together. */
  readonly agentId: string;
  readonly count: number;
  /** Mean of 1 to 5. */
  readonly average: number;
}

/** The ratings since a time, everybody's first, then by agent. */
export async function ratingsSince(store: Sql, sinceMs: number): Promise<RatingSummary[]> {
  const { rows } = await sql<RatingSummary>`
    select coalesce(agent_id, '') as agent_id, count(*) as count, coalesce(avg(stars), 0)::float8 as average
    from ratings where at_ms >= ${sinceMs}
    group by grouping sets ((), (agent_id))
    having grouping(agent_id) = 1 or agent_id <> ''
    order by grouping(agent_id) desc, agent_id`.execute(store);
  return rows;
}

/** A customer's word on how it was. */
export interface Rating {
  readonly conversationId: string;
  /** 1 to 5. */
  readonly stars: number;
  readonly comment: string;
  /** Whose work is rated; empty = nobody's. */
  readonly agentId: string;
  readonly atMs: number;
  /** It was said after a call, of a matter that was not over yet. */
  readonly early: boolean;
}

/** Where a rating waits for the end of its matter: no closing is told of before the first item. */
const NOT_OVER = 0;

/**
 * Keeps what a customer says of the matter that was closed last, or of the one that is not over yet, in the place of
 * what they said of it before.
 */
export async function putRating(store: Sql, rating: Rating): Promise<void> {
  const { conversationId, stars, comment, agentId, atMs, early } = rating;
  await sql`
    insert into ratings (conversation_id, to_seq, stars, comment, agent_id, at_ms)
    select ${conversationId}, coalesce(max(to_seq) filter (where not ${early}::boolean), ${NOT_OVER}),
      ${stars}, ${comment}, ${agentId}, ${atMs}
    from matters where conversation_id = ${conversationId}
    on conflict (conversation_id, to_seq) do update set stars = excluded.stars, comment = excluded.comment,
      agent_id = excluded.agent_id, at_ms = excluded.at_ms`.execute(store);
}

/** The matter is over that a customer had rated before: what they said is of this closing. */
export async function settleRating(store: Sql, conversationId: string, toSeq: number): Promise<void> {
  await store
    .updateTable('ratings')
    .set({ toSeq })
    .where('conversationId', '=', conversationId)
    .where('toSeq', '=', NOT_OVER)
    .execute();
}

/** Forgets what a customer said when they rated, wherever it is said of this conversation; the stars stay. */
export async function eraseComment(store: Sql, conversationId: string, comment: string): Promise<void> {
  await store
    .updateTable('ratings')
    .set({ comment: '' })
    .where('conversationId', '=', conversationId)
    .where('comment', '=', comment)
    .execute();
}

/** A rating in the list of all. */
export interface ListedRating extends Omit<Rating, 'early'> {
  readonly contactName: string;
  /** As the head has it, or had it when the matter was closed; empty = nobody's. */
  readonly agentName: string;
}

/** Ratings of a time, newest first, before one of them: at most `limit`. `below` leaves out those with as many stars or more. */
export async function listRatings(
  store: Sql,
  question: Range & {
    readonly below: number;
    readonly limit: number;
    readonly before: { readonly atMs: number; readonly conversationId: string } | undefined;
  },
): Promise<ListedRating[]> {
  const { fromMs, toMs, below, limit, before } = question;
  const { rows } = await sql<ListedRating>`
    select ratings.conversation_id, ratings.stars, ratings.comment, ratings.agent_id, ratings.at_ms,
      root.display_name as contact_name, coalesce(matters.agent_name, case ratings.to_seq when ${NOT_OVER} then conversations.agent_name end, '') as agent_name
    from ratings
    join conversations using (conversation_id)
    join contacts as own using (contact_id)
    join contacts as root on root.contact_id = own.root_id
    left join matters on matters.conversation_id = ratings.conversation_id and matters.to_seq = ratings.to_seq
    where ratings.at_ms >= ${fromMs} and ratings.at_ms < ${toMs} and ratings.stars < ${below}
      and (ratings.at_ms, ratings.conversation_id) < (${before?.atMs ?? Number.MAX_SAFE_INTEGER}, ${before?.conversationId ?? ''})
    order by ratings.at_ms desc, ratings.conversation_id desc limit ${limit}`.execute(store);
  return rows;
}
