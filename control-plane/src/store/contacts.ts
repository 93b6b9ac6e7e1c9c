import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { type Contact, type Identity, type IdentityKind, json } from './tables.ts';
import { termsOf } from './terms.ts';

/** What identifies somebody, in the form that is compared. */
export interface IdentityKey {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** One person as far as is known: contacts that were joined, with what identifies them. The root comes first. */
export interface Person {
  readonly rootId: string;
  readonly contacts: readonly Contact[];
  readonly identities: readonly Identity[];
}

/**
 * Makes all others wait who have to do with one of these, until the
 * transaction ends: whose an identity is, is decided by one at a time.
 */
export async function lockIdentities(store: Sql, keys: readonly IdentityKey[]): Promise<void> {
  // In one order, so that two never wait for each other.
  const names = [...new Set(keys.map(({ kind, value }) => `${kind}\n${value}`))].sort();
  for (const name of names)
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(store);
}

/** Makes the contact, unless it is there. */
export async function ensureContact(
  store: Sql,
  contactId: string,
  displayName: string,
  atMs: number,
): Promise<void> {
  await store
    .insertInto('contacts')
    .values({
      ...{ contactId, joinedInto: null, rootId: contactId, displayName, level: '', value: 0, language: '' },
      ...{ attributes: '{}', terms: termsOf(displayName), createdAtMs: atMs, changedAtMs: atMs },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What may be known of a contact besides its identities; what is absent stays as it is. */
export interface ProfileChange {
  readonly displayName?: string | undefined;
  /** Only the customer says that they are called so; absent = as it is for a name that stays, and nothing of the kind for another. */
  readonly nameClaimed?: boolean | undefined;
  readonly level?: string | undefined;
  readonly value?: number | undefined;
  readonly language?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Changes a contact where something differs. Says whether anything did. */
export async function changeProfile(
  store: Sql,
  contactId: string,
  change: ProfileChange,
  atMs: number,
): Promise<boolean> {
  const { displayName, nameClaimed, level, value, language, attributes } = change;
  const set = {
    ...(displayName === undefined
      ? {}
      : {
          ...{ displayName, terms: termsOf(displayName) },
          nameClaimed: nameClaimed ?? sql<boolean>`name_claimed and display_name = ${displayName}`,
        }),
    ...(level === undefined ? {} : { level }),
    ...(value === undefined ? {} : { value }),
    ...(language === undefined ? {} : { language }),
    ...(attributes === undefined ? {} : { attributes: json(attributes) }),
  };
  const differs = [
    ...(displayName === undefined ? [] : [sql<boolean>`display_name <> ${displayName}`]),
    ...(displayName === undefined || nameClaimed === undefined
      ? []
      : [sql<boolean>`name_claimed <> ${nameClaimed}`]),
    ...(level === undefined ? [] : [sql<boolean>`level <> ${level}`]),
    ...(value === undefined ? [] : [sql<boolean>`value <> ${value}`]),
    ...(language === undefined ? [] : [sql<boolean>`language <> ${language}`]),
    ...(attributes === undefined ? [] : [sql<boolean>`attributes <> ${json(attributes)}::jsonb`]),
  ];
  if (differs.length === 0) return false;
  const { numUpdatedRows } = await store
    .updateTable('contacts')
    .set({ ...set, changedAtMs: atMs })
    .where('contactId', '=', contactId)
    .where(({ or }) => or(differs))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a contact an identity; a claim that is verified now is so from now on. */
export async function putIdentity(store: Sql, identity: Identity): Promise<void> {
  await store
    .insertInto('identities')
    .values(identity)
    .onConflict((conflict) =>
      conflict
        .columns(['contactId', 'kind', 'value'])
        .doUpdateSet({ verified: true, source: identity.source, sinceMs: identity.sinceMs })
        .where('identities.verified', '=', false)
        .where(sql<boolean>`excluded.verified`),
    )
    .execute();
}

/** Takes an identity from a contact. False when it had none such. */
export async function removeIdentity(
  store: Sql,
  contactId: string,
  { kind, value }: IdentityKey,
): Promise<boolean> {
  const { numDeletedRows } = await store
    .deleteFrom('identities')
    .where('contactId', '=', contactId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Everybody who has one of these, verified or not. */
export async function holdersOf(store: Sql, keys: readonly IdentityKey[]): Promise<Identity[]> {
  if (keys.length === 0) return [];
  return store
    .selectFrom('identities')
    .selectAll()
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('kind', 'value'),
        'in',
        keys.map(({ kind, value }) => tuple(kind, value)),
      ),
    )
    .orderBy('sinceMs')
    .orderBy('contactId')
    .limit(200)
    .execute();
}

/** The persons whom these contacts are part of, by their roots' ids. */
export async function personsOf(
  store: Sql,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (contactIds.length === 0) return new Map();
  const contacts = await store
    .selectFrom('contacts')
    .selectAll()
    .where(partOf(contactIds))
    .orderBy(sql`joined_into is not null`)
    .orderBy('createdAtMs')
    .orderBy('contactId')
    .execute();
  if (contacts.length === 0) return new Map();
  const identities = await store
    .selectFrom('identities')
    .selectAll()
    .where(sql<boolean>`contact_id = any(${contacts.map(({ contactId }) => contactId)}::text[])`)
    .orderBy('sinceMs')
    .orderBy('kind')
    .orderBy('value')
    .execute();
  const rootOf = new Map(contacts.map(({ contactId, rootId }) => [contactId, rootId]));
  const persons = new Map<string, { rootId: string; contacts: Contact[]; identities: Identity[] }>();
  for (const contact of contacts) {
    const person = persons.get(contact.rootId) ?? { rootId: contact.rootId, contacts: [], identities: [] };
    persons.set(contact.rootId, person);
    person.contacts.push(contact);
  }
  for (const identity of identities)
    persons.get(rootOf.get(identity.contactId) ?? '')?.identities.push(identity);
  return persons;
}

/** What each of these contacts' persons are known as: the ids of their contacts, the root's first. */
export async function contactsOfPersons(
  store: Sql,
  contactIds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  if (contactIds.length === 0) return [];
  const rows = await store
    .selectFrom('contacts')
    .select(['contactId', 'rootId'])
    .where(partOf(contactIds))
    .orderBy(sql`joined_into is not null`)
    .orderBy('createdAtMs')
    .orderBy('contactId')
    .execute();
  const persons = Map.groupBy(rows, ({ rootId }) => rootId).values();
  return [...persons].map((parts) => parts.map(({ contactId }) => contactId));
}

/** Of the same persons as these contacts. */
const partOf = (contactIds: readonly string[]) => sql<boolean>`root_id in (
  select asked.root_id from contacts as asked where asked.contact_id = any(${contactIds}::text[]))`;

/** The person that a contact is part of; undefined when there is none such. */
export async function personOf(store: Sql, contactId: string): Promise<Person | undefined> {
  const [person] = (await personsOf(store, [contactId])).values();
  return person;
}
