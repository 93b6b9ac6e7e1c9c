import type { Channel } from '@weft/proto';
import { sql } from 'kysely';
import type { Sql } from './store.ts';

/** How a conversation was closed: one matter from its opening, or from the closing before, until now. */
export interface Closing {
  readonly conversationId: string;
  /** Of the item that tells of it. */
  readonly toSeq: number;
  readonly channel: Channel;
  readonly queueId: string;
  /** Empty = nobody had it. */
  readonly agentId: string;
  readonly agentName: string;
  readonly disposition: string;
  /** When an agent answered first; 0 = nobody had to, or did. */
  readonly answeredAtMs: number;
  readonly closedAtMs: number;
}

/** Keeps that a matter is over, with what was said in it. The same closing again changes nothing. */
export async function putMatter(store: Sql, closing: Closing): Promise<void> {
  const { conversationId, toSeq, channel, queueId, agentId, agentName, disposition } = closing;
  const [answeredAtMs, closedAtMs] = [Math.round(closing.answeredAtMs), Math.round(closing.closedAtMs)];
  await sql`
    insert into matters
    select ${conversationId}, before.to_seq + 1, ${toSeq}, ${channel}, ${queueId}, ${agentId}, ${agentName},
      ${disposition},
      -- What is noted or rated after a closing is not what begins the next matter.
      coalesce(min(at_ms) filter (where not note and (author_kind <> 'system' or body ->> 'case' = 'call')),
        ${closedAtMs}), ${answeredAtMs}, ${closedAtMs},
      count(*) filter (where author_kind = 'customer' and body ->> 'case' in ('text', 'attachment')),
      count(*) filter (where author_kind in ('agent', 'bot') and not note
        and body ->> 'case' in ('text', 'attachment')),
      count(*) filter (where body ->> 'case' = 'call'
        and coalesce((body -> 'value' ->> 'answeredAtMs')::float8, 0) > 0),
      count(*) filter (where body ->> 'case' = 'call'
        and coalesce((body -> 'value' ->> 'answeredAtMs')::float8, 0) = 0)
    from (
      select coalesce(max(to_seq), 0) as to_seq from matters
      where conversation_id = ${conversationId} and to_seq < ${toSeq}
    ) as before
    left join items on items.conversation_id = ${conversationId}
      and items.seq > before.to_seq and items.seq <= ${toSeq}
    group by before.to_seq
    on conflict do nothing`.execute(store);
}

/** A span of time, in milliseconds since the Unix epoch: its start is part of it, its end is not. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Times and numbers of some matters that are over. */
export interface Figures {
  readonly closed: number;
  /** Of those: an agent had to answer, and did. */
  readonly answered: number;
  /** From the first word to an agent's first answer, as the clock goes; 0 = none was answered. */
  readonly answerP50Ms: number;
  readonly answerP90Ms: number;
  /** From the first word to the closing. */
  readonly solveP50Ms: number;
  readonly solveP90Ms: number;
  readonly received: number;
  readonly sent: number;
  readonly calls: number;
  readonly missedCalls: number;
  readonly ratings: number;
  /** Mean of 1 to 5; 0 = none rated. */
  readonly rating: number;
}

/** What the matters that a row is about have in common. */
export type Grouping = 'all' | 'day' | 'channel' | 'agent' | 'queue' | 'disposition';

/** Figures of the matters that have a key in common. */
export interface FiguresRow extends Figures {
  readonly by: Grouping;
  /** A day as "2026-11-29", or an id; empty for all together, and for matters that nobody had. */
  readonly key: string;
  /** An agent's name as it was last; else empty. */
  readonly name: string;
}

/**
 * Figures of what was closed in a time: all together and by day (of the zone),
 * channel, agent, queue and disposition; within each by key. What is open is in none.
 */
export async function figuresOf(
  store: Sql,
  { fromMs, toMs }: Range,
  timeZone: string,
): Promise<FiguresRow[]> {
  const { rows } = await sql<FiguresRow>`
    with closed as (
      select matters.*, ratings.stars,
        to_char(to_timestamp(closed_at_ms / 1000.0) at time zone ${timeZone}, 'YYYY-MM-DD') as day,
        case when answered_at_ms > 0 then greatest(0, answered_at_ms - opened_at_ms) end as answer_ms,
        greatest(0, closed_at_ms - opened_at_ms) as solve_ms
      from matters left join ratings using (conversation_id, to_seq)
      where closed_at_ms >= ${fromMs} and closed_at_ms < ${toMs}
    )
    select case
        when grouping(day) = 0 then 'day' when grouping(channel) = 0 then 'channel'
        when grouping(agent_id) = 0 then 'agent' when grouping(queue_id) = 0 then 'queue'
        when grouping(disposition) = 0 then 'disposition' else 'all' end as by,
      coalesce(day, channel, agent_id, queue_id, disposition, '') as key,
      case when grouping(agent_id) = 0
        then coalesce((array_agg(agent_name order by closed_at_ms desc))[1], '') else '' end as name,
      count(*)::integer as closed, count(answer_ms)::integer as answered,
      coalesce(percentile_disc(0.5) within group (order by answer_ms), 0)::float8 as answer_p50_ms,
      coalesce(percentile_disc(0.9) within group (order by answer_ms), 0)::float8 as answer_p90_ms,
      coalesce(percentile_disc(0.5) within group (order by solve_ms), 0)::float8 as solve_p50_ms,
      coalesce(percentile_disc(0.9) within group (order by solve_ms), 0)::float8 as solve_p90_ms,
      coalesce(sum(received), 0)::integer as received, coalesce(sum(sent), 0)::integer as sent,
      coalesce(sum(calls), 0)::integer as calls, coalesce(sum(missed_calls), 0)::integer as missed_calls,
      count(stars)::integer as ratings, coalesce(avg(stars), 0)::float8 as rating
    from closed
    group by grouping sets ((), (day), (channel), (agent_id), (queue_id), (disposition))
    order by by, key`.execute(store);
  return rows;
}
