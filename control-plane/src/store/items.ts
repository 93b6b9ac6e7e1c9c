import { Item, wordsOf } from '@weft/proto';
import { type Selectable, sql } from 'kysely';
import type { Sql } from './store.ts';
import { type ItemTable, json } from './tables.ts';
import { termsOf } from './terms.ts';

type ItemRow = Selectable<Omit<ItemTable, 'terms'>>;
type SaidRow = Pick<ItemRow, 'authorKind' | 'authorId' | 'body' | 'note' | 'deleted'>;

const COLUMNS = [
  ...(['conversationId', 'seq', 'revision', 'clientId', 'authorKind', 'authorId', 'authorName'] as const),
  ...(['channel', 'atMs', 'status', 'failure', 'note', 'editedAtMs', 'deleted', 'body', 'mentions'] as const),
  ...(['originalId', 'heldUntilMs'] as const),
];

const toItem = ({ authorKind, authorId, authorName, body, ...rest }: ItemRow): Item =>
  // Read as the contract's JSON, so that an old row gets the fields it lacks.
  Item.fromValue({
    ...rest,
    author: { kind: authorKind, id: authorId, displayName: authorName },
    body: body ?? undefined,
  });

const textOf = ({ body, note, deleted }: Item): string => {
  if (deleted || note || body === undefined) return '';
  return body.case === 'attachment' ? body.value.fileName : wordsOf(body);
};

/** A number in a conversation. */
export interface Place {
  readonly conversationId: string;
  readonly seq: number;
}

/** Which item a client means, before it has a number. */
export interface ItemKey {
  readonly conversationId: string;
  readonly authorKind: string;
  readonly authorId: string;
  readonly clientId: string;
}

/** As a text, for maps. */
export const itemKeyText = ({ conversationId, authorKind, authorId, clientId }: ItemKey): string =>
  [conversationId, authorKind, authorId, clientId].join('\n');

/** Which of these were appended already: their keys as texts, with their number. */
export async function knownItems(store: Sql, keys: readonly ItemKey[]): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const wanted = json(
    keys.map((key) => ({
      conversation_id: key.conversationId,
      author_kind: key.authorKind,
      author_id: key.authorId,
      client_id: key.clientId,
    })),
  );
  const { rows } = await sql<ItemKey & { readonly seq: number }>`
    select conversation_id, author_kind, author_id, client_id, seq
    from items
    join jsonb_to_recordset(${wanted}::jsonb)
      as wanted(conversation_id text, author_kind text, author_id text, client_id text)
    using (conversation_id, author_kind, author_id, client_id)`.execute(store);
  return new Map(rows.map((row) => [itemKeyText(row), row.seq]));
}

const WRITTEN =
  sql.raw(`conversation_id, seq, revision, client_id, author_kind, author_id, author_name, channel,
  at_ms, status, failure, note, edited_at_ms, deleted, body, mentions, original_id, terms, held_until_ms`);
const WRITTEN_TYPES = sql.raw(`conversation_id text, seq integer, revision integer,
  client_id text, author_kind text, author_id text, author_name text, channel text, at_ms bigint, status text,
  failure text, note boolean, edited_at_ms bigint, deleted boolean, body jsonb, mentions text[],
  original_id text, terms text[], held_until_ms bigint`);

/** An item as the row that `insertItems` reads. */
export const itemRow = (item: Item) => ({
  conversation_id: item.conversationId,
  seq: item.seq,
  revision: item.revision,
  client_id: item.clientId,
  author_kind: item.author?.kind ?? 'system',
  author_id: item.author?.id ?? '',
  author_name: item.author?.displayName ?? '',
  channel: item.channel,
  at_ms: Math.round(item.atMs),
  status: item.status,
  failure: item.failure,
  note: item.note,
  edited_at_ms: Math.round(item.editedAtMs),
  deleted: item.deleted,
  body: item.body ?? null,
  mentions: item.mentions,
  original_id: item.originalId,
  terms: termsOf(textOf(item)),
  held_until_ms: Math.ceil(item.heldUntilMs),
});

/** The statement that writes items as they are now, new and changed ones alike, as `insertHeads` does. */
export const insertItems = (rows: string, among = sql``) => sql`
  insert into items (${WRITTEN})
  select ${WRITTEN} from jsonb_to_recordset(${rows}::jsonb) as row(step integer, ${WRITTEN_TYPES}) ${among}
  on conflict (conversation_id, seq) do update set
    revision = excluded.revision, author_name = excluded.author_name, status = excluded.status, failure = excluded.failure,
    edited_at_ms = excluded.edited_at_ms, deleted = excluded.deleted, body = excluded.body,
    mentions = excluded.mentions, terms = excluded.terms, held_until_ms = excluded.held_until_ms
  where items.revision < excluded.revision`;

/** Items whose last change is later than the revision, by revision: at most `limit`. Notes only where asked for. */
export async function itemsSince(
  store: Sql,
  wanted: {
    readonly conversationId: string;
    readonly sinceRevision: number;
    readonly limit: number;
    readonly notes: boolean;
  },
): Promise<Item[]> {
  const rows = await store
    .selectFrom('items')
    .select(COLUMNS)
    .where('conversationId', '=', wanted.conversationId)
    .where('revision', '>', wanted.sinceRevision)
    .$if(!wanted.notes, (query) => query.where('note', '=', false))
    .orderBy('revision')
    .limit(wanted.limit)
    .execute();
  return rows.map(toItem);
}

/** The newest items below a number, by number: at most `limit`. Number 0 = from the end. */
export async function itemsBefore(
  store: Sql,
  wanted: {
    readonly conversationId: string;
    readonly beforeSeq: number;
    readonly limit: number;
    readonly notes: boolean;
  },
): Promise<Item[]> {
  const rows = await store
    .selectFrom('items')
    .select(COLUMNS)
    .where('conversationId', '=', wanted.conversationId)
    .$if(wanted.beforeSeq > 0, (query) => query.where('seq', '<', wanted.beforeSeq))
    .$if(!wanted.notes, (query) => query.where('note', '=', false))
    .orderBy('seq', 'desc')
    .limit(wanted.limit)
    .execute();
  return rows.reverse().map(toItem);
}

/** Who said what, of an item that is read for nothing else. */
export type SaidItem = Pick<Item, 'author' | 'body' | 'note' | 'deleted'>;

/**
 * The newest items before each of these places, notes among them, by number: at
 * most `most` each, in the order of the places. Each column of many rows costs, so
 * none is read that nobody asks for.
 */
export async function saidBeforeEach(
  store: Sql,
  places: readonly Place[],
  most: number,
): Promise<readonly (readonly SaidItem[])[]> {
  if (places.length === 0) return [];
  const asked = json(
    places.map(({ conversationId, seq }, at) => ({ at, conversation_id: conversationId, before_seq: seq })),
  );
  const { rows } = await sql<SaidRow & { readonly at: number }>`
    select asked.at, author_kind, author_id, body, note, deleted from jsonb_to_recordset(${asked}::jsonb)
      as asked(at integer, conversation_id text, before_seq integer)
    cross join lateral (
      select seq, author_kind, author_id, body, note, deleted from items
      where items.conversation_id = asked.conversation_id and items.seq < asked.before_seq
      order by items.seq desc limit ${most}
    ) as found
    order by asked.at, found.seq`.execute(store);
  const found = places.map((): SaidItem[] => []);
  for (const { at, authorKind, authorId, body, note, deleted } of rows)
    found[at]?.push(
      Item.fromValue({ author: { kind: authorKind, id: authorId }, body: body ?? undefined, note, deleted }),
    );
  return found;
}

/** Items by their numbers. */
export async function itemsAt(store: Sql, keys: readonly Place[]): Promise<Item[]> {
  if (keys.length === 0) return [];
  const wanted = json(keys.map(({ conversationId, seq }) => ({ conversation_id: conversationId, seq })));
  const rows = await store
    .selectFrom('items')
    .select(COLUMNS)
    // The same text for any number of them: parsed and planned once.
    .where(
      sql<boolean>`(conversation_id, seq) in (select conversation_id, seq
        from jsonb_to_recordset(${wanted}::jsonb) as wanted(conversation_id text, seq integer))`,
    )
    .execute();
  return rows.map(toItem);
}

/** The items that their authors named so; those that do not exist are missing. */
export async function itemsNamed(store: Sql, keys: readonly ItemKey[]): Promise<Item[]> {
  const known = await knownItems(store, keys);
  return itemsAt(
    store,
    keys.flatMap((key) => {
      const seq = known.get(itemKeyText(key));
      return seq === undefined ? [] : [{ conversationId: key.conversationId, seq }];
    }),
  );
}
