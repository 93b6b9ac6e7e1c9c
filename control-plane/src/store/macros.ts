import { WeftError } from '@weft/proto';
import type { Selectable } from 'kysely';
import type { Sql } from './store.ts';
import { type Json, json } from './tables.ts';

/** One thing that a macro does with a conversation. */
export type MacroStep =
  | { readonly do: 'take' }
  | { readonly do: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** In points of the routing rules; 0 = as any other. */
  | { readonly do: 'prioritize'; readonly priority: number }
  /** One of everybody's templates, as it is when the macro runs. */
  | { readonly do: 'reply'; readonly templateId: string }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'transfer'; readonly queueId: string; readonly note: string }
  /** 0 = until the customer writes. */
  | { readonly do: 'snooze'; readonly minutes: number }
  | { readonly do: 'close'; readonly disposition: string };

/** Several steps by one press. */
export interface MacroTable {
  macroId: string;
  revision: number;
  name: string;
  steps: Json<readonly MacroStep[]>;
  changedBy: string;
  changedAtMs: number;
}

export type Macro = Selectable<MacroTable>;

const MAX_MACROS = 200;

/** All of them, by name: two hundred at most. */
export function macrosOf(store: Sql): Promise<Macro[]> {
  return store.selectFrom('macros').selectAll().orderBy('name').limit(MAX_MACROS).execute();
}

/** By id; undefined when there is none. */
export function macroOf(store: Sql, macroId: string): Promise<Macro | undefined> {
  return store.selectFrom('macros').selectAll().where('macroId', '=', macroId).executeTakeFirst();
}

/** What is to be kept of one. */
export type MacroText = Pick<Macro, 'name' | 'steps' | 'changedBy' | 'changedAtMs'>;

/** Adds one. Throws CONFLICT when another one is called so, BAD_REQUEST beyond two hundred. */
export async function addMacro(store: Sql, macroId: string, { steps, ...text }: MacroText): Promise<Macro> {
  const { count } = await store
    .selectFrom('macros')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_MACROS)
    throw new WeftError('BAD_REQUEST', `there are ${MAX_MACROS} macros already`);
  return store
    .insertInto('macros')
    .values({ macroId, revision: 1, ...text, steps: json(steps) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes one. Throws CONFLICT when somebody else did first, or another one is called so. */
export async function changeMacro(
  store: Sql,
  { macroId, revision }: Pick<Macro, 'macroId' | 'revision'>,
  { steps, ...text }: MacroText,
): Promise<Macro> {
  const changed = await store
    .updateTable('macros')
    .set({ ...text, steps: json(steps), revision: revision + 1 })
    .where('macroId', '=', macroId)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst();
  if (changed === undefined) throw new WeftError('CONFLICT', 'somebody else changed the macro first');
  return changed;
}

/** False when there was none. */
export async function removeMacro(store: Sql, macroId: string): Promise<boolean> {
  const { numDeletedRows } = await store
    .deleteFrom('macros')
    .where('macroId', '=', macroId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
