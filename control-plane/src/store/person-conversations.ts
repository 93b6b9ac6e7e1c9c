import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { json } from './tables.ts';

/**
 * The conversations that persons' words go to, each person named by their
 * contacts: the newest that is open, else the newest; undefined = there is none.
 * What goes on in another is not theirs any more.
 */
export async function conversationsOfPersons(
  store: Sql,
  persons: readonly (readonly string[])[],
): Promise<readonly (string | undefined)[]> {
  if (persons.length === 0) return [];
  const asked = json(
    persons.flatMap((contactIds, person) =>
      contactIds.map((contactId) => ({ person, contact_id: contactId })),
    ),
  );
  const { rows } = await sql<{ readonly person: number; readonly conversationId: string }>`
    select distinct on (asked.person) asked.person, conversation_id
    from jsonb_to_recordset(${asked}::jsonb) as asked(person integer, contact_id text)
    join conversations using (contact_id)
    where continued_in = ''
    order by asked.person, state = 'closed', changed_at_ms desc`.execute(store);
  const found = new Map(rows.map(({ person, conversationId }) => [person, conversationId]));
  return persons.map((_, person) => found.get(person));
}

/** The conversation of what is answered, by the ids that channels gave it, or the one in which that goes on; only one of the same person. */
export async function conversationOfReply(
  store: Sql,
  accountId: string,
  replyIds: readonly string[],
  contactIds: readonly string[],
): Promise<string | undefined> {
  if (replyIds.length === 0) return undefined;
  const found = await store
    .selectFrom('conversations')
    .select(['conversationId', 'continuedIn'])
    .where('contactId', 'in', contactIds)
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('carrierMessages')
            .select('carrierId')
            .whereRef('carrierMessages.conversationId', '=', 'conversations.conversationId')
            .where('carrierMessages.accountId', '=', accountId)
            .where('carrierId', 'in', replyIds),
        ),
        exists(
          selectFrom('inboundSources')
            .select('sourceId')
            .whereRef('inboundSources.conversationId', '=', 'conversations.conversationId')
            .where('inboundSources.accountId', '=', accountId)
            .where('sourceId', 'in', replyIds),
        ),
      ]),
    )
    .orderBy('changedAtMs', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found === undefined ? undefined : found.continuedIn || found.conversationId;
}
