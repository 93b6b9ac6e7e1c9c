import { WeftError } from '@weft/proto';
import type { Sql } from './store.ts';
import type { Template } from './tables.ts';

/** What a template says; the rest of it is the store's. */
export type TemplateText = Pick<Template, 'shortcut' | 'title' | 'language' | 'text' | 'channels'>;

/** What may be changed of a template, and by whom it was. */
type TemplateChange = Partial<Omit<Template, 'templateId' | 'revision' | 'ownerId'>>;

/** Adds a template. Throws CONFLICT when its owner has one with this shortcut in this language. */
export function addTemplate(store: Sql, template: Omit<Template, 'revision'>): Promise<Template> {
  return store
    .insertInto('templates')
    .values({ ...template, revision: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** By id; undefined when there is none. */
export function templateOf(store: Sql, templateId: string): Promise<Template | undefined> {
  return store.selectFrom('templates').selectAll().where('templateId', '=', templateId).executeTakeFirst();
}

/** Changes a template. Throws CONFLICT when somebody else did first. */
export async function changeTemplate(
  store: Sql,
  templateId: string,
  revision: number,
  change: TemplateChange,
): Promise<Template> {
  const changed = await store
    .updateTable('templates')
    .set({ ...change, revision: revision + 1 })
    .where('templateId', '=', templateId)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst();
  if (changed === undefined) throw new WeftError('CONFLICT', 'somebody else changed the template first');
  return changed;
}

export async function removeTemplate(store: Sql, templateId: string): Promise<void> {
  await store.deleteFrom('templates').where('templateId', '=', templateId).execute();
}

/** Whether other words are to be sent than were, or where they were not: whoever approved those did not approve these. */
export const saysOtherwise = (one: TemplateText, other: TemplateText): boolean =>
  one.text !== other.text ||
  one.language !== other.language ||
  one.channels.toSorted().join() !== other.channels.toSorted().join();

/** Everybody's templates and an agent's own, by shortcut: at most 2,000. @param approved only what may be sent */
export function templatesFor(store: Sql, agentId: string, approved: boolean): Promise<Template[]> {
  return store
    .selectFrom('templates')
    .selectAll()
    .where('ownerId', 'in', ['', agentId])
    .$if(approved, (query) => query.where('approval', '=', 'approved'))
    .orderBy('shortcut')
    .orderBy('language')
    .limit(2_000)
    .execute();
}
