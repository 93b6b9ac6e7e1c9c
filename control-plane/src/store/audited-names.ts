import { sql as raw } from 'kysely';
import type { Sql } from './store.ts';
import type { AuditEntry } from './tables.ts';

type Subject = Pick<AuditEntry, 'subjectKind' | 'subjectId'>;

/** Reads what things of one kind are called, by their ids. */
type Namer = (
  sql: Sql,
  ids: readonly string[],
) => Promise<readonly { readonly id: string; readonly name: string }[]>;

const NAMERS: Readonly<Record<string, Namer>> = {
  contact: (sql, ids) =>
    sql
      .selectFrom('contacts')
      .select(['contactId as id', 'displayName as name'])
      .where('contactId', 'in', ids)
      .execute(),
  // A conversation has no name of its own: it is known by whom it is with.
  conversation: (sql, ids) =>
    sql
      .selectFrom('conversations')
      .innerJoin('contacts', 'contacts.contactId', 'conversations.contactId')
      .select(['conversationId as id', 'displayName as name'])
      .where('conversationId', 'in', ids)
      .execute(),
  ticket: (sql, ids) =>
    sql
      .selectFrom('tickets')
      .select(['ticketId as id', 'subject as name'])
      .where('ticketId', 'in', ids)
      .execute(),
  template: (sql, ids) =>
    sql
      .selectFrom('templates')
      .select(['templateId as id', 'title as name'])
      .where('templateId', 'in', ids)
      .execute(),
  macro: (sql, ids) =>
    sql.selectFrom('macros').select(['macroId as id', 'name']).where('macroId', 'in', ids).execute(),
  field: (sql, ids) =>
    sql
      .selectFrom('fields')
      .select([raw<string>`subject || '.' || key`.as('id'), 'label as name'])
      .where(raw<string>`subject || '.' || key`, 'in', ids)
      .execute(),
  webhook: (sql, ids) =>
    sql
      .selectFrom('webhookEndpoints')
      .select(['endpointId as id', 'name'])
      .where('endpointId', 'in', ids)
      .execute(),
  filter: (sql, ids) =>
    sql.selectFrom('savedFilters').select(['filterId as id', 'name']).where('filterId', 'in', ids).execute(),
};

/**
 * Says what subjects of the audit log are called today. The log itself keeps ids only: a customer who was erased
 * has no name in it. The answer is empty for what has no name or is not there any more.
 */
export async function namesOfSubjects(
  sql: Sql,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => string> {
  const idsOf = Map.groupBy(
    subjects.filter(({ subjectId }) => subjectId !== ''),
    ({ subjectKind }) => subjectKind,
  );
  const names = new Map<string, string>();
  for (const [kind, ofKind] of idsOf) {
    const ids = [...new Set(ofKind.map(({ subjectId }) => subjectId))];
    for (const { id, name } of (await NAMERS[kind]?.(sql, ids)) ?? []) names.set(`${kind} ${id}`, name);
  }
  return ({ subjectKind, subjectId }) => names.get(`${subjectKind} ${subjectId}`) ?? '';
}
