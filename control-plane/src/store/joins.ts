import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { type ContactJoin, type JoinCause, type JoinReason, json } from './tables.ts';

/** A join to be made: both are roots. */
export interface NewJoin {
  readonly joinId: string;
  readonly contactId: string;
  readonly intoId: string;
  readonly cause: JoinCause;
  readonly evidence: readonly JoinReason[];
  /** An agent's id; empty = Weft itself. */
  readonly byId: string;
  readonly atMs: number;
}

/** Locks contacts against other joins until the transaction ends, and says which of them exist with their roots. */
export async function lockRoots(
  store: Sql,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await store
    .selectFrom('contacts')
    .select(['contactId', 'rootId'])
    .where('contactId', 'in', contactIds)
    .orderBy('contactId')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ contactId, rootId }) => [contactId, rootId]));
}

/** Points one root at another; nothing else of either changes. */
export async function join(store: Sql, made: NewJoin): Promise<void> {
  const { contactId, intoId, evidence, ...rest } = made;
  await store
    .insertInto('contactJoins')
    .values({ ...rest, contactId, intoId, evidence: json(evidence), unsettled: true })
    .execute();
  await store
    .updateTable('contacts')
    .set({ joinedInto: intoId })
    .where('contactId', '=', contactId)
    .execute();
  await store.updateTable('contacts').set({ rootId: intoId }).where('rootId', '=', contactId).execute();
}

/**
 * Takes a join back: the pointer goes, and whatever was joined below the
 * contact stays with it. Undefined when it does not stand.
 */
export async function undoJoin(
  store: Sql,
  joinId: string,
  byId: string,
  atMs: number,
): Promise<ContactJoin | undefined> {
  const undone = await store
    .updateTable('contactJoins')
    .set({ undoneAtMs: atMs, undoneBy: byId, unsettled: true })
    .where('joinId', '=', joinId)
    .where('undoneAtMs', '=', 0)
    .returningAll()
    .executeTakeFirst();
  if (undone === undefined) return undefined;
  const { contactId } = undone;
  await store.updateTable('contacts').set({ joinedInto: null }).where('contactId', '=', contactId).execute();
  await sql`
    with recursive below(contact_id) as (
      select ${contactId}::text
      union select contacts.contact_id from contacts join below on contacts.joined_into = below.contact_id
    )
    update contacts set root_id = ${contactId} where contact_id in (select contact_id from below)`.execute(
    store,
  );
  return undone;
}

/** Whether people said that these two are not one: then no program joins them again. */
export async function wereParted(
  store: Sql,
  some: readonly string[],
  others: readonly string[],
): Promise<boolean> {
  const row = await store
    .selectFrom('contactJoins')
    .select('joinId')
    .where('undoneAtMs', '>', 0)
    .where(({ or, and, eb }) =>
      or([
        and([eb('contactId', 'in', some), eb('intoId', 'in', others)]),
        and([eb('contactId', 'in', others), eb('intoId', 'in', some)]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Every join that had to do with these contacts, newest first, those taken back too: at most 200. */
export function joinsOf(store: Sql, contactIds: readonly string[]): Promise<ContactJoin[]> {
  return store
    .selectFrom('contactJoins')
    .selectAll()
    .where(({ or, eb }) => or([eb('contactId', 'in', contactIds), eb('intoId', 'in', contactIds)]))
    .orderBy('atMs', 'desc')
    .orderBy('joinId', 'desc')
    .limit(200)
    .execute();
}
