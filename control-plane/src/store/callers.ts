import { sql } from 'kysely';
import { profileOfRoot } from './heads.ts';
import type { Sql } from './store.ts';

/** What the store knows of a customer who calls. */
export interface KnownCaller {
  /** What any of the person's joined contacts knows, the first of them first; '' and 0 = unknown. */
  readonly level: string;
  readonly value: number;
  readonly language: string;
  /** Of the conversation that their words go to: since when they are blocked there, 0 = not. */
  readonly blockedAtMs: number;
  /** Its agent, or the one before; empty = none. */
  readonly agentId: string;
}

/** Conversations that one goes on in, one after the other; as many as a customer's own are followed. */
const MAX_STEPS = 16;

/**
 * Who calls, by their contact and their own conversation, in one statement: a call waits for it. The
 * conversation is followed to where it goes on, as long as that is the same person's. Undefined = neither is there.
 */
export async function callerOf(
  store: Sql,
  { contactId, conversationId }: { readonly contactId: string; readonly conversationId: string },
): Promise<KnownCaller | undefined> {
  const { rows } = await sql<KnownCaller>`
    with recursive path as (
      select one.continued_in, one.blocked_at_ms, one.agent_id, one.previous_agent_id, own.root_id, 1 as step
      from conversations as one join contacts as own on own.contact_id = one.contact_id
      where one.conversation_id = ${conversationId}
      union all
      select one.continued_in, one.blocked_at_ms, one.agent_id, one.previous_agent_id, own.root_id, path.step + 1
      from path join conversations as one on one.conversation_id = path.continued_in
      join contacts as own on own.contact_id = one.contact_id and own.root_id = path.root_id
      where path.step < ${MAX_STEPS}
    )
    select ${profileOfRoot.level} as level, ${profileOfRoot.value} as value, ${profileOfRoot.language} as language,
      coalesce(last.blocked_at_ms, 0) as blocked_at_ms,
      coalesce(nullif(last.agent_id, ''), last.previous_agent_id, '') as agent_id
    from (select 1) as asked
    left join contacts as own on own.contact_id = ${contactId}
    left join contacts as root on root.contact_id = own.root_id
    left join (select * from path order by step desc limit 1) as last on true
    where own.contact_id is not null or last.step is not null`.execute(store);
  return rows[0];
}
