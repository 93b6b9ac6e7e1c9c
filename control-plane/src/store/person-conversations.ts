import { sql } from 'kysely';
import type { Sql } from './store.ts';

/** The conversation that a person's words go to: the newest that is open, else the newest; undefined = there is none. */
export async function conversationOfPerson(
  store: Sql,
  contactIds: readonly string[],
): Promise<string | undefined> {
  if (contactIds.length === 0) return undefined;
  const found = await store
    .selectFrom('conversations')
    .select('conversationId')
    .where('contactId', 'in', contactIds)
    .orderBy(sql`state = 'closed'`)
    .orderBy('changedAtMs', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.conversationId;
}

/** The conversation of what is answered, by the ids that channels gave it; only one of the same person. */
export async function conversationOfReply(
  store: Sql,
  accountId: string,
  replyIds: readonly string[],
  contactIds: readonly string[],
): Promise<string | undefined> {
  if (replyIds.length === 0) return undefined;
  const found = await store
    .selectFrom('conversations')
    .select('conversationId')
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
  return found?.conversationId;
}
