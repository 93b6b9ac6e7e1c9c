import { fitTogether, WeftError } from '@weft/proto';
import { sql } from 'kysely';
import { personOf } from './contacts.ts';
import { lockRoots } from './joins.ts';
import type { Sql } from './store.ts';
import { type Contact, json } from './tables.ts';

/** Conversations of one person that are told of what became of the person. */
const MAX_TOLD = 50;

/** What a person's contacts say together: of each field what the first says that says anything, the root before all others. */
export const fieldsOfPerson = (
  contacts: readonly Pick<Contact, 'fields'>[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries<string>(Object.assign({}, ...contacts.toReversed().map(({ fields }) => fields))).filter(
      ([, value]) => value !== '',
    ),
  );

/** A value that somebody wants to be so. */
export interface WantedValue {
  readonly key: string;
  /** Empty = nothing any more. */
  readonly value: string;
  /** What it said as they saw it. */
  readonly seen: string;
}

/**
 * Keeps a value at the person's root. False when it is so already. Throws CONFLICT when it is another one than was
 * seen, NOT_AVAILABLE when too much is said, RECORD_NOT_FOUND.
 */
export async function setContactField(
  store: Sql,
  contactId: string,
  { key, value, seen }: WantedValue,
  atMs: number,
): Promise<boolean> {
  // Two who are at the same person by different contacts meet here.
  const parts = (await personOf(store, contactId))?.contacts ?? [];
  if (parts.length > 0)
    await lockRoots(
      store,
      parts.map((one) => one.contactId),
    );
  const person = await personOf(store, contactId);
  if (person === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such contact');
  const said = fieldsOfPerson(person.contacts);
  const now = said[key] ?? '';
  if (now === value) return false;
  if (now !== seen) throw new WeftError('CONFLICT', 'somebody else set the field first');
  const together = Object.entries({ ...said, [key]: value }).map((one) => ({ key: one[0], value: one[1] }));
  if (!fitTogether(together)) throw new WeftError('NOT_AVAILABLE', 'the fields say too much together');
  await store
    .updateTable('contacts')
    .set({ fields: sql<string>`fields || ${json({ [key]: value })}::jsonb`, changedAtMs: atMs })
    .where('contactId', '=', person.rootId)
    .execute();
  return true;
}

/** The conversations of a person that show what is known of them, newest change first. */
export async function conversationsOfPerson(store: Sql, contactId: string): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('conversations')
    .innerJoin('contacts as own', 'own.contactId', 'conversations.contactId')
    .innerJoin('contacts as asked', 'asked.rootId', 'own.rootId')
    .select('conversations.conversationId')
    .where('asked.contactId', '=', contactId)
    .where('conversations.continuedIn', '=', '')
    .orderBy('conversations.changedAtMs', 'desc')
    .limit(MAX_TOLD)
    .execute();
  return rows.map(({ conversationId }) => conversationId);
}
