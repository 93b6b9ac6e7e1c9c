import { WeftError } from '@weft/proto';
import type { Selectable } from 'kysely';
import type { Sql } from './store.ts';
import { type Json, json } from './tables.ts';

/** What a field is said of. */
export type FieldSubject = 'contact' | 'conversation';

export type FieldKind = 'text' | 'number' | 'yes-no' | 'date' | 'choice';

/** Something that a company wants to know of customers or conversations. */
export interface FieldTable {
  subject: FieldSubject;
  /** What values are kept under: it stays, whatever the label becomes. */
  key: string;
  revision: number;
  label: string;
  kind: FieldKind;
  /** Of a choice; of any other kind there are none. */
  choices: Json<readonly string[]>;
  /** Nobody is shown it or its values. */
  removed: boolean;
  changedBy: string;
  changedAtMs: number;
}

export type Field = Selectable<FieldTable>;

/** What a field is found by. */
export type FieldKey = Pick<Field, 'subject' | 'key'>;

/** Of each subject: every head of a list carries the values. */
export const MAX_FIELDS = 15;
/** With those that were removed. */
const MAX_KEPT = 60;

/** Those that are not removed, by label: thirty at most. */
export function fieldsOf(store: Sql): Promise<Field[]> {
  return store
    .selectFrom('fields')
    .selectAll()
    .where('removed', '=', false)
    .orderBy('label')
    .orderBy('subject')
    .orderBy('key')
    .execute();
}

/** One, though it was removed; undefined when there never was one. */
export const anyField = (store: Sql, { subject, key }: FieldKey): Promise<Field | undefined> =>
  store
    .selectFrom('fields')
    .selectAll()
    .where('subject', '=', subject)
    .where('key', '=', key)
    .executeTakeFirst();

/** Throws RECORD_NOT_FOUND for one that there is not, or not any more. */
export async function requireField(store: Sql, named: FieldKey): Promise<Field> {
  const field = await anyField(store, named);
  if (field === undefined || field.removed) throw new WeftError('RECORD_NOT_FOUND', 'no such field');
  return field;
}

/** What is to be kept of one. */
export type FieldText = Pick<Field, 'label' | 'choices' | 'changedBy' | 'changedAtMs'>;

/**
 * Adds one, or brings back one that was removed, with its values. Throws CONFLICT when there is one, BAD_REQUEST when
 * it was of another kind, NOT_AVAILABLE when there are enough.
 */
export async function addField(
  store: Sql,
  { kind, ...named }: FieldKey & Pick<Field, 'kind'>,
  { choices, ...text }: FieldText,
): Promise<Field> {
  const all = await store
    .selectFrom('fields')
    .select(['key', 'kind', 'removed'])
    .where('subject', '=', named.subject)
    .execute();
  const before = all.find(({ key }) => key === named.key);
  if (before !== undefined && !before.removed) throw new WeftError('CONFLICT', 'there is such a field');
  // Values are there that would not fit.
  if (before !== undefined && before.kind !== kind)
    throw new WeftError(
      'BAD_REQUEST',
      `this field was removed, and its values are of the kind ${before.kind}`,
    );
  if (all.filter(({ removed }) => !removed).length >= MAX_FIELDS)
    throw new WeftError('NOT_AVAILABLE', `there are ${MAX_FIELDS} fields already`);
  if (before === undefined && all.length >= MAX_KEPT)
    throw new WeftError('NOT_AVAILABLE', 'too many fields were removed');
  const row = { ...text, choices: json(choices), removed: false };
  return store
    .insertInto('fields')
    .values({ ...named, ...row, kind, revision: 1 })
    .onConflict((conflict) =>
      conflict.columns(['subject', 'key']).doUpdateSet(row).where('fields.removed', '=', true),
    )
    .returningAll()
    .executeTakeFirstOrThrow(() => new WeftError('CONFLICT', 'there is such a field'));
}

/** Says it otherwise; its kind stays. Throws CONFLICT when somebody else changed it first. */
export async function changeField(
  store: Sql,
  { subject, key, revision }: FieldKey & Pick<Field, 'revision'>,
  { choices, ...text }: FieldText,
): Promise<Field> {
  const changed = await store
    .updateTable('fields')
    .set({ ...text, choices: json(choices), revision: revision + 1 })
    .where('subject', '=', subject)
    .where('key', '=', key)
    .where('revision', '=', revision)
    .where('removed', '=', false)
    .returningAll()
    .executeTakeFirst();
  if (changed === undefined) throw new WeftError('CONFLICT', 'somebody else changed the field first');
  return changed;
}

/** Hides it with its values; they stay, for the day it comes back. */
export async function removeField(
  store: Sql,
  { subject, key }: FieldKey,
  { changedBy, changedAtMs }: Pick<Field, 'changedBy' | 'changedAtMs'>,
): Promise<void> {
  await store
    .updateTable('fields')
    .set(({ eb }) => ({ changedBy, changedAtMs, removed: true, revision: eb('revision', '+', 1) }))
    .where('subject', '=', subject)
    .where('key', '=', key)
    .execute();
}
