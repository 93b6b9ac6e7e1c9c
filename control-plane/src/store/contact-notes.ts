import type { Sql } from './store.ts';
import type { ContactNote } from './tables.ts';

/** Keeps a note about a contact. */
export async function putContactNote(store: Sql, note: Omit<ContactNote, 'editedAtMs'>): Promise<void> {
  await store.insertInto('contactNotes').values(note).execute();
}

/** Changes a note; its author only. Undefined when there is none such. */
export function editContactNote(
  store: Sql,
  edit: { readonly noteId: string; readonly authorId: string; readonly text: string; readonly atMs: number },
): Promise<ContactNote | undefined> {
  return store
    .updateTable('contactNotes')
    .set({ text: edit.text, editedAtMs: edit.atMs })
    .where('noteId', '=', edit.noteId)
    .where('authorId', '=', edit.authorId)
    .returningAll()
    .executeTakeFirst();
}

/** Notes about these contacts, newest first: at most 200. */
export function contactNotes(store: Sql, contactIds: readonly string[]): Promise<ContactNote[]> {
  return store
    .selectFrom('contactNotes')
    .selectAll()
    .where('contactId', 'in', contactIds)
    .orderBy('atMs', 'desc')
    .orderBy('noteId', 'desc')
    .limit(200)
    .execute();
}
