import type { Sql } from './store.ts';
import { type AuditEntry, json } from './tables.ts';

/** Something that somebody did or saw. */
export interface Audited {
  readonly atMs: number;
  /** An agent's id. */
  readonly actorId: string;
  /** In the past tense: "contact.seen". */
  readonly action: string;
  readonly subjectKind:
    | 'contact'
    | 'conversation'
    | 'ticket'
    | 'template'
    | 'macro'
    | 'field'
    | 'filter'
    | 'disposition'
    | 'audit'
    | 'channel'
    | 'rules'
    | 'agent'
    | 'invitations'
    | 'look'
    | 'webhook'
    | 'intents'
    | 'call'
    | 'rating'
    | 'node'
    | 'queue';
  readonly subjectId: string;
  /** Ids and names of what changed, never what somebody wrote. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes it down, in the transaction that does it. */
export async function audit(store: Sql, { detail = {}, ...entry }: Audited): Promise<void> {
  await store
    .insertInto('auditLog')
    .values({ ...entry, detail: json(detail) })
    .execute();
}

/** What was done, newest first, before an entry (0 = from the newest): of one subject, of one actor, or all. */
export function auditedBefore(
  store: Sql,
  wanted: {
    readonly before: number;
    readonly subjectId: string;
    readonly actorId: string;
    readonly limit: number;
  },
): Promise<AuditEntry[]> {
  const { before, subjectId, actorId, limit } = wanted;
  return store
    .selectFrom('auditLog')
    .selectAll()
    .$if(before > 0, (query) => query.where('entry', '<', before))
    .$if(subjectId !== '', (query) => query.where('subjectId', '=', subjectId))
    .$if(actorId !== '', (query) => query.where('actorId', '=', actorId))
    .orderBy('entry', 'desc')
    .limit(limit)
    .execute();
}
