import { sql } from 'kysely';
import type { Sql } from './store.ts';
import type { Draft } from './tables.ts';

/** Drafts that an agent has at most; of more, those that were not touched for longest go. */
const MAX_DRAFTS = 200;

export interface DraftTable {
  agentId: string;
  conversationId: string;
  mode: 'reply' | 'note';
  reply: string;
  note: string;
  atMs: number;
}

/** Keeps what an agent has written and not sent; a draft without any text forgets it. */
export async function putDraft(store: Sql, draft: Draft): Promise<void> {
  const { agentId, conversationId, mode, reply, note, atMs } = draft;
  if (reply === '' && note === '') {
    await store
      .deleteFrom('drafts')
      .where('agentId', '=', agentId)
      .where('conversationId', '=', conversationId)
      .execute();
    return;
  }
  await store
    .insertInto('drafts')
    .values(draft)
    .onConflict((conflict) =>
      conflict
        .columns(['agentId', 'conversationId'])
        .doUpdateSet({ mode, reply, note, atMs })
        // A desk that was away must not bring an older text back.
        .where('drafts.atMs', '<=', atMs),
    )
    .execute();
  await sql`delete from drafts where agent_id = ${agentId} and conversation_id in (
    select conversation_id from drafts where agent_id = ${agentId}
    order by at_ms desc, conversation_id offset ${MAX_DRAFTS})`.execute(store);
}

/** An agent's drafts, last written first. */
export function draftsOf(store: Sql, agentId: string): Promise<Draft[]> {
  return store
    .selectFrom('drafts')
    .selectAll()
    .where('agentId', '=', agentId)
    .orderBy('atMs', 'desc')
    .limit(MAX_DRAFTS)
    .execute();
}

/** Forgets what agents have begun to write to a contact, or about them: it may say what they said. */
export async function dropDraftsAbout(store: Sql, contactId: string): Promise<void> {
  await sql`delete from drafts where conversation_id in (
    select conversation_id from conversations where contact_id in (
      select one.contact_id from contacts as one join contacts as asked on asked.root_id = one.root_id
      where asked.contact_id = ${contactId}))`.execute(store);
}
