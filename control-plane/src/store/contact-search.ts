import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { IdentityKind } from './tables.ts';
import { termsOf } from './terms.ts';

/** What a list of persons is ordered by: last changed first, newest first, or by name. */
export const CONTACT_ORDERS = ['recent', 'newest', 'name'] as const;
export type ContactOrder = (typeof CONTACT_ORDERS)[number];

/** What people type who look for somebody; a browser's or a messenger's key nobody does. */
const TYPED_KINDS: readonly IdentityKind[] = ['phone', 'email', 'account'];
/** Fewer characters would find half of everybody. */
const MIN_BEGINNING = 3;
const MAX_LEVELS = 50;

/** Which persons are wanted; what is empty narrows nothing. */
export interface ContactWish {
  /** Words of a name, or an identity. */
  readonly search: string;
  /** The search as a telephone number in normal form; empty = it is none. */
  readonly number: string;
  readonly level: string;
  /** Only who can be known by such an identity. */
  readonly kind: IdentityKind | '';
  readonly order: ContactOrder;
}

/** Where a page of persons ended, by what it is ordered by. */
export interface PagePlace {
  /** A time in milliseconds since the Unix epoch, or a name in small letters. */
  readonly key: string;
  readonly contactId: string;
}

/** How `where` and `order by` say it: both exactly as the index of that order has it. */
const ORDERS = {
  recent: {
    key: sql<string>`root.changed_at_ms::text`,
    by: sql`root.changed_at_ms desc, root.contact_id desc`,
    after: ({ key, contactId }: PagePlace) =>
      sql<boolean>`(root.changed_at_ms, root.contact_id) < (${Number(key)}::bigint, ${contactId}::text)`,
  },
  newest: {
    key: sql<string>`root.created_at_ms::text`,
    by: sql`root.created_at_ms desc, root.contact_id desc`,
    after: ({ key, contactId }: PagePlace) =>
      sql<boolean>`(root.created_at_ms, root.contact_id) < (${Number(key)}::bigint, ${contactId}::text)`,
  },
  name: {
    key: sql<string>`lower(root.display_name)`,
    by: sql`(root.display_name = ''), (lower(root.display_name) collate "C"), root.contact_id`,
    after: ({ key, contactId }: PagePlace) => sql<boolean>`
      ((root.display_name = ''), (lower(root.display_name) collate "C"), root.contact_id)
        > (${key === ''}::boolean, ${key}::text, ${contactId}::text)`,
  },
} as const;

/** A text that a pattern takes as it is. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Roots of whom words or an identity find, each by an index of its own. @param begins by how the last word begins */
function found(search: string, number: string, begins: boolean) {
  const value = search.trim().toLowerCase();
  const values = number === '' ? [value] : [value, number];
  const all = termsOf(search);
  const [last = ''] = all.slice(-1);
  const whole = begins ? all.slice(0, -1) : all;
  const byWords =
    all.length === 0
      ? sql``
      : sql`select part.root_id from contacts as part where part.terms @> ${whole}::text[]
          ${begins ? sql`and beginnings_of(part.terms) @> ${[last]}::text[]` : sql``} union all`;
  const byIdentity =
    begins && value.length >= MIN_BEGINNING
      ? sql.join(
          values.map((one) => sql`identity.value like ${`${literal(one)}%`}`),
          sql` or `,
        )
      : sql`identity.value = any(${values}::text[])`;
  const kinds = begins ? sql`and identity.kind = any(${TYPED_KINDS}::text[])` : sql``;
  return sql<boolean>`root.contact_id in (${byWords}
    select part.root_id from identities as identity join contacts as part on part.contact_id = identity.contact_id
      where (${byIdentity}) ${kinds})`;
}

/** The question behind a page. @param begins whoever has a word or an identity that begins as the search ends */
export function contactQuery(
  store: Sql,
  { search, number, level, kind, order }: ContactWish,
  begins: boolean,
) {
  return store
    .selectFrom('contacts as root')
    .select(['root.contactId', ORDERS[order].key.as('key')])
    .where('root.joinedInto', 'is', null)
    .$if(search.trim() !== '', (query) => query.where(found(search, number, begins)))
    .$if(level !== '', (query) => query.where('root.level', '=', level).where('root.level', '<>', ''))
    .$if(kind !== '', (query) =>
      query.where(
        sql<boolean>`exists (select from contacts as part join identities as identity using (contact_id)
          where part.root_id = root.contact_id and identity.kind = ${kind})`,
      ),
    )
    .orderBy(ORDERS[order].by);
}

/** Roots of those whose name or identities hold all words, last changed first: at most `limit`. Without words, everybody. */
export async function findContacts(
  store: Sql,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<string[]> {
  const wish = { search, number: '', level: '', kind: '', order: 'recent' } as const;
  const rows = await contactQuery(store, wish, false).limit(limit).execute();
  return rows.map(({ contactId }) => contactId);
}

/**
 * One page of persons, after where another page ended: those that whole words or an identity find, else those of
 * whom a word, a number or an address begins so.
 */
export async function contactPage(
  store: Sql,
  { limit, after, ...wish }: ContactWish & { readonly limit: number; readonly after: PagePlace | undefined },
): Promise<{ readonly contactIds: readonly string[]; readonly end: PagePlace | undefined }> {
  const ask = (begins: boolean) =>
    contactQuery(store, wish, begins)
      .limit(limit + 1)
      .$if(after !== undefined, (query) =>
        query.where(ORDERS[wish.order].after(after ?? { key: '0', contactId: '' })),
      )
      .execute();
  const whole = await ask(false);
  // Who types is shown whoever it may become; a page after one of these is one of these.
  const rows = whole.length === 0 && wish.search.trim() !== '' ? await ask(true) : whole;
  return {
    contactIds: rows.slice(0, limit).map(({ contactId }) => contactId),
    end: rows.length > limit ? rows[limit - 1] : undefined,
  };
}

/** What levels customers have, by name: fifty at most. */
export async function levelsOf(store: Sql): Promise<string[]> {
  const rows = await store
    .selectFrom('contacts')
    .select('level')
    .distinct()
    .where('joinedInto', 'is', null)
    .where('level', '<>', '')
    .orderBy('level')
    .limit(MAX_LEVELS)
    .execute();
  return rows.map(({ level }) => level);
}
