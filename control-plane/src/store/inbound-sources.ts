import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { type InboundSource, json } from './tables.ts';

/** Names one thing that came in. */
export interface SourceKey {
  readonly accountId: string;
  readonly sourceId: string;
}

/** What came in at an account within a time. */
export interface SourceRange {
  readonly accountId: string;
  /** How their source ids begin. */
  readonly beginsWith: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** As a text, for maps. */
export const sourceText = ({ accountId, sourceId }: SourceKey): string => `${accountId}\n${sourceId}`;

/** Where those of them went that were there before, by `sourceText`. @param fromMs those that came earlier are left out */
export async function knownSources(
  store: Sql,
  keys: readonly SourceKey[],
  fromMs = 0,
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const wanted = json(
    keys.map(({ accountId, sourceId }) => ({ account_id: accountId, source_id: sourceId })),
  );
  const { rows } = await sql<InboundSource>`
    select account_id, source_id, conversation_id from inbound_sources
    join jsonb_to_recordset(${wanted}::jsonb) as wanted(account_id text, source_id text)
    using (account_id, source_id) where at_ms >= ${Math.floor(fromMs)}`.execute(store);
  return new Map(rows.map((row) => [sourceText(row), row.conversationId]));
}

/** Those of an account that came within a time and begin so, letters and digits, in the order they came; more than `limit` are left out. */
export async function sourcesBeginning(
  store: Sql,
  { accountId, beginsWith, fromMs, untilMs }: SourceRange,
  limit: number,
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('inboundSources')
    .select('sourceId')
    .where('accountId', '=', accountId)
    // Whatever the order of letters is: those that begin so stand together.
    .where('sourceId', '>=', beginsWith)
    .where('sourceId', '<=', `${beginsWith}zzz`)
    .where(sql<boolean>`starts_with(source_id, ${beginsWith})`)
    .where('atMs', '>=', Math.floor(fromMs))
    .where('atMs', '<', Math.ceil(untilMs))
    .orderBy('atMs')
    .orderBy('sourceId')
    .limit(limit)
    .execute();
  return rows.map(({ sourceId }) => sourceId);
}

/** Keeps where they go. One that is there stays as it is. */
export async function putSources(store: Sql, sources: readonly InboundSource[]): Promise<void> {
  if (sources.length === 0) return;
  const rows = json(
    sources.map(({ accountId, sourceId, conversationId, atMs }) => ({
      ...{ account_id: accountId, source_id: sourceId, conversation_id: conversationId },
      at_ms: Math.round(atMs),
    })),
  );
  await sql`
    insert into inbound_sources (account_id, source_id, conversation_id, at_ms)
    select * from jsonb_to_recordset(${rows}::jsonb) as row(account_id text, source_id text,
      conversation_id text, at_ms bigint)
    on conflict do nothing`.execute(store);
}
