import { Conversation, type ConversationState, type FieldValue } from '@weft/proto';
import { type Selectable, sql } from 'kysely';
import type { Sql } from './store.ts';
import type { ConversationTable } from './tables.ts';

const COLUMNS = [
  ...(['conversations.conversationId', 'conversations.state', 'conversations.channel'] as const),
  ...(['conversations.agentId', 'conversations.agentName', 'conversations.queueId'] as const),
  ...(['conversations.lastSeq', 'conversations.revision', 'conversations.preview'] as const),
  ...(['conversations.previewAuthor', 'conversations.openedAtMs', 'conversations.changedAtMs'] as const),
  ...(['conversations.waitingSinceMs', 'conversations.closedAtMs', 'conversations.customerReadSeq'] as const),
  ...(['conversations.agentReadSeq', 'conversations.customerDeliveredSeq'] as const),
  ...([
    'conversations.unread',
    'conversations.callId',
    'conversations.rating',
    'conversations.tags',
  ] as const),
  ...(['conversations.priority', 'conversations.page', 'conversations.previewSeq'] as const),
  ...(['conversations.previousAgentId', 'conversations.heldUntilMs', 'conversations.askedSeq'] as const),
  ...(['conversations.agentDue', 'conversations.botSilent'] as const),
  ...(['conversations.dueAtMs', 'conversations.answeredAtMs'] as const),
  ...(['conversations.snoozedAtMs', 'conversations.snoozedUntilMs'] as const),
  ...(['conversations.routedQueueId', 'conversations.continuedIn', 'conversations.continuedBy'] as const),
  ...(['conversations.blockedAtMs', 'conversations.fields', 'conversations.followers'] as const),
  // Whom the contact is joined to is who it is.
  ...(['root.contactId as contactId', 'root.displayName as contactName'] as const),
  ...(['root.nameClaimed as contactNameClaimed'] as const),
];

/** Whom a conversation is with, after all joins: what any of the joined contacts knows, the root first. */
export interface HeadContact {
  readonly contactId: string;
  readonly contactName: string;
  readonly contactNameClaimed: boolean;
  readonly contactLevel: string;
  readonly contactValue: number;
  readonly contactLanguage: string;
  readonly contactFields: FieldValue[];
}

type HeadRow = Selectable<Omit<ConversationTable, 'disposition' | 'contactId'>> & HeadContact;

const first = (column: 'level' | 'value' | 'language', none: "''" | '0') =>
  sql.raw(`coalesce(nullif(root.${column}, ${none}), (
    select one.${column} from contacts as one where one.root_id = root.contact_id and one.${column} <> ${none}
    order by one.joined_into is not null, one.created_at_ms, one.contact_id limit 1), ${none})`);

/** The same of each field by itself, as `fieldsOfPerson` says it. */
const fieldsOfRoot = sql.raw(`coalesce((
  select jsonb_agg(jsonb_build_object('key', known.key, 'value', known.value) order by known.key) from (
    select distinct on (said.key) said.key, said.value from contacts as one, jsonb_each_text(one.fields) as said
    where one.root_id = root.contact_id and one.fields <> '{}'::jsonb
    order by said.key, one.joined_into is not null, one.created_at_ms, one.contact_id) as known
  where known.value <> ''), '[]'::jsonb)`);

/** What a person's contacts know, for a `root` that is selected from. Asked of the rows that are given only, not of those that are sorted. */
export const profileOfRoot = {
  level: first('level', "''"),
  value: first('value', '0'),
  language: first('language', "''"),
  fields: fieldsOfRoot,
} as const;

/** A row as the contract's message. */
export const toHead = ({ page, ...row }: HeadRow): Conversation =>
  Conversation.fromValue({ ...row, page: page ?? undefined });

/** Heads with the contacts they belong to; the start of every query for heads. */
export const selectHeads = (store: Sql) =>
  store
    .selectFrom('conversations')
    .innerJoin('contacts as own', 'own.contactId', 'conversations.contactId')
    .innerJoin('contacts as root', 'root.contactId', 'own.rootId')
    .select(COLUMNS)
    .select([
      profileOfRoot.level.$castTo<string>().as('contactLevel'),
      profileOfRoot.value.$castTo<number>().as('contactValue'),
      profileOfRoot.language.$castTo<string>().as('contactLanguage'),
      profileOfRoot.fields.$castTo<FieldValue[]>().as('contactFields'),
    ]);

/** Heads by id; those that do not exist are missing. `contactId` is of the contact that theirs is joined to. */
export async function headsOf(
  store: Sql,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Conversation>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await selectHeads(store)
    .where(sql<boolean>`conversation_id = any(${conversationIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.conversationId, toHead(row)]));
}

/** How those of them are that exist; nothing else is read. */
export async function statesOf(
  store: Sql,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, ConversationState>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await store
    .selectFrom('conversations')
    .select(['conversationId', 'state'])
    .where(sql<boolean>`conversation_id = any(${conversationIds}::text[])`)
    .execute();
  return new Map(rows.map(({ conversationId, state }) => [conversationId, state]));
}

const WRITTEN =
  sql.raw(`conversation_id, contact_id, state, channel, agent_id, agent_name, queue_id, last_seq,
  revision, preview, preview_author, opened_at_ms, changed_at_ms, waiting_since_ms, closed_at_ms,
  customer_read_seq, agent_read_seq, customer_delivered_seq, unread, call_id, rating, tags, priority, page,
  preview_seq, previous_agent_id, held_until_ms, asked_seq, agent_due, bot_silent,
  due_at_ms, answered_at_ms, snoozed_at_ms, snoozed_until_ms, routed_queue_id, continued_in, continued_by,
  blocked_at_ms, fields, followers`);
const WRITTEN_TYPES = sql.raw(`conversation_id text, contact_id text, state text,
  channel text, agent_id text, agent_name text, queue_id text, last_seq integer, revision integer, preview text,
  preview_author text, opened_at_ms bigint, changed_at_ms bigint, waiting_since_ms bigint, closed_at_ms bigint,
  customer_read_seq integer, agent_read_seq integer, customer_delivered_seq integer, unread integer,
  call_id text, rating integer, tags text[], priority integer, page jsonb, preview_seq integer,
  previous_agent_id text, held_until_ms bigint, asked_seq integer, agent_due boolean, bot_silent boolean,
  due_at_ms bigint, answered_at_ms bigint, snoozed_at_ms bigint, snoozed_until_ms bigint,
  routed_queue_id text, continued_in text, continued_by text, blocked_at_ms bigint, fields jsonb, followers jsonb`);

/** A head as the row that `insertHeads` reads. */
export const headRow = (head: Conversation) => ({
  conversation_id: head.conversationId,
  contact_id: head.contactId,
  state: head.state,
  channel: head.channel,
  agent_id: head.agentId,
  agent_name: head.agentName,
  queue_id: head.queueId,
  last_seq: head.lastSeq,
  revision: head.revision,
  preview: head.preview,
  preview_author: head.previewAuthor,
  opened_at_ms: Math.round(head.openedAtMs),
  changed_at_ms: Math.round(head.changedAtMs),
  waiting_since_ms: Math.round(head.waitingSinceMs),
  closed_at_ms: Math.round(head.closedAtMs),
  customer_read_seq: head.customerReadSeq,
  agent_read_seq: head.agentReadSeq,
  customer_delivered_seq: head.customerDeliveredSeq,
  unread: head.unread,
  call_id: head.callId,
  rating: head.rating,
  tags: head.tags,
  priority: head.priority,
  page: head.page ?? null,
  preview_seq: head.previewSeq,
  previous_agent_id: head.previousAgentId,
  held_until_ms: Math.round(head.heldUntilMs),
  ...{ asked_seq: head.askedSeq, agent_due: head.agentDue, bot_silent: head.botSilent },
  ...{ due_at_ms: Math.round(head.dueAtMs), answered_at_ms: Math.round(head.answeredAtMs) },
  routed_queue_id: head.routedQueueId,
  ...{ continued_in: head.continuedIn, continued_by: head.continuedBy },
  ...{ snoozed_at_ms: Math.round(head.snoozedAtMs), snoozed_until_ms: Math.round(head.snoozedUntilMs) },
  blocked_at_ms: Math.round(head.blockedAtMs),
  ...{ fields: head.fields, followers: head.followers },
});

/**
 * The statement that writes heads as they are now, as rows in JSON; `among`
 * joins them, by `step`, to those that may be written. A new head belongs to
 * its `contactId`; of one that is there the contact stays: who somebody is
 * changes by joins only.
 */
export const insertHeads = (rows: string, among = sql``) => sql`
  insert into conversations (${WRITTEN})
  select ${WRITTEN} from jsonb_to_recordset(${rows}::jsonb) as row(step integer, ${WRITTEN_TYPES}) ${among}
  on conflict (conversation_id) do update set
    state = excluded.state, channel = excluded.channel, agent_id = excluded.agent_id,
    agent_name = excluded.agent_name, queue_id = excluded.queue_id, last_seq = excluded.last_seq,
    revision = excluded.revision, preview = excluded.preview, preview_author = excluded.preview_author,
    opened_at_ms = excluded.opened_at_ms, changed_at_ms = excluded.changed_at_ms,
    waiting_since_ms = excluded.waiting_since_ms, closed_at_ms = excluded.closed_at_ms,
    customer_read_seq = excluded.customer_read_seq, agent_read_seq = excluded.agent_read_seq,
    customer_delivered_seq = excluded.customer_delivered_seq, unread = excluded.unread,
    call_id = excluded.call_id, rating = excluded.rating, tags = excluded.tags, priority = excluded.priority,
    page = excluded.page, preview_seq = excluded.preview_seq,
    previous_agent_id = excluded.previous_agent_id, held_until_ms = excluded.held_until_ms,
    asked_seq = excluded.asked_seq, agent_due = excluded.agent_due, bot_silent = excluded.bot_silent,
    due_at_ms = excluded.due_at_ms, answered_at_ms = excluded.answered_at_ms,
    snoozed_at_ms = excluded.snoozed_at_ms, snoozed_until_ms = excluded.snoozed_until_ms,
    routed_queue_id = excluded.routed_queue_id, continued_in = excluded.continued_in,
    continued_by = excluded.continued_by, blocked_at_ms = excluded.blocked_at_ms, fields = excluded.fields,
    followers = excluded.followers
  where conversations.revision <= excluded.revision`;

/** The contact's present conversation, whoever of those joined opened it: an open one before a closed one, then the newest. */
export async function presentHead(store: Sql, rootId: string): Promise<Conversation | undefined> {
  const row = await selectHeads(store)
    .where('own.rootId', '=', rootId)
    .where('conversations.continuedIn', '=', '')
    .orderBy(sql`conversations.state = 'closed'`)
    .orderBy('conversations.changedAtMs', 'desc')
    .orderBy('conversations.conversationId', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toHead(row);
}

/** The conversations that wait or are somebody's, for whoever owns the routing of them, by id: at most `limit`, after an id. */
export async function openHeads(store: Sql, afterId: string, limit: number): Promise<Conversation[]> {
  const rows = await selectHeads(store)
    .where('conversations.state', '<>', 'closed')
    .where('conversationId', '>', afterId)
    .orderBy('conversationId')
    .limit(limit)
    .execute();
  return rows.map(toHead);
}

/** The conversation that a live call is in. */
export async function headOfCall(store: Sql, callId: string): Promise<Conversation | undefined> {
  const row = await selectHeads(store).where('callId', '=', callId).executeTakeFirst();
  return row === undefined ? undefined : toHead(row);
}

/** Remembers what a conversation was closed as. */
export async function setDisposition(store: Sql, conversationId: string, disposition: string): Promise<void> {
  await store
    .updateTable('conversations')
    .set({ disposition })
    .where('conversationId', '=', conversationId)
    .execute();
}
