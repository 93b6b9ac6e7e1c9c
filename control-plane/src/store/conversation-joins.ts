import type { Conversation } from '@weft/proto';
import { sql } from 'kysely';
import { selectHeads, toHead } from './heads.ts';
import { lockRoots } from './joins.ts';
import type { Sql } from './store.ts';
import { type ConversationJoin, json } from './tables.ts';

/** A join of contacts, or the taking back of one, whose conversations nobody has looked at since. */
export interface UnsettledJoin {
  readonly joinId: string;
  readonly contactId: string;
  readonly intoId: string;
  readonly undoneAtMs: number;
}

/** At most `limit` of them. */
export function unsettledJoins(store: Sql, limit: number): Promise<UnsettledJoin[]> {
  return store
    .selectFrom('contactJoins')
    .select(['joinId', 'contactId', 'intoId', 'undoneAtMs'])
    .where('unsettled', '=', true)
    .orderBy('joinId')
    .limit(limit)
    .execute();
}

/** Their conversations were looked at. One that was taken back meanwhile stays to be looked at. */
export async function settleJoins(store: Sql, joins: readonly UnsettledJoin[]): Promise<void> {
  const looked = json(joins.map(({ joinId, undoneAtMs }) => ({ join_id: joinId, undone_at_ms: undoneAtMs })));
  await sql`
    update contact_joins set unsettled = false
    from jsonb_to_recordset(${looked}::jsonb) as looked(join_id text, undone_at_ms bigint)
    where contact_joins.join_id = looked.join_id
      and contact_joins.undone_at_ms = looked.undone_at_ms`.execute(store);
}

/** Is open, and nobody has decided that it goes on elsewhere. */
const ON_ITS_OWN = sql<boolean>`conversations.state <> 'closed' and not exists (
  select from conversation_joins as standing
  where standing.conversation_id = conversations.conversation_id and standing.state <> 'parted')`;

/** Persons with several conversations open, by their roots: of all, or only of those whom these contacts are part of. */
export async function personsWithSeveral(
  store: Sql,
  contactIds: readonly string[] | 'all',
  limit: number,
): Promise<string[]> {
  const rows = await store
    .selectFrom('conversations')
    .innerJoin('contacts as own', 'own.contactId', 'conversations.contactId')
    .select('own.rootId')
    .where(ON_ITS_OWN)
    .$if(contactIds !== 'all', (query) =>
      query.where(
        sql<boolean>`own.root_id in (
          select asked.root_id from contacts as asked where asked.contact_id = any(${contactIds}::text[]))`,
      ),
    )
    .groupBy('own.rootId')
    .having(({ eb, fn }) => eb(fn.countAll(), '>', 1))
    .limit(limit)
    .execute();
  return rows.map(({ rootId }) => rootId);
}

/** A person's conversations that are open, locked against other joins and decisions until the transaction ends. */
export async function openOfPerson(store: Sql, rootId: string): Promise<Conversation[]> {
  await lockRoots(store, [rootId]);
  const rows = await selectHeads(store).where('own.rootId', '=', rootId).where(ON_ITS_OWN).execute();
  return rows.map(toHead);
}

/** Decides that a conversation goes on in another: it is still to be told. */
export async function putConversationJoin(
  store: Sql,
  join: Pick<ConversationJoin, 'joinId' | 'conversationId' | 'intoId' | 'atMs'>,
): Promise<void> {
  const { joinId, conversationId, intoId } = join;
  // Its matter is what came since it was last opened.
  await sql`
    insert into conversation_joins (join_id, conversation_id, into_id, since_ms, messages, at_ms, state)
    select ${joinId}, conversation_id, ${intoId}, coalesce(begun.at_ms, opened_at_ms),
      (select count(*) from items where items.conversation_id = conversations.conversation_id
        and seq > coalesce(begun.seq, 0) and not note and not deleted
        and body ->> 'case' in ('text', 'attachment', 'choices')),
      ${Math.round(join.atMs)}, 'joining'
    from conversations
    left join lateral (
      select seq, at_ms from items where items.conversation_id = conversations.conversation_id
        and author_kind = 'system' and body ->> 'case' = 'event' and body -> 'value' ->> 'kind' = 'reopened'
      order by seq desc limit 1
    ) as begun on true
    where conversation_id = ${conversationId}`.execute(store);
}

/** Decides that conversations which are no longer of one person go on by themselves: those that have to do with these contacts. */
export async function partConversations(store: Sql, contactIds: readonly string[]): Promise<void> {
  await sql`
    update conversation_joins set state = 'parting'
    from conversations as own, contacts as owner, conversations as other, contacts as holder
    where own.conversation_id = conversation_joins.conversation_id and owner.contact_id = own.contact_id
      and other.conversation_id = conversation_joins.into_id and holder.contact_id = other.contact_id
      and conversation_joins.state in ('joining', 'joined') and owner.root_id <> holder.root_id
      and exists (select from contacts as asked where asked.contact_id = any(${contactIds}::text[])
        and asked.root_id in (owner.root_id, holder.root_id))`.execute(store);
}

/** Decisions that their conversations have not heard of, oldest first: at most `limit`. */
export function untoldJoins(store: Sql, limit: number): Promise<ConversationJoin[]> {
  return store
    .selectFrom('conversationJoins')
    .selectAll()
    .where('state', 'in', ['joining', 'parting'])
    .orderBy('atMs')
    .orderBy('joinId')
    .limit(limit)
    .execute();
}

/** The conversation is sure to hear of it. One that is decided otherwise by now stays to be told. */
export async function joinTold(store: Sql, { joinId, state }: ConversationJoin): Promise<void> {
  await store
    .updateTable('conversationJoins')
    .set({ state: state === 'parting' ? 'parted' : 'joined' })
    .where('joinId', '=', joinId)
    .where('state', '=', state)
    .execute();
}
