import type { Sql } from './store.ts';
import type { StoredAttachment } from './tables.ts';

/** Remembers a file whose bytes are kept elsewhere. */
export async function putAttachment(store: Sql, attachment: StoredAttachment): Promise<void> {
  await store.insertInto('attachments').values(attachment).execute();
}

/** The same, of one that may be remembered already. */
export async function putAttachmentOnce(store: Sql, attachment: StoredAttachment): Promise<void> {
  await store
    .insertInto('attachments')
    .values(attachment)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** By id; undefined when there is none. */
export function attachmentOf(store: Sql, attachmentId: string): Promise<StoredAttachment | undefined> {
  return store
    .selectFrom('attachments')
    .selectAll()
    .where('attachmentId', '=', attachmentId)
    .executeTakeFirst();
}

/** It is in a timeline now, and stays. */
export async function attachmentPosted(store: Sql, attachmentId: string): Promise<void> {
  await store
    .updateTable('attachments')
    .set({ posted: true })
    .where('attachmentId', '=', attachmentId)
    .execute();
}

/** Its thumbnail is kept beside it. */
export async function attachmentThumbnailKept(store: Sql, attachmentId: string): Promise<void> {
  await store
    .updateTable('attachments')
    .set({ thumbnail: true })
    .where('attachmentId', '=', attachmentId)
    .execute();
}

/** Forgets files that nobody posted since, and says which, so that their bytes can go: at most `limit`. */
export async function forgetUnposted(store: Sql, beforeMs: number, limit: number): Promise<string[]> {
  const rows = await store
    .deleteFrom('attachments')
    .where('attachmentId', 'in', ({ selectFrom }) =>
      selectFrom('attachments')
        .select('attachmentId')
        .where('posted', '=', false)
        .where('atMs', '<', beforeMs)
        .orderBy('atMs')
        .limit(limit),
    )
    .returning('attachmentId')
    .execute();
  return rows.map(({ attachmentId }) => attachmentId);
}
