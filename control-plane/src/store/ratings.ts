import { sql } from 'kysely';
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
