import { sql } from 'kysely';
import type { Sql } from './store.ts';

/** How the customer of a conversation is called today. */
export interface CustomerName {
  /** Never empty. */
  readonly name: string;
  /** Only the customer gave it. */
  readonly claimed: boolean;
}

/** Of conversations by id; those that do not exist, or whose customer has no name, are missing. */
export async function customerNames(
  store: Sql,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerName>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await store
    .selectFrom('conversations')
    .innerJoin('contacts as own', 'own.contactId', 'conversations.contactId')
    .innerJoin('contacts as root', 'root.contactId', 'own.rootId')
    .select(['conversations.conversationId', 'root.displayName as name', 'root.nameClaimed as claimed'])
    .where(sql<boolean>`conversation_id = any(${conversationIds}::text[])`)
    .execute();
  return new Map(
    rows
      .filter(({ name }) => name !== '')
      .map(({ conversationId, name, claimed }) => [conversationId, { name, claimed }]),
  );
}
