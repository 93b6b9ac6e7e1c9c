import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { type ChannelContactRow, type ChannelThread, type IdentityKind, json } from './tables.ts';

/** Somebody at an account. */
export interface ChannelContactKey {
  readonly accountId: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** As a text, for maps. */
export const contactText = ({ accountId, kind, value }: ChannelContactKey): string =>
  `${accountId}\n${kind}\n${value}`;

/** What is known of them, by `contactText`; locked until the transaction ends where asked for. */
export async function channelContacts(
  store: Sql,
  keys: readonly ChannelContactKey[],
  { lock = false } = {},
): Promise<ReadonlyMap<string, ChannelContactRow>> {
  if (keys.length === 0) return new Map();
  const rows = await store
    .selectFrom('channelContacts')
    .selectAll()
    .where(amongContacts(keys))
    // In one order, so that two never wait for each other.
    .orderBy('accountId')
    .orderBy('kind')
    .orderBy('value')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  return new Map(rows.map((row) => [contactText(row), row]));
}

/** An identity, whichever account it is known at. */
type Identity = Pick<ChannelContactKey, 'kind' | 'value'>;

/** As a text, for maps. */
export const identityText = ({ kind, value }: Identity): string => `${kind}\n${value}`;

const amongIdentities = (identities: readonly Identity[]) =>
  sql<boolean>`(kind, value) in (select kind, value from jsonb_to_recordset(
    ${json(identities.map(({ kind, value }) => ({ kind, value })))}::jsonb) as wanted(kind text, value text))`;

/** Since when they want no messages, whichever account they said it to; who wants them is missing. By `identityText`. */
export async function optOuts(
  store: Sql,
  identities: readonly Identity[],
): Promise<ReadonlyMap<string, number>> {
  if (identities.length === 0) return new Map();
  const rows = await store
    .selectFrom('channelContacts')
    .select(['kind', 'value', 'optedOutAtMs'])
    .where(amongIdentities(identities))
    .where('optedOutAtMs', 'is not', null)
    .orderBy('optedOutAtMs')
    .execute();
  return new Map(
    rows.flatMap((row) => (row.optedOutAtMs === null ? [] : [[identityText(row), row.optedOutAtMs]])),
  );
}

/** They want messages again, from all accounts. */
export async function clearOptOuts(store: Sql, identities: readonly Identity[]): Promise<void> {
  if (identities.length === 0) return;
  await store
    .updateTable('channelContacts')
    .set({ optedOutAtMs: null })
    .where(amongIdentities(identities))
    .where('optedOutAtMs', 'is not', null)
    .execute();
}

/** Those of whom their channel has said who they are, as texts; nothing else is read of them, least of all what they did. */
export async function acquaintances(
  store: Sql,
  keys: readonly ChannelContactKey[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await store
    .selectFrom('channelContacts')
    .select(['accountId', 'kind', 'value'])
    .where(amongContacts(keys))
    .where('known', '=', true)
    .execute();
  return new Set(rows.map(contactText));
}

/** The same text for any number of them: parsed and planned once. */
function amongContacts(keys: readonly ChannelContactKey[]) {
  const wanted = json(keys.map(({ accountId, kind, value }) => ({ account_id: accountId, kind, value })));
  return sql<boolean>`(account_id, kind, value) in (select account_id, kind, value
    from jsonb_to_recordset(${wanted}::jsonb) as wanted(account_id text, kind text, value text))`;
}

/** Keeps them as they are now, in one statement. */
export async function putChannelContacts(store: Sql, contacts: readonly ChannelContactRow[]): Promise<void> {
  if (contacts.length === 0) return;
  const rows = json(
    contacts.map((one) => ({
      ...{ account_id: one.accountId, kind: one.kind, value: one.value, contact_id: one.contactId },
      ...{ shown: one.shown, display_name: one.displayName, known: one.known, arrivals: one.arrivals },
      ...{ sent_at_ms: one.sentAtMs, opted_out_at_ms: one.optedOutAtMs },
      ...{ confirmed_source_id: one.confirmedSourceId, confirmed_at_ms: one.confirmedAtMs },
    })),
  );
  await sql`
    insert into channel_contacts (account_id, kind, value, contact_id, shown, display_name, known, arrivals,
      sent_at_ms, opted_out_at_ms, confirmed_source_id, confirmed_at_ms)
    select * from jsonb_to_recordset(${rows}::jsonb) as row(account_id text, kind text, value text,
      contact_id text, shown text, display_name text, known boolean, arrivals jsonb, sent_at_ms jsonb,
      opted_out_at_ms bigint, confirmed_source_id text, confirmed_at_ms bigint)
    on conflict (account_id, kind, value) do update set
      contact_id = excluded.contact_id, shown = excluded.shown, display_name = excluded.display_name,
      known = excluded.known, arrivals = excluded.arrivals, sent_at_ms = excluded.sent_at_ms,
      opted_out_at_ms = excluded.opted_out_at_ms, confirmed_source_id = excluded.confirmed_source_id,
      confirmed_at_ms = excluded.confirmed_at_ms`.execute(store);
}

/** Answers of these conversations go there from now on. */
export async function putThreads(store: Sql, threads: readonly ChannelThread[]): Promise<void> {
  if (threads.length === 0) return;
  const rows = json(
    threads.map((one) => ({
      ...{ conversation_id: one.conversationId, channel: one.channel, account_id: one.accountId },
      ...{ kind: one.kind, value: one.value, shown: one.shown, display_name: one.displayName },
      ...{ in_reply_to: one.inReplyTo, at_ms: Math.round(one.atMs) },
    })),
  );
  await sql`
    insert into channel_threads (conversation_id, channel, account_id, kind, value, shown, display_name,
      in_reply_to, at_ms)
    select * from jsonb_to_recordset(${rows}::jsonb) as row(conversation_id text, channel text, account_id text,
      kind text, value text, shown text, display_name text, in_reply_to text[], at_ms bigint)
    on conflict (conversation_id, channel) do update set
      account_id = excluded.account_id, kind = excluded.kind, value = excluded.value,
      shown = excluded.shown, display_name = excluded.display_name,
      in_reply_to = excluded.in_reply_to, at_ms = excluded.at_ms`.execute(store);
}

/**
 * Where the answers of these conversations go, on every channel that they, or those that go on in them, were on, last
 * used first. An address that is known to be another person's by now is left out.
 */
export async function threadsOf(store: Sql, conversationIds: readonly string[]): Promise<ChannelThread[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await sql<ChannelThread>`
    with recursive parts(whole_id, part_id) as (
      select asked.id, asked.id from unnest(${conversationIds}::text[]) as asked(id)
      union
      select parts.whole_id, conversations.conversation_id from parts
      join conversations on continued_in = part_id and continued_in <> ''
    ),
    newest as (
      select distinct on (whole_id, threads.channel) whole_id as conversation_id, threads.channel,
        threads.account_id, threads.kind, threads.value, threads.shown, threads.display_name,
        threads.in_reply_to, threads.at_ms
      from parts join channel_threads as threads on threads.conversation_id = part_id
      where not exists (
        select from channel_contacts as writer
        join contacts as theirs on theirs.contact_id = writer.contact_id
        join conversations on conversations.conversation_id = whole_id
        join contacts as own on own.contact_id = conversations.contact_id
        where writer.account_id = threads.account_id and writer.kind = threads.kind
          and writer.value = threads.value and theirs.root_id <> own.root_id)
      order by whole_id, threads.channel, threads.at_ms desc
    )
    select * from newest order by at_ms desc`.execute(store);
  return rows;
}

/** Forgets what is known of somebody at an account, and that answers go there. */
export async function forgetChannelContact(
  store: Sql,
  { accountId, kind, value }: ChannelContactKey,
): Promise<void> {
  for (const table of ['channelContacts', 'channelThreads'] as const) {
    await store
      .deleteFrom(table)
      .where('accountId', '=', accountId)
      .where('kind', '=', kind)
      .where('value', '=', value)
      .execute();
  }
}
