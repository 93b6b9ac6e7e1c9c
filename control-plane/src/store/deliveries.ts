import type { ItemStatus } from '@weft/proto';
import { sql } from 'kysely';
import type { CarrierMessageTable } from './channel-tables.ts';
import type { Sql } from './store.ts';
import { type Delivery, json } from './tables.ts';

/** An item on its way out, as it was at a revision. */
export interface DeliveryKey {
  readonly conversationId: string;
  readonly seq: number;
  readonly revision: number;
}

/** As a text, for maps. */
export const deliveryText = ({ conversationId, seq, revision }: DeliveryKey): string =>
  `${conversationId}\n${seq}\n${revision}`;

const wantedRows = (keys: readonly DeliveryKey[]): string =>
  json(keys.map(({ conversationId, seq, revision }) => ({ conversation_id: conversationId, seq, revision })));

/** Those that were tried before, by `deliveryText`. */
export async function deliveriesAt(
  store: Sql,
  keys: readonly DeliveryKey[],
): Promise<ReadonlyMap<string, Delivery>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<Delivery>`
    select deliveries.* from deliveries
    join jsonb_to_recordset(${wantedRows(keys)}::jsonb) as wanted(conversation_id text, seq integer, revision integer)
    using (conversation_id, seq, revision)`.execute(store);
  return new Map(rows.map((row) => [deliveryText(row), row]));
}

/** The statement that writes deliveries as they are now. */
const insertDeliveries = (deliveries: readonly Delivery[]) => {
  const rows = json(
    deliveries.map((one) => ({
      ...{ conversation_id: one.conversationId, seq: one.seq, revision: one.revision },
      ...{ account_id: one.accountId, state: one.state, tries: one.tries, segments: one.segments },
      ...{ code: one.code, at_ms: Math.round(one.atMs) },
    })),
  );
  return sql`
    insert into deliveries (conversation_id, seq, revision, account_id, state, tries, segments, code, at_ms)
    select * from jsonb_to_recordset(${rows}::jsonb) as row(conversation_id text, seq integer, revision integer,
      account_id text, state text, tries integer, segments integer, code text, at_ms bigint)
    on conflict (conversation_id, seq, revision) do update set
      account_id = excluded.account_id, state = excluded.state, tries = excluded.tries,
      segments = excluded.segments, code = excluded.code, at_ms = excluded.at_ms`;
};

/** Keeps deliveries as they are now, in one statement. */
export async function putDeliveries(store: Sql, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length > 0) await insertDeliveries(deliveries).execute(store);
}

/** Keeps deliveries that are to go, and gives those; what was edited meanwhile stays called off. */
export async function beginDeliveries(store: Sql, deliveries: readonly Delivery[]): Promise<DeliveryKey[]> {
  if (deliveries.length === 0) return [];
  const { rows } = await sql<DeliveryKey>`
    ${insertDeliveries(deliveries)} where deliveries.state <> 'edited'
    returning conversation_id, seq, revision`.execute(store);
  return rows;
}

/**
 * Calls off deliveries that nobody has prepared, and gives those. Whoever prepares one at the same moment waits for
 * this, or this for them: the row is one, so that words are either sent or changed.
 */
export async function callOffDeliveries(
  store: Sql,
  keys: readonly DeliveryKey[],
  atMs: number,
): Promise<DeliveryKey[]> {
  const { rows } = await sql<DeliveryKey>`
    insert into deliveries (conversation_id, seq, revision, account_id, state, tries, segments, code, at_ms)
    select conversation_id, seq, revision, '', 'edited', 0, 0, '', ${Math.round(atMs)}::bigint
    from jsonb_to_recordset(${wantedRows(keys)}::jsonb) as wanted(conversation_id text, seq integer, revision integer)
    on conflict do nothing
    returning conversation_id, seq, revision`.execute(store);
  return rows;
}

/** Changes deliveries of which nothing is settled, and gives those; what another owner settled, or has by now, stays as it is. */
export async function markDeliveries(store: Sql, deliveries: readonly Delivery[]): Promise<DeliveryKey[]> {
  const rows = json(
    deliveries.map((one) => ({
      ...{ conversation_id: one.conversationId, seq: one.seq, revision: one.revision },
      ...{ account_id: one.accountId, state: one.state, tries: one.tries, at_ms: Math.round(one.atMs) },
    })),
  );
  const { rows: marked } = await sql<DeliveryKey>`
    update deliveries set state = row.state, tries = row.tries, at_ms = row.at_ms
    from jsonb_to_recordset(${rows}::jsonb) as row(conversation_id text, seq integer, revision integer,
      account_id text, state text, tries integer, at_ms bigint)
    where deliveries.conversation_id = row.conversation_id and deliveries.seq = row.seq
      and deliveries.revision = row.revision and deliveries.account_id = row.account_id
      and deliveries.state in ('sending', 'begun')
    returning deliveries.conversation_id, deliveries.seq, deliveries.revision`.execute(store);
  return marked;
}

/** Gives a delivery of which nothing is settled to another account, and says so in its code. One that is another's already stays as it is. */
export async function moveDelivery(
  store: Sql,
  { conversationId, seq, revision }: DeliveryKey,
  move: { readonly from: string; readonly to: string; readonly code: string },
): Promise<void> {
  await store
    .updateTable('deliveries')
    .set({ accountId: move.to, state: 'sending', code: move.code })
    .where('conversationId', '=', conversationId)
    .where('seq', '=', seq)
    .where('revision', '=', revision)
    .where('accountId', '=', move.from)
    .where('state', 'in', ['sending', 'begun'])
    .execute();
}

/** A part of a message by its carrier's id: known from the answer to its sending, or from a receipt, in either order. */
export type CarrierMessage = CarrierMessageTable;

/** What was delivered did not fail, whatever comes late. */
const RANK: readonly ItemStatus[] = ['queued-out', 'sent', 'failed', 'delivered', 'read'];

/** The carrier gives the id to another message than before. */
const ANEW = sql<boolean>`(excluded.conversation_id <> '' and carrier_messages.conversation_id <> ''
  and (excluded.conversation_id, excluded.seq, excluded.revision) is distinct from
    (carrier_messages.conversation_id, carrier_messages.seq, carrier_messages.revision))`;

/** The statement that writes what is known of carriers' messages on top of what is there, and gives the rows as they are then. */
const insertMessages = (messages: readonly CarrierMessage[]) => {
  const distinct = new Map<string, CarrierMessage>();
  for (const one of messages) {
    const key = `${one.accountId}\n${one.carrierId}`;
    const before = distinct.get(key);
    distinct.set(key, before === undefined ? one : merged(before, one));
  }
  const rows = json(
    // In one order, so that two never wait for each other.
    [...distinct.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => ({
        ...{ account_id: one.accountId, carrier_id: one.carrierId, conversation_id: one.conversationId },
        ...{ seq: one.seq, revision: one.revision, status: one.status, failure: one.failure },
        at_ms: Math.round(one.atMs),
      })),
  );
  return sql<CarrierMessage>`
    insert into carrier_messages (account_id, carrier_id, conversation_id, seq, revision, status, failure, at_ms)
    select * from jsonb_to_recordset(${rows}::jsonb) as row(account_id text, carrier_id text,
      conversation_id text, seq integer, revision integer, status text, failure text, at_ms bigint)
    on conflict (account_id, carrier_id) do update set
      conversation_id = case when excluded.conversation_id = '' then carrier_messages.conversation_id
        else excluded.conversation_id end,
      seq = case when excluded.conversation_id = '' then carrier_messages.seq else excluded.seq end,
      revision = case when excluded.conversation_id = '' then carrier_messages.revision else excluded.revision end,
      status = case when ${ANEW} or array_position(${RANK}::text[], excluded.status)
        > array_position(${RANK}::text[], carrier_messages.status) then excluded.status
        else carrier_messages.status end,
      failure = case when ${ANEW} or excluded.failure <> '' then excluded.failure
        else carrier_messages.failure end,
      at_ms = greatest(carrier_messages.at_ms, excluded.at_ms)
    returning *`;
};

/**
 * Keeps what is known of carriers' messages, whichever half came first, and
 * gives the rows as they are now. A row's status only rises; an id that a
 * carrier gives out for a second time begins anew.
 */
export async function meetCarrierMessages(
  store: Sql,
  messages: readonly CarrierMessage[],
): Promise<CarrierMessage[]> {
  if (messages.length === 0) return [];
  const { rows } = await insertMessages(messages).execute(store);
  return rows;
}

/** Keeps deliveries as they are now and meets the carrier's messages of them: one statement, all of it or nothing. */
export async function putOutcomes(
  store: Sql,
  deliveries: readonly Delivery[],
  messages: readonly CarrierMessage[],
): Promise<CarrierMessage[]> {
  const { rows } = await sql<CarrierMessage>`
    with kept as (${insertDeliveries(deliveries)}) ${insertMessages(messages)}`.execute(store);
  return rows;
}

function merged(one: CarrierMessage, other: CarrierMessage): CarrierMessage {
  const later = RANK.indexOf(other.status) > RANK.indexOf(one.status) ? other : one;
  const { conversationId, seq, revision } = one.conversationId === '' ? other : one;
  return { ...later, conversationId, seq, revision };
}

/** Every part of these deliveries, and only of the newest delivery of each item. */
export async function partsOf(store: Sql, keys: readonly DeliveryKey[]): Promise<CarrierMessage[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<CarrierMessage>`
    select carrier_messages.* from carrier_messages
    join jsonb_to_recordset(${wantedRows(keys)}::jsonb) as wanted(conversation_id text, seq integer, revision integer)
    using (conversation_id, seq, revision)
    where not exists (select from deliveries
      where deliveries.conversation_id = carrier_messages.conversation_id and deliveries.seq = carrier_messages.seq
      and deliveries.revision > carrier_messages.revision)`.execute(store);
  return rows;
}

/** Of what was given up at a revision: what goes out again since, arrived, or was deleted. */
export async function outdatedDeliveries(store: Sql, keys: readonly DeliveryKey[]): Promise<DeliveryKey[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<DeliveryKey>`
    select wanted.* from items
    join jsonb_to_recordset(${wantedRows(keys)}::jsonb) as wanted(conversation_id text, seq integer, revision integer)
    using (conversation_id, seq)
    where items.deleted or items.revision > wanted.revision and items.status <> 'failed'
      or exists (select from deliveries
        where deliveries.conversation_id = wanted.conversation_id and deliveries.seq = wanted.seq
        and deliveries.revision > wanted.revision)`.execute(store);
  return rows;
}

/** Items that are to go out at once and have not gone, after a place, in order. */
export function queuedItems(
  store: Sql,
  after: { readonly conversationId: string; readonly seq: number },
  limit: number,
): Promise<{ readonly conversationId: string; readonly seq: number }[]> {
  return store
    .selectFrom('items')
    .select(['conversationId', 'seq'])
    .where('status', '=', 'queued-out')
    .where('heldUntilMs', '=', 0)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('conversationId', 'seq'), '>', tuple(after.conversationId, after.seq)),
    )
    .orderBy('conversationId')
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Items that were held until now or before, after a place, in order. */
export function heldItems(
  store: Sql,
  nowMs: number,
  after: { readonly conversationId: string; readonly seq: number },
  limit: number,
): Promise<{ readonly conversationId: string; readonly seq: number; readonly revision: number }[]> {
  return store
    .selectFrom('items')
    .select(['conversationId', 'seq', 'revision'])
    .where('status', '=', 'queued-out')
    .where('deleted', '=', false)
    .where('heldUntilMs', '>', 0)
    .where('heldUntilMs', '<=', nowMs)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('conversationId', 'seq'), '>', tuple(after.conversationId, after.seq)),
    )
    .orderBy('conversationId')
    .orderBy('seq')
    .limit(limit)
    .execute();
}
