import { sql } from 'kysely';
import { dropDraftsAbout } from './drafts.ts';
import type { Sql } from './store.ts';

/** What a contact wrote until then is to go. */
export interface Erasure {
  readonly contactId: string;
  readonly atMs: number;
}

/** Remembers that what a contact wrote until then is to be erased; what agents had begun to answer goes at once. */
export async function putErasure(store: Sql, erasure: Erasure): Promise<void> {
  const { contactId, atMs } = erasure;
  await store
    .insertInto('erasures')
    .values({ contactId, atMs: Math.round(atMs) })
    .onConflict((conflict) => conflict.column('contactId').doUpdateSet({ atMs: Math.round(atMs) }))
    .execute();
  await dropDraftsAbout(store, contactId);
}

/** After a contact, in order. */
export function erasuresToDo(store: Sql, afterId: string, limit: number): Promise<Erasure[]> {
  return store
    .selectFrom('erasures')
    .selectAll()
    .where('contactId', '>', afterId)
    .orderBy('contactId')
    .limit(limit)
    .execute();
}

/** It is done, unless there is more to erase by now. */
export async function dropErasure(store: Sql, { contactId, atMs }: Erasure): Promise<void> {
  await store.deleteFrom('erasures').where('contactId', '=', contactId).where('atMs', '=', atMs).execute();
}

/**
 * Items that a contact wrote until then and that are not erased yet, with the
 * notes that quote them: in the conversations of the person that they are part
 * of. And what was said in words when the contact's own were rated.
 */
export async function itemsToErase(
  store: Sql,
  { contactId, atMs }: Erasure,
  limit: number,
): Promise<{ readonly conversationId: string; readonly seq: number }[]> {
  const { rows } = await sql<{ conversationId: string; seq: number }>`
    with theirs as (
      select conversation_id from conversations where contact_id in (
        select one.contact_id from contacts as one join contacts as asked on asked.root_id = one.root_id
        where asked.contact_id = ${contactId})),
    written as (
      select conversation_id, seq from items join theirs using (conversation_id)
      where author_kind = 'customer' and author_id = ${contactId} and at_ms <= ${atMs})
    select items.conversation_id, items.seq from items join theirs using (conversation_id)
    where not items.deleted and (
      (items.conversation_id, items.seq) in (select conversation_id, seq from written)
      or (items.note and items.body ->> 'case' = 'guess'
        and (items.conversation_id, (items.body -> 'value' ->> 'askedSeq')::integer)
          in (select conversation_id, seq from written))
      or (author_kind = 'system' and body -> 'value' ->> 'kind' = 'rated'
        and coalesce(body -> 'value' ->> 'detail', '') <> '' and at_ms <= ${atMs}
        and items.conversation_id in (select conversation_id from conversations where contact_id = ${contactId})))
    order by items.conversation_id, items.seq limit ${limit}`.execute(store);
  return rows;
}
