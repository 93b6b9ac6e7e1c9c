import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { EventKind } from './webhook-tables.ts';

/** The event that a new row of items is to endpoints, of an item's columns; null = none. */
export const EVENT_OF_ITEM = sql.raw(`case
  when note then null
  when author_kind = 'system' then case body -> 'value' ->> 'kind'
    when 'assigned' then 'conversation.assigned'
    when 'transferred' then 'conversation.assigned'
    when 'closed' then 'conversation.resolved'
    when 'reopened' then 'conversation.reopened'
    when 'rated' then 'rating.given' end
  when body ->> 'case' in ('text', 'attachment', 'choices') then 'message.created' end`);

/**
 * The part of a step's statement that writes its events down, for each endpoint that wants them: of heads and items
 * that were not there before the statement, which sees the tables as they were. Nothing is looked at while there is no endpoint.
 */
export const insertStepEvents = sql.raw(`
  insert into webhook_deliveries (endpoint_id, event_id, kind, subject_id, seq, at_ms, due_at_ms)
  select endpoint.endpoint_id, happened.conversation_id || '_' || happened.seq, happened.event,
    happened.conversation_id, happened.seq, happened.at_ms, happened.at_ms
  from (
    select conversation_id, 0 as seq, opened_at_ms as at_ms, 'conversation.created' as event from known_heads
    where not exists (
      select from conversations as before where before.conversation_id = known_heads.conversation_id)
    union all
    select conversation_id, seq, at_ms, event from known_items
    where event is not null and not exists (
      select from items as before
      where before.conversation_id = known_items.conversation_id and before.seq = known_items.seq)
  ) as happened
  join webhook_endpoints as endpoint on endpoint.active and happened.event = any(endpoint.kinds)
  where exists (select from webhook_endpoints where active)
  order by happened.conversation_id, happened.seq
  on conflict do nothing`);

/** Writes an event down for each endpoint that wants it, in the transaction that makes it. */
export async function noteEvent(
  store: Sql,
  event: {
    readonly kind: EventKind;
    readonly subjectId: string;
    readonly seq: number;
    readonly atMs: number;
  },
): Promise<void> {
  const { kind, subjectId, seq } = event;
  const atMs = Math.round(event.atMs);
  await sql`
    insert into webhook_deliveries (endpoint_id, event_id, kind, subject_id, seq, at_ms, due_at_ms)
    select endpoint_id, ${`${subjectId}_${seq}`}, ${kind}::text, ${subjectId}, ${seq}::integer, ${atMs}::bigint, ${atMs}::bigint
    from webhook_endpoints where active and ${kind}::text = any(kinds)
    on conflict do nothing`.execute(store);
}
