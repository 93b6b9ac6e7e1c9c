import { type Conversation, type ConversationCounts, type ConversationFilter, WeftError } from '@weft/proto';
import { sql } from 'kysely';
import { z } from 'zod';
import { selectHeads, toHead } from './heads.ts';
import { narrowedTo, shownIn } from './narrowing.ts';
import type { Sql } from './store.ts';
import type { InboxView } from './tables.ts';
import { termsOf } from './terms.ts';

/** What an agent's list shows. */
export interface ListWanted {
  readonly view: InboxView;
  readonly agentId: string;
  /** Where the page before ended; empty = from the start. */
  readonly cursor: string;
  readonly limit: number;
  /** Only of this contact and those joined with it; empty = of everybody. */
  readonly contactId: string;
  /** Every word of it is in the contact's name or in one message; empty = none. */
  readonly search: string;
  /** It has all of these; none = any. */
  readonly tags: readonly string[];
  /** What the view is narrowed to. */
  readonly filter: ConversationFilter;
}

/** One page of a list. */
export interface ListPage {
  readonly conversations: readonly Conversation[];
  /** Empty = nothing follows. */
  readonly cursor: string;
}

const Cursor = z.tuple([z.number(), z.string().max(80)]);

const writeCursor = ({ changedAtMs, conversationId }: Conversation): string =>
  Buffer.from(JSON.stringify([changedAtMs, conversationId])).toString('base64url');

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new WeftError('BAD_REQUEST', 'this cursor is none of ours');
  }
}

/**
 * One page of a view, last changed first. A page begins after where the one
 * before ended, so a list is read as fast at its end as at its start. Throws
 * BAD_REQUEST for a cursor that is none.
 */
export async function listHeads(store: Sql, wanted: ListWanted): Promise<ListPage> {
  const { view, agentId, contactId, limit, tags, filter } = wanted;
  const terms = termsOf(wanted.search);
  const after = wanted.cursor === '' ? undefined : readCursor(wanted.cursor);
  let query = selectHeads(store)
    .orderBy('conversations.changedAtMs', 'desc')
    .orderBy('conversations.conversationId', 'desc')
    .limit(limit + 1);
  // A contact's whole past, or what is open of everybody's; whoever searches looks everywhere.
  const everywhere = view === 'all' && (contactId !== '' || terms.length > 0 || tags.length > 0);
  if (!everywhere) query = query.where(shownIn(view, agentId));
  for (const condition of narrowedTo(filter)) query = query.where(condition);

  if (contactId !== '')
    query = query.where('own.rootId', '=', ({ selectFrom }) =>
      selectFrom('contacts as asked').select('asked.rootId').where('asked.contactId', '=', contactId),
    );
  if (terms.length > 0)
    query = query.where(({ or, exists, selectFrom }) =>
      or([
        sql<boolean>`root.terms @> ${terms}::text[]`,
        exists(
          selectFrom('items')
            .select('items.seq')
            .whereRef('items.conversationId', '=', 'conversations.conversationId')
            .where(sql<boolean>`items.terms @> ${terms}::text[]`),
        ),
      ]),
    );
  if (tags.length > 0) query = query.where(sql<boolean>`conversations.tags @> ${tags}::text[]`);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('conversations.changedAtMs', 'conversations.conversationId'), '<', tuple(...after)),
    );
  return pageOf((await query.execute()).map(toHead), limit);
}

/** The first page of each agent's own view, in their order: what listHeads() gives of it, in one statement. */
export async function listMine(
  store: Sql,
  agentIds: readonly string[],
  limit: number,
): Promise<readonly ListPage[]> {
  const rows = await selectHeads(store)
    .where(
      sql<boolean>`conversations.conversation_id in (
        select mine.conversation_id from unnest(${agentIds}::text[]) as asked (agent_id)
        cross join lateral (
          select conversation_id from conversations as of_one
          where of_one.agent_id = asked.agent_id and of_one.state = 'assigned'
          order by of_one.changed_at_ms desc, of_one.conversation_id desc limit ${limit + 1}
        ) as mine
      )`,
    )
    .orderBy('conversations.changedAtMs', 'desc')
    .orderBy('conversations.conversationId', 'desc')
    .execute();
  const byAgent = Map.groupBy(rows.map(toHead), ({ agentId }) => agentId);
  return agentIds.map((agentId) => pageOf(byAgent.get(agentId) ?? [], limit));
}

/** `heads` = one more than fits, where there is one. */
function pageOf(heads: readonly Conversation[], limit: number): ListPage {
  const conversations = heads.slice(0, limit);
  const last = conversations.at(-1);
  return { conversations, cursor: heads.length > limit && last !== undefined ? writeCursor(last) : '' };
}

/** How many each view has for this agent. */
export async function countHeads(store: Sql, agentId: string): Promise<ConversationCounts> {
  const { rows } = await sql<ConversationCounts>`
    select
      (select count(*) from conversations where state = 'assigned' and agent_id = ${agentId}) as mine,
      (select count(*) from conversations where state = 'snoozed' and agent_id = ${agentId}) as snoozed,
      (select count(*) from conversations where state = 'waiting') as unassigned,
      (select count(*) from conversations where state <> 'closed') as all,
      (select count(distinct conversation_id) from mentions where agent_id = ${agentId} and seen_at_ms = 0)
        as mentions,
      (select count(*) from conversations where ${shownIn('followed', agentId)}) as followed`.execute(store);
  return rows[0] ?? { mine: 0, unassigned: 0, all: 0, mentions: 0, snoozed: 0, followed: 0 };
}
